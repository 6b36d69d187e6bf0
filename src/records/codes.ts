import {cleanText} from './text.js';
import type {Coding} from './model.js';

/**
 * Code systems under one name each. URLs as https://hl7.org/fhir/R4/terminologies-systems.html lists them, OIDs as
 * the HL7 OID registry does. A line: URL without `http://`, name in words, OIDs without the HL7 root.
 */
const ROOT = '2.16.840.1.113883.';
const SYSTEMS = `snomed.info/sct|SNOMED CT|6.96
loinc.org|LOINC|6.1
www.nlm.nih.gov/research/umls/rxnorm|RxNorm|6.88
hl7.org/fhir/sid/cvx|CVX|12.292 6.59
hl7.org/fhir/sid/icd-10-cm|ICD-10-CM|6.90
www.cms.gov/Medicare/Coding/ICD10|ICD-10-PCS|6.4
hl7.org/fhir/sid/icd-10|ICD-10|6.3
www.ama-assn.org/go/cpt|CPT|6.12
www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets|HCPCS|6.285 6.14
hl7.org/fhir/sid/icd-9-cm|ICD-9-CM|6.103 6.104 6.2
hl7.org/fhir/sid/ndc|NDC|6.69
fdasis.nlm.nih.gov|UNII|4.9
hl7.org/fhir/sid/mvx|MVX|12.227
www.ada.org/cdt|CDT|6.13
hl7.org/fhir/ndfrt|NDF-RT|3.26.1.5
ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl|NCI Thesaurus|3.26.1.1
www.whocc.no/atc|ATC|6.73
unitsofmeasure.org|UCUM|6.8
www.radlex.org|RadLex|6.256
dicom.nema.org/resources/ontology/DCM|DICOM|
nucc.org/provider-taxonomy|NUCC provider taxonomy|6.101
terminology.hl7.org/CodeSystem/v3-ActCode||5.4
terminology.hl7.org/CodeSystem/v3-NullFlavor||5.1008
terminology.hl7.org/CodeSystem/v3-ObservationInterpretation||5.83
terminology.hl7.org/CodeSystem/v3-RouteOfAdministration||5.112
terminology.hl7.org/CodeSystem/v3-ActStatus||5.14`;

const urls = new Map<string, string>();
const names = new Map<string, string>();
for (const line of SYSTEMS.split('\n')) {
  const [path, name, oids] = line.split('|') as [string, string, string];
  const url = 'http://' + path;
  if (name) names.set(url, name);
  urls.set(path.toLowerCase(), url);
  for (const oid of oids.split(' ')) urls.set(ROOT + oid, url);
}
/** In the order in which their words are preferred for titles. */
const RANKS = new Map([...names.keys()].map((url, rank) => [url, rank]));

/**
 * One URI for each system, whether the source names it by URL (any scheme, case or trailing slash), by OID, or by
 * HL7's older v2/v3 addresses. Bare OIDs that are not known become `urn:oid:…`; all else stays as written.
 */
export const systemUrl = (written: unknown): string => {
  const text = cleanText(written, 300);
  const bare = text.replace(/^urn:oid:/i, '');
  const known = urls.get(bare.replace(/^https?:\/\/|\/+$/gi, '').toLowerCase());
  if (known) return known;
  if (bare.startsWith(ROOT + '12.')) {
    return 'http://terminology.hl7.org/CodeSystem/v2-' + bare.slice(ROOT.length + 3).padStart(4, '0');
  }
  if (/^[0-2](\.\d+)+$/.test(bare)) return 'urn:oid:' + bare;
  return text.replace(/^http:\/\/hl7\.org\/fhir\/v([23])\//, 'http://terminology.hl7.org/CodeSystem/v$1-');
};

/** `LOINC`, `HL7 table v2-0078`, the URI itself where there is no name, `''` where there is no system. */
export const systemName = (system: string): string => {
  const url = systemUrl(system);
  return (
    names.get(url) ?? url.replace(/^http:\/\/(?:terminology\.hl7\.org\/CodeSystem|hl7\.org\/fhir)\//, 'HL7 table ')
  );
};

/**
 * The title rule: the source's own text, else the words of the best known system, else any words, else a code.
 * `''` when there is none of these.
 */
export const titleOf = (text: unknown, codings: readonly Coding[]): string => {
  const own = cleanText(text, 500);
  if (own) return own;
  let best: Coding | undefined;
  let bestRank = Infinity;
  for (const coding of codings) {
    if (!coding.display) continue;
    const rank = RANKS.get(coding.system) ?? 99;
    if (rank < bestRank) [best, bestRank] = [coding, rank];
  }
  return best?.display ?? codings[0]?.code ?? '';
};
