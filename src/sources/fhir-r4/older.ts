import {isObject, type Json} from '../json.js';
import {own} from './resource.js';
import {ruleOf} from './types.js';

/** Fields that were a code (a string) and are a CodeableConcept or Coding in R4. */
const WERE_CODES = ['clinicalStatus', 'verificationStatus', 'class'];

/**
 * True for a resource in an older FHIR format (DSTU2, STU3), which an R4 mapping would misread.
 * https://hl7.org/fhir/R4/diff.html
 */
export const isOlder = (resource: Json, type: string, fullUrl: string): boolean => {
  const {renamed, gone = false} = ruleOf(type);
  return (
    gone ||
    renamed.some(key => Object.hasOwn(resource, key)) ||
    WERE_CODES.some(key => typeof own(resource, key) === 'string') ||
    (/^(Observation|DiagnosticReport)$/.test(type) && isObject(own(resource, 'category'))) ||
    /\/(dstu2|stu3)\//i.test(fullUrl)
  );
};
