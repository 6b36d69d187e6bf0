import {cleanText} from '../../../records/text.js';
import {isObject, type Json} from '../../json.js';
import {at, own} from '../resource.js';
import type {Attachment} from '../../../records/model.js';

/** Where the types that are read keep files. https://hl7.org/fhir/R4/datatypes.html#Attachment */
const PLACES = [
  'content',
  'content.attachment',
  'presentedForm',
  'payload.contentAttachment',
  'sourceAttachment',
  'valueAttachment',
  'supportingInfo.valueAttachment',
  'item.answer.valueAttachment',
].map(path => [path.split('.')[0]!, path] as const);

/** A file with the bytes of the contained Binary that its address names. */
const withContained = (file: Json, resource: unknown): Json => {
  const url = own(file, 'url');
  if (typeof url !== 'string' || !url.startsWith('#')) return file;
  const binary = at(resource, 'contained').find(each => own(each, 'id') === url.slice(1));
  const [data, type] = [own(binary, 'data'), own(file, 'contentType') ?? own(binary, 'contentType')];
  return {...file, url: undefined, data, contentType: type};
};

/** The files of a resource that can be opened, in the order of `HealthRecord.attachments`. */
export const filesOf = (resource: unknown): Json[] => {
  const files: Json[] = [];
  for (const [first, place] of PLACES) {
    if (own(resource, first) === undefined) continue;
    for (const found of at(resource, place)) {
      const file = isObject(found) ? withContained(found, resource) : undefined;
      if (file && (typeof own(file, 'data') === 'string' || typeof own(file, 'url') === 'string')) files.push(file);
    }
  }
  return files;
};

export const attachmentsOf = (resource: Json): Attachment[] =>
  filesOf(resource).map(file => {
    const size = own(file, 'size');
    const url = cleanText(own(file, 'url'), 4000);
    return {
      title: cleanText(own(file, 'title'), 200),
      contentType: cleanText(own(file, 'contentType'), 200).split(';')[0]!.trim().toLowerCase(),
      ...(typeof size === 'number' && size >= 0 && {size}),
      ...(url && {url}),
      ...(typeof own(file, 'data') === 'string' && {inline: true as const}),
    };
  });
