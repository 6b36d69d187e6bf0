/**
 * The built single file in pages that make life hard for it, under the policy of docs/host-contract.md §11: there it
 * either does all that it does elsewhere, with the same records, or says that it cannot run safely.
 */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'playwright-core';
import type * as Zod from 'zod';
import {launchChromium, THREE_TAGS, type PageParts} from '../host.js';
import {Visit} from '../journey.js';
import {asGuest, reportsOf, told, useAll, type Stay} from './guest.js';
import {lookOf, widthsOf} from './look.js';
import {companions, remove} from './companions.js';

const script = (text: string): PageParts => ({
  head: '<script src="/page.js"></script>',
  files: {'/page.js': text},
});
const sheet = (text: string): PageParts => ({
  head: '<link rel="stylesheet" href="/page.css">',
  files: {'/page.css': text},
});

describe('in a page that makes life hard', () => {
  let browser: Browser;
  let folder: string;
  let file: (path: string) => Promise<string>;
  let bundle: (source: string) => Promise<string>;
  /** What a plain page shows. */
  let plain: {told: string[]; look: string[]};

  before(async () => {
    [browser, {folder, file, bundle}] = await Promise.all([launchChromium(), companions()]);
    await asGuest(browser, {}, async ({context, host}) => {
      const visit = await Visit.whole(context, host.url);
      await visit.leaving.locator('[part=place]').first().waitFor();
      plain = {told: told(await visit.exported()), look: await lookOf(visit.page)};
    });
    assert.ok(plain.told.length > 300);
  });
  after(() => Promise.all([browser.close(), remove(folder)]));

  /** The same records, everything usable, no report, no error. */
  const works = async (visit: Visit, {host, complaints}: Stay): Promise<void> => {
    await visit.ended('mount-sinai', 'human-api');
    assert.equal(await visit.records.count(), 50);
    assert.deepEqual(told(await visit.exported()), plain.told);
    await useAll(visit);
    assert.deepEqual(await visit.violations(), []);
    assert.deepEqual(await reportsOf(visit.page, host), []);
    assert.deepEqual(
      complaints.filter(one => !one.includes('style-src')),
      [],
    );
  };
  const worksIn = (parts: PageParts, then?: (visit: Visit, stay: Stay) => Promise<void>): Promise<void> =>
    asGuest(browser, parts, async stay => {
      const visit = await Visit.begin(stay.context, stay.host.url);
      await works(visit, stay);
      await then?.(visit, stay);
    });
  /** Nothing is asked of anybody, nothing shown but that. */
  const refusesIn = (parts: PageParts): Promise<void> =>
    asGuest(browser, parts, async ({context, host, world, complaints}) => {
      const visit = await Visit.begin(context, host.url);
      await visit.timeline.getByText('This page or browser does not look safe for health records.').waitFor();
      await visit.connections.getByText('This page or browser does not look safe for health records.').waitFor();
      assert.deepEqual(
        (await visit.events('mh-error')).map(({code, retryable}) => ({code, retryable})),
        [{code: 'unsafe_page', retryable: false}],
      );
      assert.equal(await visit.records.count(), 0);
      assert.deepEqual(world.requests, []);
      assert.deepEqual(await visit.violations(), []);
      assert.deepEqual(await reportsOf(visit.page, host), []);
      assert.deepEqual(
        complaints.filter(one => !one.includes('style-src')),
        [],
      );
    });

  /** A page's sheet may change what is inherited, and nothing else. */
  const keepsItsLook = async (visit: Visit): Promise<void> => {
    await visit.leaving.locator('[part=place]').first().waitFor();
    assert.deepEqual(await lookOf(visit.page), plain.look);
    for (const width of await widthsOf(visit.page)) assert.ok(width > 0.9, `${width} of the width that there is`);
  };

  describe('with sheets of its own', () => {
    it('that take everything back: * {all: revert !important}', () =>
      worksIn(sheet('* { all: revert !important }'), keepsItsLook));

    it('that shout: everything inherited is set', () =>
      worksIn(
        sheet(
          'body { text-transform: uppercase; white-space: nowrap; text-indent: 40px; line-height: 1 }' +
            'button, input, select, a, h2, article, section, dialog, svg { display: none !important; all: unset }',
        ),
        keepsItsLook,
      ));

    it('of Bootstrap', async () => worksIn(sheet(await file('bootstrap/dist/css/bootstrap.css')), keepsItsLook));

    it('of Tailwind’s preflight', async () => worksIn(sheet(await file('tailwindcss/preflight.css')), keepsItsLook));
  });

  describe('with libraries of its own', () => {
    it('another Lit and another zod', async () =>
      worksIn(
        script(
          await bundle(`
            import {LitElement, html} from 'lit';
            import * as z from 'zod';
            z.config({jitless: true, customError: () => 'from the page'});
            customElements.define('page-box', class extends LitElement {
              static properties = {count: {type: Number}};
              render() { return html\`<b>\${z.number().parse(this.count ?? 0)}</b>\`; }
            });
            globalThis.pageZod = z;
            addEventListener('DOMContentLoaded', () => document.body.append(document.createElement('page-box')));`),
        ),
        async ({page}) => {
          // and the page's own go on as before
          await page.evaluate(() => Object.assign(document.querySelector('page-box')!, {count: 7}));
          await page.locator('page-box').getByText('7', {exact: true}).waitFor();
          assert.equal(
            await page.evaluate(() => {
              const {pageZod} = globalThis as unknown as {pageZod: typeof Zod};
              return pageZod.string().safeParse(1).error?.issues[0]?.message;
            }),
            'from the page',
          );
        },
      ));

    it('zone.js', async () => worksIn(script(await file('zone.js/bundles/zone.umd.js'))));

    it('Lit’s own hook for pages that a server renders', () =>
      worksIn(
        script('window.litElementHydrateSupport = ({LitElement}) => { LitElement.prototype.update = () => {}; };'),
      ));

    it('MooTools, which extends what is built in: cannot run safely', async () =>
      refusesIn(script(await file('mootools/lib/mootools-core-1.5.2-server.js'))));

    // No package of the registry holds the library's own file; its 1.7.3 was opened by hand and is refused alike.
    it('one in the manner of Prototype.js: cannot run safely', () =>
      refusesIn(
        script(`
          Object.assign(Array.prototype, {
            each(act) { this.forEach(act); return this; },
            toJSON() { return '[' + this.map(one => JSON.stringify(one)).join(', ') + ']'; },
          });
          Object.assign(String.prototype, {evalJSON() { return JSON.parse(this); }, toJSON() { return '"' + this + '"'; }});
          Object.assign(Element.prototype, {hide() { this.hidden = true; }, update(text) { this.textContent = text; }});
          window.$ = id => document.getElementById(id);`),
      ));
  });

  it('with elements that are named like parts of the document', () =>
    worksIn({
      body:
        ['baseURI', 'title', 'location', 'links', 'forms', 'URL', 'cookie', 'referrer', 'defaultView', 'fonts']
          .map(name => `<form name="${name}"></form><img name="${name}" alt="">`)
          .join('') +
        ['fetch', 'JSON', 'customElements', 'heading', 'search', 'receipt'].map(id => `<i id="${id}"></i>`).join('') +
        THREE_TAGS,
    }));

  describe('with built-ins that are not what they were', () => {
    const patches: Readonly<Record<string, string>> = {
      'fetch that is watched':
        'const own = fetch; window.seen = []; window.fetch = async (...all) => { const answer = await own(...all); seen.push(answer.status); return answer; };',
      'fetch that gives copies of answers':
        'const own = fetch; window.fetch = async (...all) => (await own(...all)).clone();',
      'fetch made of XMLHttpRequest': `window.fetch = (url, {method = 'GET', headers, body, signal} = {}) => new Promise((done, fail) => {
          const call = new XMLHttpRequest();
          call.open(method, url);
          call.responseType = 'arraybuffer';
          for (const [name, value] of new Headers(headers)) call.setRequestHeader(name, value);
          call.onload = () => {
            const lines = call.getAllResponseHeaders().trim().split('\\r\\n').filter(Boolean);
            const entries = lines.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
            done(new Response(call.response, {status: call.status, headers: entries}));
          };
          call.onerror = () => fail(new TypeError('Network request failed'));
          signal?.addEventListener('abort', () => { call.abort(); fail(new DOMException('', 'AbortError')); });
          call.send(body ?? null);
        });`,
      'fetch whose answers have no stream':
        'const own = fetch; window.fetch = async (...all) => Object.defineProperty(await own(...all), "body", {value: undefined});',
      'locks and channels that are refused':
        'const refuse = () => { throw new DOMException("", "SecurityError"); }; LockManager.prototype.request = async () => refuse(); window.BroadcastChannel = class { constructor() { refuse(); } };',
      'shadow roots that get something of the page’s':
        'const own = Element.prototype.attachShadow; Element.prototype.attachShadow = function (init) { const root = own.call(this, init); root.append(document.createElement("template")); return root; };',
      'a Promise of its own':
        'window.Promise = class extends Promise { then(...all) { window.thens = (window.thens ?? 0) + 1; return super.then(...all); } };',
      'JSON that is watched':
        'const {parse, stringify} = JSON; JSON.parse = (...all) => parse(...all); JSON.stringify = (...all) => stringify(...all);',
      'additions to classes that nothing enumerates':
        'for (const [of, name] of [[Array, "last"], [String, "capitalize"], [Promise, "spread"]]) Object.defineProperty(of.prototype, name, {value() { return this; }, configurable: true});',
    };
    for (const [what, patch] of Object.entries(patches)) it(what, () => worksIn(script(`{${patch}}`)));

    it('shadow roots that are all closed', () =>
      asGuest(
        browser,
        script(`
          window.roots = new Map();
          const own = Element.prototype.attachShadow;
          Element.prototype.attachShadow = function (init) {
            const root = own.call(this, {...init, mode: 'closed'});
            roots.set(this.localName, root);
            return root;
          };`),
        async ({context, host, complaints}) => {
          const visit = await Visit.whole(context, host.url);
          assert.deepEqual(told(await visit.exported()), plain.told);
          // these tests do not see into them either
          const opens = async (tag: string, text: string): Promise<void> => {
            await visit.page.waitForFunction(
              ([tag, text]) => {
                const root = (window as unknown as {roots: Map<string, ShadowRoot>}).roots.get(tag)!;
                if (root.activeElement?.closest('dialog')) return true;
                [...root.querySelectorAll('button')].find(one => one.textContent.includes(text))?.click();
                return false;
              },
              [tag, text] as const,
            );
          };
          await opens('provider-connect', 'Connect another place');
          await opens('opt-out-panel', 'Leave My Health…');
          const shown = await visit.page.evaluate(() =>
            [...(window as unknown as {roots: Map<string, ShadowRoot>}).roots.values()].map(root => [
              root.querySelectorAll('article').length,
              root.adoptedStyleSheets.length > 2,
            ]),
          );
          assert.deepEqual(shown.sort(), [
            [0, true],
            [0, true],
            [50, true],
          ]);
          assert.deepEqual(complaints, []);
        },
      ));

    const dangers: Readonly<Record<string, string>> = {
      'Object.prototype with a name more': 'Object.prototype.extra = 1;',
      'Object.prototype with a name that nothing enumerates':
        'Object.defineProperty(Object.prototype, "connect", {value: {kind: "popup"}, writable: true});',
      'Object.prototype with one of the browser’s own functions more':
        'Object.prototype.each = Array.prototype.forEach;',
      'JSON that turns dates into objects':
        'const {parse} = JSON; JSON.parse = text => parse(text, (_, value) => (/^\\d{4}-\\d\\d-\\d\\d/.test(value) ? new Date(value) : value));',
      'JSON that takes text for numbers':
        'const {parse} = JSON; JSON.parse = text => parse(text, (_, value) => (typeof value === "string" && value && Number(value) == value ? Number(value) : value));',
      'JSON that leaves markup out':
        'const {stringify} = JSON; JSON.stringify = value => stringify(value).replaceAll("<", "");',
      // of these names Lit's descriptors and the first part's own fields would be made
      'Object.prototype with a value': 'Object.prototype.value = true;',
      'Object.prototype with a value that is worked out':
        'Object.defineProperty(Object.prototype, "value", {get() {}, set(value) { Object.defineProperty(this, "value", {__proto__: null, value}); }});',
      // these would be read as options of the elements' own properties
      'Object.prototype with a state': 'Object.prototype.state = true;',
      'Object.prototype with what tells changes': 'Object.prototype.hasChanged = 1;',
      'Object.prototype with a signal': 'Object.prototype.signal = true;',
      'Object.prototype with a creationScope': 'Object.prototype.creationScope = true;',
      'Object.prototype with Lit’s mark of a directive': 'Object.prototype["_$litDirective$"] = true;',
      'Object.prototype with Lit’s mark of a template': 'Object.prototype["_$litType$"] = 1;',
      'Object.prototype with a host': 'Object.prototype.host = true;',
      // as Datejs and MooTools have it
      'a Date that reads dates in a way of its own':
        'const {parse} = Date; Date.parse = text => new Date(parse(text));',
      'arrays that become text': 'Array.prototype.toJSON = function () { return this.join(); };',
      'a Promise that cannot race': 'Promise.race = undefined;',
      'what an older browser lacks': 'AbortSignal.any = undefined;',
      'a Promise without the usual': 'window.Promise = function () {}; Promise.prototype.then = undefined;',
    };
    for (const [what, patch] of Object.entries(dangers)) {
      it(`${what}: cannot run safely`, () => refusesIn(script(`{${patch}}`)));
    }
  });
});
