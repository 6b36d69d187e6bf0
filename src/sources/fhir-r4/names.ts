import {more} from './parts.js';
import {isObject, type Json} from '../json.js';
import {at, codings, keysOf, meaningful, own, textAt} from './resource.js';
import {conceptWords, words} from './words.js';
import type {Coding} from '../../records/model.js';
import type {Neighbours} from './references.js';
import type {TypeRule} from './types.js';

/** What a resource is called: the title rule of https://hl7.org/fhir/R4/datatypes.html#CodeableConcept, field by field. */

interface Name {
  readonly name: string;
  readonly codes: readonly Coding[];
  /** The field that it came from; `''` when the name does not tell all of it. */
  readonly field: string;
}
/** US Core's category of every care plan, SNOMED CT's "care plan"; HL7 v3's "assertion", whose value is what is asserted. */
const GENERIC = /^(assess-plan|734163000|ASSERTION)$/;
const NAMELESS: Name = {name: '', codes: [], field: ''};

/** What names a resource, and the codes behind it. */
export const nameOfRecord = (resource: Json, type: string, rule: TypeRule, near: Neighbours): Name => {
  // what must not be given is not named as recommended
  if (type === 'ImmunizationRecommendation') resource = {...resource, recommendation: more.now.advised(resource).parts};
  for (const path of rule.title) {
    // what must not be done is no name for a plan
    if (path.startsWith('activity.') && at(resource, 'activity.detail.doNotPerform').includes(true)) continue;
    const names: string[] = [];
    const codes: Coding[] = [];
    for (const found of at(resource, path).slice(0, 20)) {
      let name: string;
      if (isObject(found) && !Object.hasOwn(found, 'reference')) {
        const its = codings(found);
        // "care plan" names no care plan
        if (its.some(({code}) => GENERIC.test(code))) continue;
        codes.push(...its);
        name = conceptWords(found, its) || (its.length ? '' : words(found, near, resource));
      } else {
        const target = near.find(found, resource);
        // a care team is named by those who care
        if (own(target, 'resourceType') === 'Patient' || /(^|\/)Patient\//.test(textAt(found, 'reference'))) continue;
        if (target) codes.push(...codings(own(target, 'code')));
        name = words(found, near, resource);
      }
      name = meaningful(name, 500);
      if (name && name !== type && !names.includes(name)) names.push(name);
    }
    // names beyond the third stand in the details, with the others
    const left = names.splice(3).length;
    if (left) names.push('…');
    if (names.length) return {name: names.join(', '), codes, field: left ? '' : (keysOf(resource, path)[0] ?? path)};
  }
  return NAMELESS;
};
