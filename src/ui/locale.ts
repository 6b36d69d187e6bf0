/**
 * The language to speak: the element's own `locale`, the nearest `lang` (also outside shadow roots), the document's,
 * the browser's. What `Intl` cannot read falls through to the next.
 */
export const resolveLocale = (element: HTMLElement, own: string): string => {
  let node: Node | null = element;
  let nearest = '';
  while (node && !nearest) {
    if (node instanceof Element) nearest = node.getAttribute('lang') ?? '';
    node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
  }
  const wanted = [own, nearest, element.ownerDocument.documentElement.lang, navigator.language];
  return wanted.find(tag => tag && isTag(tag)) ?? 'en';
};

const isTag = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
};
