declare const process: {env: {NODE_ENV?: string}};

let told = false;

/**
 * Another copy of this package that has defined the tag before stays, and this one is not used: harmless, but seldom
 * meant. Says so once, in development builds only.
 */
export const warnOfSecondVersion = (tag: string, own: CustomElementConstructor): void => {
  try {
    // bundlers put a text in place of the whole name
    if (process.env.NODE_ENV !== 'production' && !told && customElements.get(tag) !== own) {
      told = true;
      console.warn(`<${tag}> was already defined by another copy of my-health-elements. That copy stays in use.`);
    }
  } catch {
    // a page without a bundler has no such name and counts as production
  }
};
