import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {CodedError} from '../../src/errors.js';
import {isJsonType, MAX_DEPTH, nestsDeeper, parseJson} from '../../src/sources/json.js';

const codeOf = (text: string) => {
  try {
    parseJson(text);
  } catch (thrown) {
    return thrown instanceof CodedError ? `${thrown.code}/${thrown.message}` : 'not coded';
  }
  return 'parsed';
};
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe('JSON with caps', () => {
  it('reads 64 levels and no 65th, of arrays and of objects', () => {
    const arrays = (n: number) => '['.repeat(n) + ']'.repeat(n);
    const objects = (n: number) => '{"a":'.repeat(n) + '1' + '}'.repeat(n);
    expect(MAX_DEPTH).to.equal(64);
    for (const nest of [arrays, objects]) {
      expect(codeOf(nest(64))).to.equal('parsed');
      expect(codeOf(nest(65))).to.equal('source_too_large/source_too_large');
    }
  });

  it('survives a million levels, closed or not', () => {
    expect(codeOf('['.repeat(1e6) + ']'.repeat(1e6))).to.equal('source_too_large/source_too_large');
    expect(codeOf('{"a":['.repeat(5e5))).to.equal('source_too_large/source_too_large');
  });

  it('does not count brackets in text', () => {
    const text = JSON.stringify(['['.repeat(1000), '\\', '"[', '\\"{{{', '\\\\']);
    expect(nestsDeeper(text, 1)).to.equal(false);
    expect(parseJson(text)).to.deep.equal(JSON.parse(text));
  });

  it('never says which text was wrong', () => {
    for (const text of ['[1', '', '{"name":"Maya"', 'Maya', '[1,]', '"\u0001"', 'NaN', "{'a':1}"]) {
      expect(codeOf(text)).to.equal('source_invalid/source_invalid');
    }
  });

  it('knows a page that calls itself JSON', () => {
    expect(codeOf('<html>')).to.equal('source_sign_in/source_sign_in');
    expect(codeOf(' \n<!doctype html><p>')).to.equal('source_sign_in/source_sign_in');
  });

  it('leaves prototypes alone', () => {
    const value = parseJson('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as object;
    expect(Object.getPrototypeOf(value)).to.equal(Object.prototype);
    expect(Object.hasOwn(value, '__proto__')).to.equal(true);
    expect('polluted' in {}).to.equal(false);
  });

  it('agrees with the parser for every value, and counts its levels rightly', () => {
    fc.assert(
      fc.property(fc.json({maxDepth: 12}), fc.nat({max: 12}), (text, limit) => {
        const value: unknown = JSON.parse(text);
        expect(parseJson(text)).to.deep.equal(value);
        expect(nestsDeeper(text, limit)).to.equal(depthOf(value) > limit);
      }),
      {numRuns: 500},
    );
  });

  it('answers any text with a value or a code', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '1', 'null', '<'), {maxLength: 40})
            .map(all => all.join('')),
        ),
        text => {
          expect(codeOf(text)).to.match(/^(parsed|source_(invalid|too_large|sign_in)\/source_\w+)$/);
        },
      ),
      {numRuns: 500},
    );
  });

  it('knows the JSON types in the wild, and only those', () => {
    for (const type of [
      'application/json',
      'application/fhir+json',
      'application/json+fhir',
      'application/problem+json',
      'text/json',
    ])
      expect(isJsonType(type), type).to.equal(true);
    for (const type of [
      '',
      'text/html',
      'text/plain',
      'application/xml',
      'application/fhir+xml',
      'application/jsonp',
      'image/json',
      'application/javascript',
    ])
      expect(isJsonType(type), type).to.equal(false);
  });
});
