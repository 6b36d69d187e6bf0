import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {accountFor} from '../../../src/records/account.js';
import {RESOURCES} from '../../../src/sources/human-api/resources.js';
import {common, page} from './helpers.js';

/** One rich item with every field that any resource has; each mapping sees the fields of all others too. */
const rich = {
  ...common,
  name: 'Potassium',
  status: 'Final result',
  codes: [{code: '2823-3', codeSystem: '2.16.840.1.113883.6.1', codeSystemName: 'LOINC', name: 'Potassium'}],
  dateTime: '2020-01-13T00:00:00.000Z',
  dates: ['2020-01-13', '2019-01-13'],
  dateRange: {start: '2011-02-03', end: '2012-02-03'},
  allergen: {name: 'Penicillin', codes: [{code: '70618', codeSystemName: 'RxNorm'}]},
  reactionsFull: [{name: 'Hives', reactionType: 'Allergy'}],
  visitType: 'Office Visit',
  provider: {name: 'Leonard McCoy', departmentName: 'Medicine', address: {street: ['1 Main St'], city: 'Iowa'}},
  medications: [{id: 'm1', name: 'Amoxicillin'}],
  details: {dosage: '875', frequency: 'BID'},
  entries: [{title: 'Plan', text: 'Rest', name: 'Never', dateTime: '2018-07-12', codes: [{name: 'Tobacco'}]}],
  components: [{name: 'Potassium', value: '4.3 mmol/L', refRange: '> 14 U/L; < 54 U/L', low: '1', high: '2'}],
  results: [{name: 'Weight', value: 70, unit: 'kg', codes: [{code: '29463-7'}]}],
  demographics: {name: {family: 'Archer', given: ['A']}, dob: '05/20/1971'},
  performer: {organizationName: 'Clinic'},
  text: 'Text',
};

type Path = (string | number)[];
const pathsOf = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))]
    : [path];
const PATHS = pathsOf(rich).slice(1);
const replace = (value: unknown, [key, ...rest]: Path, by: unknown): unknown => {
  if (key === undefined || typeof value !== 'object' || value === null) return by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...(value as unknown[])] : {...value};
  const open = copy as Record<string, unknown>;
  open[key] = replace(open[key], rest, by);
  return copy;
};

const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    '[object Object]',
    '<img src=x onerror=alert(1)>',
    NaN,
    Infinity,
    -0,
    [],
  ),
  fc.constantFrom<unknown>(
    '\u202e',
    '\ud800',
    '9'.repeat(400),
    'x'.repeat(10_000),
    '__proto__',
    {__proto__: null},
    1e308,
  ),
  fc.constantFrom<unknown>(JSON.parse('{"__proto__":{"name":"x"}}'), {toString: 1}, {length: 5}, [[[[[[[[]]]]]]]]),
  fc.string({unit: 'binary'}),
);
const mutant = fc
  .array(fc.tuple(fc.constantFrom(...PATHS), odd), {minLength: 1, maxLength: 5})
  .map(changes => changes.reduce<unknown>((item, [path, by]) => replace(item, path, by), rich));
const streams = fc.constantFrom(...RESOURCES.keys(), 'never_heard_of', '__proto__', 'constructor', '');

describe('Human API: hostile and broken items', () => {
  it('never throws, loses none, invents none, and makes records that can be shown', () => {
    fc.assert(
      fc.property(streams, fc.array(fc.oneof(mutant, odd, fc.constant(rich)), {maxLength: 6}), (stream, entries) => {
        const mapped = page(stream, entries);
        expect(mapped.read).to.equal(entries.length);
        accountFor(mapped, 'human-api', true);
        for (const record of mapped.records) {
          expect(record.title.trim()).to.not.equal('');
          expect(record.title).to.not.match(/^(unknown|undefined|null|\[object)/i);
          for (const {label, text} of record.details)
            expect([typeof label, typeof text]).to.deep.equal(['string', 'string']);
          if (record.number !== undefined) expect(Number.isNaN(record.number)).to.equal(false);
          expect(JSON.stringify(record)).to.not.match(/[\u202a-\u202e]/);
          expect(structuredClone(record)).to.deep.equal(record);
        }
        expect('name' in {}).to.equal(false);
      }),
      {numRuns: 1500},
    );
  }).timeout(60_000);

  it('one bad entry never costs its page: every good one is shown, every bad one counted', () => {
    for (const share of [0.01, 0.1, 1]) {
      const bad = [null, 42, 'x', [], {}, {id: ''}, {name: 'no id'}, {id: {}}];
      const entries = Array.from({length: 400}, (_, n) =>
        n % Math.round(1 / share) === 0 ? bad[n % bad.length] : {...rich, id: `i${n}`},
      );
      const poisoned = entries.filter(
        entry => !(entry as {id?: unknown} | null)?.id || typeof (entry as {id: unknown}).id === 'object',
      );
      const mapped = page('vitals', entries);
      expect(mapped.aside).to.have.length(poisoned.length);
      expect(mapped.shown).to.equal(400 - poisoned.length);
    }
  });

  it('says why: not an object, no id, too large', () => {
    const large = {...common, results: Array(2001).fill({name: 'x', value: 1})};
    const {aside} = page('vitals', [null, {name: 'x'}, large]);
    expect(aside.map(({reason, state}) => [reason, state])).to.deep.equal([
      ['not_an_object', 'unreadable'],
      ['no_id', 'unreadable'],
      ['too_large', 'unreadable'],
    ]);
    expect(aside[2]).to.deep.include({recordId: `vitals/${common.id}`, category: 'vital', type: 'vitals'});
  });

  it('takes nothing that an item has only inherited', () => {
    const inherited = Object.create({visitType: 'Inherited', dateTime: '2020-01-01'}) as object;
    const [record] = page('encounters', [Object.assign(inherited, {id: '1'})]).records;
    expect([record!.title, record!.date]).to.deep.equal(['Visit', null]);
  });

  it('a number as id is an id', () => {
    expect(page('issues', [{id: 7, name: 'Asthma'}]).records[0]!.sources[0]!.recordId).to.equal('issues/7');
  });

  it('markup in any field stays the text that it is', () => {
    const vector = '<img src=x onerror=alert(1)>';
    const [record] = page('test_results', [
      {...common, name: vector, components: [{name: vector, value: vector}]},
    ]).records;
    expect([record!.title, record!.value]).to.deep.equal([vector, vector]);
  });
});
