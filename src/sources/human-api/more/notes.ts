import {isObject, type Json} from '../../json.js';
import {list, said} from '../fields.js';
import type {Detail} from '../../../records/model.js';

/** The parts of a note, each under its own title. */
export const entryDetails = (item: Json): Detail[] =>
  list(item.entries).flatMap(entry => {
    const text = isObject(entry) ? said(entry.text, 100_000) : said(entry, 100_000);
    return text ? [{label: (isObject(entry) && said(entry.title, 200)) || 'Text', text}] : [];
  });
