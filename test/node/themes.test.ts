/** The example themes: only tokens and the page's own type, readable in light and dark, and each its own. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {after, before, describe, it} from 'node:test';
import type Axe from 'axe-core';
import type {Browser, Page} from 'playwright-core';
import {tokenDefaults} from '../../build/tokens.mjs';
import {asGuest} from './hostile/guest.js';
import {launchChromium} from './host.js';
import {Visit} from './journey.js';

const FOLDER = 'docs/themes';
const THEMES = readdirSync(FOLDER).map(file => file.replace('.css', ''));
const sheet = (name: string): string => readFileSync(`${FOLDER}/${name}.css`, 'utf8');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Ink on paper, and the ratio that WCAG 2.2 asks of it: 4.5 for text (1.4.3), 3 for edges and signs (1.4.11). */
const PAIRS: readonly (readonly [ink: string, paper: string, ratio: number])[] = [
  ...['text', 'muted', 'accent', 'warning', 'success', 'danger'].flatMap(ink =>
    ['surface', 'soft'].map(paper => [ink, paper, 4.5] as const),
  ),
  ['accent-text', 'accent', 4.5],
  ['text', 'accent-soft', 4.5],
  ['accent', 'accent-soft', 4.5],
  ['text', 'mark', 4.5],
  ['text', 'warning-soft', 4.5],
  ['accent', 'warning-soft', 4.5],
  ['edge', 'surface', 3],
  ['edge', 'soft', 3],
];

/** Contrast of each pair, as the browser resolves the tokens. */
const contrasts = (page: Page): Promise<number[]> =>
  page.evaluate(pairs => {
    const probe = document.createElement('span');
    document.body.append(probe);
    const light = (token: string): number => {
      // no inline style under the page's policy, but its object model may be used
      probe.style.setProperty('color', `var(--mh-${token}-color)`);
      const [red, green, blue] = getComputedStyle(probe)
        .color.match(/[\d.]+/g)!
        .map(part => Number(part) / 255)
        .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const all = pairs.map(([ink, paper]) => {
      const [a, b] = [light(ink), light(paper)];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
    probe.remove();
    return all;
  }, PAIRS);

describe('the example themes', () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  it('set tokens of which each is used', () => {
    const sheets = readdirSync('src', {recursive: true, encoding: 'utf8'})
      .filter(name => name.endsWith('.ts'))
      .map(name => readFileSync(`src/${name}`, 'utf8'))
      .join('');
    const inner = [...sheets.matchAll(/(--_[a-z-]+): var\(--mh-/g)].map(([, name]) => name!);
    assert.ok(inner.length > 10);
    assert.deepEqual(
      inner.filter(name => !new RegExp(`var\\(${name}[,)]`).test(sheets)),
      [],
    );
  });

  it('are three, and set tokens that exist, and type', () => {
    assert.equal(THEMES.length, 3);
    const tokens = tokenDefaults();
    for (const name of THEMES) {
      const properties = [...sheet(name).matchAll(/^ {2}([\w-]+):/gm)].map(([, property]) => property!);
      const colours = [...tokens.keys()].filter(token => token.endsWith('-color'));
      assert.deepEqual(
        colours.filter(token => !properties.includes(token)),
        [],
        `${name} leaves no colour to chance`,
      );
      for (const property of properties) {
        assert.ok(tokens.has(property) || property.startsWith('font-'), `${name}: ${property}`);
      }
    }
  });

  const looks = new Map<string, string>();
  for (const name of THEMES) {
    it(`${name} is readable in light and dark, on screen and as numbers`, () =>
      asGuest(
        browser,
        {
          html: `lang="en" class="theme-${name}"`,
          head: '<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/page.css">',
          files: {
            '/theme.css': sheet(name),
            '/page.css':
              ':root { color-scheme: light dark; background: var(--mh-surface-color); color: var(--mh-text-color) }',
          },
        },
        async ({context, host}) => {
          const visit = await Visit.whole(context, host.url);
          const {page} = visit;
          await visit.connections.getByText('Questions and answers').waitFor();
          await visit.timeline.getByRole('button', {name: 'More filters'}).waitFor();
          await visit.timeline.getByRole('searchbox').fill('glucose');
          await visit.timeline.locator('mark').first().waitFor();
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({colorScheme});
            const measured = await contrasts(page);
            const poor = PAIRS.flatMap(([ink, paper, ratio], at) =>
              measured[at]! < ratio ? [`${ink} on ${paper}: ${measured[at]!.toFixed(2)} < ${ratio}`] : [],
            );
            assert.deepEqual(poor, [], colorScheme);
            await page.evaluate(axe);
            const found = await page.evaluate(async () => {
              const {axe} = globalThis as unknown as {axe: typeof Axe};
              const {violations} = await axe.run(document, {runOnly: ['color-contrast', 'link-in-text-block']});
              return violations.flatMap(({id, nodes}) =>
                nodes.map(({html, failureSummary}) => `${id} ${html} ${failureSummary}`),
              );
            });
            assert.deepEqual(found, [], colorScheme);
          }
          const look = await visit.timeline
            .locator('[part=record]')
            .first()
            .evaluate(record => {
              const {color, fontFamily, fontSize} = getComputedStyle(record);
              return [color, fontFamily, fontSize].join(' ');
            });
          // host fonts come in by themselves
          assert.ok(look.includes(/font-family: ([^,;]+)/.exec(sheet(name))![1]!.replaceAll("'", '')), look);
          looks.set(name, look);
        },
      ));
  }

  it('look like different places', () => {
    assert.equal(new Set(looks.values()).size, 3);
  });
});
