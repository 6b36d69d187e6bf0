/** The demo in Spanish and back; and that no word that this package puts into records has been forgotten. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {startDemo} from '../../demo/start.js';
import {DETAIL_LABELS} from '../../src/locales/es/detail-labels.js';
import {RECORD_WORDS} from '../../src/locales/es/record-words.js';
import {launchChromium} from './host.js';
import type {Browser} from 'playwright-core';

const source = (path: string): string => readFileSync(join(import.meta.dirname, '../../src', path), 'utf8');
const keysOf = (lines: string): Set<string> => new Set(lines.split('\n').map(line => line.split('|')[0]!));

describe('words of records in Spanish', () => {
  const words = keysOf(RECORD_WORDS);
  const labels = keysOf(DETAIL_LABELS);
  /** The second field of the lines of a table that stands in a template literal. */
  const column = (path: string, table: string, between: string): string[] => {
    const text = new RegExp(`${table}(?: = |\\()\`([^\`]*)\``).exec(source(path))?.[1];
    assert.ok(text, `${path} has ${table}`);
    return text.split('\n').map(line => line.split(between)[1]!.replace(/:+$/, ''));
  };

  it('are all there: statuses, interpretations, leads, visits, kinds, codes', () => {
    const wanted = [
      ...column('records/code-words.ts', 'STATUSES', ':'),
      ...column('records/code-words.ts', 'interpretationsIn', ':'),
      ...column('records/code-words-more.ts', 'STATUSES', ':'),
      ...column('records/code-words-more.ts', 'interpretationsIn', ':'),
      ...column('records/visit-classes.ts', 'ENCOUNTER_CLASSES', ':'),
      ...column('sources/fhir-r4/more/types.ts', 'TABLE', '|'),
      ...'MODALITIES SECTIONS COVERAGES AMOUNTS CLAIMS DIAGNOSES PAYERS ACTS ROLES FAMILY DOCUMENTS'
        .split(' ')
        .flatMap(name => column('sources/fhir-r4/more/codes.ts', name, ':')),
      ...source('sources/fhir-r4/more/codes.ts')
        .match(/'(Vital signs\|.*)'/)![1]!
        .split('|'),
      ...source('sources/human-api/resources.ts')
        .match(/TABLE = `([^`]*)`/)![1]!
        .split('\n')
        .map(line => line.split('|')[2]!),
      ...[...source('records/code-words-more.ts').matchAll(/words: '([^']+)'/g)].map(([, text]) => text!),
    ].filter(Boolean);
    assert.ok(wanted.length > 300);
    assert.deepEqual([...new Set(wanted.filter(text => !words.has(text)))], []);
  });

  it('and the labels that this package chooses', () => {
    const wanted = ['human-api/details.ts', 'fhir-r4/more/words.ts'].flatMap(path =>
      [
        ...source(`sources/${path}`)
          .match(/LABELS[^{]*\{([^}]*)\}/)![1]!
          .matchAll(/: '([^']+)'/g),
      ].map(([, text]) => text!),
    );
    assert.ok(wanted.length > 25);
    assert.deepEqual(
      wanted.filter(text => !labels.has(text)),
      [],
    );
  });
});

describe('the demo', () => {
  let browser: Browser;
  let demo: Awaited<ReturnType<typeof startDemo>>;
  before(async () => {
    [browser, demo] = await Promise.all([launchChromium(), startDemo({port: 0, watch: false})]);
  });
  after(() => Promise.all([browser.close(), demo.stop()]));

  it('speaks Spanish when that is chosen, all three elements, and English again', async () => {
    const page = await browser.newPage();
    const packs: string[] = [];
    page.on('request', request => {
      if (request.url().includes('/locales/es/index')) packs.push(request.url());
    });
    await page.goto(demo.url);
    const says = (tag: string, heading: string): Promise<void> =>
      page.locator(`${tag} :is(h1, h2, h3)`, {hasText: heading}).first().waitFor({timeout: 30_000});
    await says('my-health-timeline', 'My Health');
    assert.deepEqual(packs, [], 'nobody has asked for Spanish');
    await page.locator('summary', {hasText: 'Demo settings'}).click();
    await page.locator('[name=lang]').selectOption({label: 'Español'});
    await says('my-health-timeline', 'Mi Salud');
    await says('provider-connect', 'Sus conexiones');
    await says('opt-out-panel', 'Salir de Mi Salud');
    assert.equal(await page.locator('html').getAttribute('lang'), 'es-US');
    assert.equal(await page.locator('my-health-timeline .root').getAttribute('lang'), 'es');
    assert.equal(new Set(packs).size, 1);
    await page.locator('summary', {hasText: 'Demo settings'}).click();
    await page.locator('[name=lang]').selectOption({label: 'English'});
    await says('my-health-timeline', 'My Health');
    await says('provider-connect', 'Your connections');
    await says('opt-out-panel', 'Leave My Health');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.close();
  });
});
