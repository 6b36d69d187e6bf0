import {cleanText} from '../../../records/text.js';
import {at, list, own} from '../resource.js';
import {words} from '../words.js';
import type {Json} from '../../json.js';
import type {Detail} from '../../../records/model.js';
import type {Neighbours} from '../references.js';

const MOST_ANSWERS = 1000;
const DEEPEST = 12;
/** Longer headings are texts of their own. */
const LONGEST_GROUP = 80;

/** Questions with their answers, one line each. https://hl7.org/fhir/R4/questionnaireresponse.html */
export const answersOf = (resource: Json, near: Neighbours): Detail[] => {
  const found: Detail[] = [];
  let more = 0;
  const collect = (items: readonly unknown[], depth: number, group = ''): void => {
    for (const item of items) {
      if (depth > DEEPEST) return;
      const question = cleanText(own(item, 'text'), 300);
      const name = question || cleanText(own(item, 'linkId'), 80);
      // "Number of years" says nothing without "Tobacco"
      const label = group && name ? `${group} – ${name}` : name;
      const text = at(item, 'answer.value[x]')
        .map(value => words(value, near, resource))
        .filter(Boolean)
        .join('; ');
      if (label && text && found.length >= MOST_ANSWERS) more++;
      else if (label && text) found.push({label, text});
      const isGroup = own(item, 'answer') === undefined && question && question.length <= LONGEST_GROUP;
      collect(list(own(item, 'item')), depth + 1, isGroup ? question : question ? '' : group);
      collect(at(item, 'answer.item'), depth + 1);
    }
  };
  collect(list(own(resource, 'item')), 0);
  return more ? [...found, {label: 'More answers', text: String(more)}] : found;
};
