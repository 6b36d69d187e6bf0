/** What `check` believes of a page's policy: source expressions as CSP 3, §6.7.2 matches them. */
import assert from 'node:assert/strict';
import {it} from 'node:test';
import {policyRules} from '../../../src/host-check/policy.js';

const allows = (expression: string, url: string): boolean =>
  policyRules([`connect-src ${expression}`], {origin: 'https://portal.example', connects: [url], frames: []}).some(
    ({subject, verdict}) => subject === 'page connect-src' && verdict === 'right',
  );

for (const [expression, url, expected] of [
  ["'self'", 'https://portal.example/token', true],
  ["'self'", 'https://fhir.example/R4', false],
  ["'none'", 'https://portal.example/token', false],
  ['*', 'https://fhir.example/R4', true],
  ['https:', 'https://fhir.example/R4', true],
  ['http:', 'https://fhir.example/R4', true],
  ['https:', 'http://localhost:8080/R4', false],
  ['fhir.example', 'https://fhir.example/R4', true],
  ['FHIR.example', 'https://fhir.example/R4', true],
  ['https://fhir.example', 'https://fhir.example/R4', true],
  ['http://fhir.example', 'https://fhir.example/R4', true],
  ['https://fhir.example:443', 'https://fhir.example/R4', true],
  ['fhir.example:443', 'https://fhir.example/R4', true],
  ['https://fhir.example:*', 'https://fhir.example:8443/R4', true],
  ['https://fhir.example:8443', 'https://fhir.example:8443/R4', true],
  ['https://fhir.example:8443', 'https://fhir.example/R4', false],
  ['https://fhir.example', 'https://fhir.example:8443/R4', false],
  ['https://*.example', 'https://fhir.example/R4', true],
  ['https://*.fhir.example', 'https://fhir.example/R4', false],
  ['https://fhir.example/R4', 'https://fhir.example/R4', true],
  ['https://fhir.example/R4/', 'https://fhir.example/R4/Patient', true],
  ['https://fhir.example/R4', 'https://fhir.example/R4/Patient', false],
] as const) {
  it(`connect-src ${expression} ${expected ? 'allows' : 'refuses'} ${url}`, () => {
    assert.equal(allows(expression, url), expected);
  });
}
