import {humanDate} from '../dates.js';
import {detailsOf} from '../details.js';
import {codesOf, type Occurrence} from '../items.js';
import {isObject, type Json} from '../../json.js';
import {answered, at, list, said} from '../fields.js';
import type {Detail, PartialDate, RecordComponent} from '../../../records/model.js';

/** An answer with its question (human-api.md: the entry's name is the answer, its code's name the question). */
const answerOf = (entry: Json): RecordComponent => {
  const codes = codesOf(entry.codes);
  const question = said(at(list(entry.codes)[0], 'name'), 300);
  const words = answered(entry.name, 300);
  const answer = words || answered(entry.value, 300);
  const unit = words ? '' : said(entry.unit, 60);
  return {title: question || answer, codes, ...(question && answer && {value: answer}), ...(unit && {unit})};
};

/** What an answer is made of; everything else stands beside it. */
const TOLD = new Set(['value', 'unit', 'dateTime']);

/** A social history: its answers, those of one date together. */
export const answersByDate = (item: Json): Occurrence[] => {
  const groups = new Map<string, {date: PartialDate | null; parts: RecordComponent[]; texts: Detail[]}>();
  for (const entry of list(item.entries)) {
    if (!isObject(entry)) continue;
    const date = humanDate(entry.dateTime);
    const group = groups.get(date?.value ?? '') ?? {date, parts: [], texts: []};
    groups.set(date?.value ?? '', group);
    const answer = answerOf(entry);
    if (answer.title) group.parts.push(answer);
    for (const {label, text} of detailsOf(entry, TOLD))
      group.texts.push({label: answer.title ? `${label}: ${answer.title}` : label, text});
  }
  return [...groups.values()];
};
