import type {Page} from 'playwright-core';

/** Parts of each tag by a selector inside its shadow root. */
const PARTS = {
  'my-health-timeline': [
    'h2',
    'article[part=record]',
    'article[part=record] button',
    '.chip',
    '.search input',
    '[part=source-label]',
  ],
  'provider-connect': ['section', 'h2', '[part=connection]', '[part=status]', '[part=connect-button]'],
  'opt-out-panel': ['section', 'h2', '[part=place]', '[part=leave-button]'],
} as const;

/** What a page may give by inheritance (ink, font, line height) is not among them. */
const PROPERTIES = [
  ...['display', 'position', 'box-sizing', 'padding', 'margin', 'border-top-width', 'border-top-left-radius'],
  ...['background-color', 'opacity', 'visibility', 'text-transform', 'white-space', 'text-indent', 'list-style-type'],
  ...['appearance', 'clip-path', 'transform', 'float', 'cursor'],
];

/** How the parts of the three tags are drawn: `tag selector property: value`. */
export const lookOf = (page: Page): Promise<string[]> =>
  page.evaluate(
    ([parts, properties]) =>
      Object.entries(parts).flatMap(([tag, selectors]) =>
        selectors.flatMap(selector => {
          const part = document.querySelector(tag)!.shadowRoot!.querySelector(selector);
          if (!part) return [`${tag} ${selector}: missing`];
          const style = getComputedStyle(part);
          return properties.map(name => `${tag} ${selector} ${name}: ${style.getPropertyValue(name)}`);
        }),
      ),
    [PARTS, PROPERTIES] as const,
  );

/** How wide each tag’s content is, of how wide it might be. */
export const widthsOf = (page: Page): Promise<number[]> =>
  page.evaluate(
    tags =>
      tags.map(tag => {
        const element = document.querySelector(tag)!;
        const inner = element.shadowRoot!.firstElementChild!;
        return inner.getBoundingClientRect().width / element.parentElement!.clientWidth;
      }),
    Object.keys(PARTS),
  );
