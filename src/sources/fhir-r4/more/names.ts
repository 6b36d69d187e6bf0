import {encounterClassWords} from '../../../records/visit-classes.js';
import {at, codesAt, conceptText, own, textAt} from '../resource.js';
import {words} from '../words.js';
import type {Json} from '../../json.js';
import type {Neighbours} from '../references.js';

/** Names of the types that no list of fields can make. */
export const specialName = (resource: Json, type: string, near: Neighbours): string => {
  if (type === 'Encounter')
    return codesAt(resource, 'class').map(encounterClassWords).find(Boolean) ?? conceptText(own(resource, 'class'));
  if (type === 'FamilyMemberHistory') {
    const who = words(own(resource, 'relationship'), near, resource) || textAt(resource, 'name');
    const what = at(resource, 'condition.code')
      .map(code => conceptText(code))
      .filter(Boolean)
      .join(', ');
    return [who, what].filter(Boolean).join(' – ');
  }
  if (type === 'Observation')
    // HL7 v3's way of saying that what is asserted is the value
    return codesAt(resource, 'code').includes('ASSERTION') ? words(at(resource, 'value[x]')[0], near, resource) : '';
  if (type === 'QuestionnaireResponse') {
    const url = textAt(resource, 'questionnaire').replace(/\|.*/, '');
    const inside = textAt(near.find({reference: url}, resource), 'title');
    return inside || textAt(resource, '_questionnaire.extension.valueString') || url.replace(/.*[/#]/, '');
  }
  return '';
};

/** What a forecast says of a vaccine that is not to be given: against it, or that it was given already. */
const NOT_DUE = /contraindicat|not recommended|immune|(?<!\bnot |\bin)complete/i;

/** Recommendations of a vaccine, without those that advise against it; all of them where none is left. */
export const advised = (resource: Json): {readonly parts: readonly unknown[]; readonly not: boolean} => {
  const all = at(resource, 'recommendation');
  const isDue = (part: unknown): boolean =>
    ![
      ...codesAt(part, 'forecastStatus'),
      ...at(part, 'forecastStatus.text'),
      ...at(part, 'forecastStatus.coding.display'),
    ].some(said => NOT_DUE.test(String(said)));
  const due = all.filter(isDue);
  return due.length || !all.length ? {parts: due, not: false} : {parts: all, not: true};
};
