import {recordKey} from '../../../records/model.js';
import {idOf} from '../items.js';
import {isObject, type Json} from '../../json.js';
import {list} from '../fields.js';
import type {Institution} from '../../../records/model.js';

/** Endpoints whose items an encounter repeats under another name. */
const EMBEDDED: Readonly<Record<string, string>> = {
  diagnoses: 'issues',
  problems: 'issues',
  medications: 'medications',
  testResults: 'test_results',
  vitalSigns: 'vitals',
  plansOfCare: 'plans_of_care',
};

/** Items that a visit repeats from their own endpoints, by the ids that they have there. */
export const membersOf = (item: Json, route: string, institution: Institution): string[] =>
  Object.entries(EMBEDDED).flatMap(([field, stream]) =>
    list(item[field]).flatMap(entry => {
      const id = isObject(entry) ? idOf(entry.id) : '';
      return id ? [recordKey(route, institution.id, `${stream}/${id}`)] : [];
    }),
  );
