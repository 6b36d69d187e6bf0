import {cleanText} from '../../../records/text.js';
import {at, list, own} from '../resource.js';
import {words} from '../words.js';
import type {Json} from '../../json.js';
import type {Detail} from '../../../records/model.js';
import type {Neighbours} from '../references.js';

const MOST_ANSWERS = 1000;
const DEEPEST = 12;

/** Questions with their answers, one line each. https://hl7.org/fhir/R4/questionnaireresponse.html */
export const answersOf = (resource: Json, near: Neighbours): Detail[] => {
  const found: Detail[] = [];
  let more = 0;
  const collect = (items: readonly unknown[], depth: number): void => {
    for (const item of items) {
      if (depth > DEEPEST) return;
      const label = cleanText(own(item, 'text'), 300) || cleanText(own(item, 'linkId'), 80);
      const text = at(item, 'answer.value[x]')
        .map(value => words(value, near, resource))
        .filter(Boolean)
        .join('; ');
      if (label && text && found.length >= MOST_ANSWERS) more++;
      else if (label && text) found.push({label, text});
      collect(list(own(item, 'item')), depth + 1);
      collect(at(item, 'answer.item'), depth + 1);
    }
  };
  collect(list(own(resource, 'item')), 0);
  return more ? [...found, {label: 'More answers', text: String(more)}] : found;
};
