declare const process: {env: {NODE_ENV?: string}};

/** Bundlers put a text in place of the whole name; a page without a bundler has no such thing and counts as production. */
const inDevelopment = (): boolean => {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    return false;
  }
};

let told = false;

/**
 * Another copy of this package that has defined the tag before stays, and this one is not used: harmless, but seldom
 * meant. Says so once, in development builds only.
 */
export const warnOfSecondVersion = (tag: string, own: CustomElementConstructor): void => {
  if (!inDevelopment() || told || customElements.get(tag) === own) return;
  told = true;
  console.warn(`<${tag}> was already defined by another copy of my-health-elements. That copy stays in use.`);
};
