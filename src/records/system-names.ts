import {RANKS, systemUrl} from './codes.js';

/** Of the systems that have one, in the order of `codes.ts`. */
const NAMES =
  'SNOMED CT|LOINC|RxNorm|CVX|ICD-10-CM|ICD-10-PCS|ICD-10|CPT|HCPCS|ICD-9-CM|NDC|UNII|MVX|CDT|NDF-RT|NCI Thesaurus|ATC|UCUM|RadLex|DICOM|NUCC provider taxonomy'.split(
    '|',
  );

/** `LOINC`, `HL7 table v2-0078`, the URI itself where there is no name, `''` where there is no system. */
export const systemName = (system: string): string => {
  const url = systemUrl(system);
  return (
    NAMES[RANKS.get(url) ?? -1] ??
    url.replace(/^http:\/\/(?:terminology\.hl7\.org\/CodeSystem|hl7\.org\/fhir)\//, 'HL7 table ')
  );
};
