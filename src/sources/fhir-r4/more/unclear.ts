import {leadOf} from '../../../records/code-words.js';
import {isObject, type Json} from '../../json.js';
import {at, codesAt, list, own, textAt} from '../resource.js';
import {toldBy} from './added.js';
import {advised} from './names.js';
import type {Lead} from '../../../records/code-words.js';
import type {Category, Detail} from '../../../records/model.js';
import type {Neighbours} from '../references.js';

/**
 * What changes the meaning of a resource beside its status.
 * https://hl7.org/fhir/R4/extensibility.html#modifierExtension
 */

const isTrue = (said: unknown): boolean => /^true$/i.test(String(said));

/** Statuses that other fields stand for. */
export const saidBeside = (resource: Json, type: string): string[] => {
  const said: string[] = [];
  if (at(resource, 'doNotPerform').some(isTrue)) said.push('do-not-perform');
  if (type === 'ImmunizationRecommendation' && advised(resource).not) said.push('not-due');
  // what could have happened
  if (own(resource, 'actuality') === 'potential') said.push('option');
  // it was given, and does not protect
  if (isTrue(own(resource, 'isSubpotent'))) said.push('subpotent');
  return said;
};

/** What profiles had as an extension before R4 had it as a field, or for a type that has no such field. */
const KNOWN: readonly (readonly [url: RegExp, status: string])[] = [
  [/\bdo-?not-?perform$/i, 'do-not-perform'],
  [/\bnot-?done$/i, 'not-done'],
];

const UNCLEAR: Detail = {
  label: 'Not clear',
  text: 'The source added something here that this page cannot read. It may change what this means. Ask the source.',
};
// https://terminology.hl7.org/CodeSystem-v3-ActReason.html
const TEST: Detail = {
  label: 'Made up for testing',
  text: 'The source marks this as made up for testing. It does not tell what happened.',
};

/** The lead of a resource that `isUnclear`, `null` where it can be read after all; and lines that tell of it. */
export const unclear = (
  resource: Json,
  category: Category,
  near: Neighbours,
): {readonly lead: Lead | null; readonly details: readonly Detail[]} => {
  if (codesAt(resource, 'meta.security').includes('HTEST'))
    return {lead: {words: TEST.label, negated: true}, details: [TEST]};
  const whole = at(resource, 'modifierExtension');
  const parts = Object.values(resource).flatMap(each =>
    Array.isArray(each) ? list(each).flatMap(part => (isObject(part) ? at(part, 'modifierExtension') : [])) : [],
  );
  let lead: Lead | null = null;
  const rest = whole.filter(extension => {
    const [, status] = KNOWN.find(([url]) => url.test(textAt(extension, 'url'))) ?? [];
    const said = own(extension, 'valueBoolean');
    if (!status || typeof said !== 'boolean') return true;
    if (said) lead = leadOf(category, status);
    return false;
  });
  if (!rest.length && whole.length && own(resource, 'implicitRules') === undefined && !parts.length)
    return {lead, details: []};
  const told = [...rest, ...parts.filter(part => !whole.includes(part))].map(each => toldBy(each, resource, near));
  return {
    lead: lead ?? {words: UNCLEAR.label, negated: true},
    details: [UNCLEAR, ...told.filter(each => each !== null).slice(0, 20)],
  };
};
