import {encounterClassWords} from '../../../records/visit-classes.js';
import {at, codesAt, conceptText, own, textAt, type Json} from '../resource.js';
import {words} from '../words.js';
import type {Neighbours} from '../references.js';

/** Names of the types that no list of fields can make. */
export const specialName = (resource: Json, type: string, near: Neighbours): string => {
  if (type === 'Encounter')
    return codesAt(resource, 'class').map(encounterClassWords).find(Boolean) ?? conceptText(own(resource, 'class'));
  if (type === 'FamilyMemberHistory') {
    const who = conceptText(own(resource, 'relationship')) || textAt(resource, 'name');
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
