import {cleanText} from '../../../records/text.js';
import {own} from '../resource.js';
import {nameOf} from '../words.js';
import type {SourcePerson} from '../../../records/model.js';
import type {Json} from '../../json.js';
import type {Reading} from '../record.js';
import type {Neighbours} from '../references.js';

/** Whom a Patient resource names. */
export const personOf = (resource: Json, {route, institution}: Reading, near: Neighbours): SourcePerson => {
  const name = nameOf(resource, near);
  const birthDate = cleanText(own(resource, 'birthDate'), 10);
  return {route, institutionId: institution.id, ...(name && {name}), ...(birthDate && {birthDate})};
};
