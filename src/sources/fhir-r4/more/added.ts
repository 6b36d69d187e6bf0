import {cleanText} from '../../../records/text.js';
import {at, keysOf, own, textAt} from '../resource.js';
import {nameOf, sentence, words} from '../words.js';
import {narrativeOf} from './narrative.js';
import type {Json} from '../../json.js';
import type {Detail} from '../../../records/model.js';
import type {Neighbours} from '../references.js';

/** What sources add to the fields of FHIR. https://hl7.org/fhir/R4/extensibility.html */

const MOST = 30;
const LONGEST = 2000;
const DEEPEST = 3;
/** Addresses and numbers for software, and what is told elsewhere or to nobody. */
const FOR_SOFTWARE = /^value(Uri|Url|Canonical|Oid|Uuid|Id|Identifier|Base64Binary|Attachment|Signature|Meta)$/;
const SILENT = /(data-absent-reason|narrativelink|copyright|rendering|translation|version-?number)$/i;
/** Of what an address ends with, what says only who made it or what it is added to. */
const PREFIX = /^((us-core|mcode|qicore|c4bb|extension)-)+/i;

/** `…/us-core-medication-adherence` → `Medication adherence`, with what it says; `null` for what says nothing. */
export const toldBy = (extension: unknown, resource: Json, near: Neighbours, depth = 0): Detail | null => {
  const url = textAt(extension, 'url');
  if (SILENT.test(url) || depth > DEEPEST) return null;
  const type = textAt(resource, 'resourceType').toLowerCase();
  const tail = url.replace(/.*[/#:]/, '').replace(PREFIX, '');
  const label = sentence(tail.toLowerCase().startsWith(`${type}-`) ? tail.slice(type.length + 1) : tail);
  const texts = keysOf(extension, 'value[x]')
    .filter(key => !FOR_SOFTWARE.test(key))
    .map(key => words(own(extension, key), near, resource));
  for (const inner of at(extension, 'extension')) {
    const told = toldBy(inner, resource, near, depth + 1);
    if (told) texts.push(told.label === label ? told.text : `${told.label}: ${told.text}`);
  }
  const text = cleanText(texts.filter(Boolean).join(', '), LONGEST);
  return label && text ? {label, text} : null;
};

/** What of a Medication says more than its name, and what it is called. */
const MEDICINE = [
  ['ingredient', 'Contains'],
  ['form', 'Form'],
  ['batch', 'Batch'],
] as const;
const detailsOfMedicine = (resource: Json, near: Neighbours): Detail[] => {
  const medicine = near.find(own(resource, 'medicationReference'), resource);
  return MEDICINE.map(([key, label]) => ({label, text: words(own(medicine, key), near, resource)})).filter(
    ({text}) => text && text !== nameOf(medicine, near),
  );
};

/** Lines for what stands beside the fields of a resource, and its narrative where that says more. */
export const detailsBeside = (resource: Json, near: Neighbours, tells: boolean): Detail[] => {
  const details = [...at(resource, 'extension'), ...at(resource, 'bodySite.extension')]
    .slice(0, MOST)
    .map(extension => toldBy(extension, resource, near))
    .filter(told => told !== null);
  details.push(...detailsOfMedicine(resource, near));
  // results without an address are nowhere else
  const named = [...at(resource, 'result'), ...at(resource, 'hasMember')].filter(
    result => own(result, 'reference') === undefined,
  );
  const results = words(named, near, resource);
  if (results) details.push({label: 'Result', text: results});
  const text = tells ? narrativeOf(resource) : '';
  return text ? [...details, {label: 'In words', text}] : details;
};
