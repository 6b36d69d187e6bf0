import {isObject} from '../../json.js';
import {own} from '../resource.js';
import type {SetAside} from '../../../records/model.js';

/**
 * Why an entry without a resource cannot be read; `null` for answers of batches and deleted versions, which have none:
 * nothing was withheld from the patient.
 */
export const reasonOfEmpty = (item: unknown): SetAside['reason'] | null => {
  if (!isObject(item)) return 'not_an_object';
  return ['response', 'request', 'search', 'fullUrl', 'link'].some(key => own(item, key) !== undefined)
    ? null
    : 'no_type';
};
