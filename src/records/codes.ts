import {cleanText} from './text.js';
import type {Coding} from './model.js';

/**
 * Code systems under one URL each, as https://hl7.org/fhir/R4/terminologies-systems.html lists them; OIDs as the HL7
 * OID registry does. A line: URL without `http://`, OIDs without the HL7 root. In the order in which their words are
 * preferred for titles, which is also that of their names in `system-names.ts`.
 */
const ROOT = '2.16.840.1.113883.';
const SYSTEMS = `snomed.info/sct|6.96
loinc.org|6.1
www.nlm.nih.gov/research/umls/rxnorm|6.88
hl7.org/fhir/sid/cvx|12.292 6.59
hl7.org/fhir/sid/icd-10-cm|6.90
www.cms.gov/Medicare/Coding/ICD10|6.4
hl7.org/fhir/sid/icd-10|6.3
www.ama-assn.org/go/cpt|6.12
www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets|6.285 6.14
hl7.org/fhir/sid/icd-9-cm|6.103 6.104 6.2
hl7.org/fhir/sid/ndc|6.69
fdasis.nlm.nih.gov|4.9
hl7.org/fhir/sid/mvx|12.227
www.ada.org/cdt|6.13
hl7.org/fhir/ndfrt|3.26.1.5
ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl|3.26.1.1
www.whocc.no/atc|6.73
unitsofmeasure.org|6.8
www.radlex.org|6.256
dicom.nema.org/resources/ontology/DCM|
nucc.org/provider-taxonomy|6.101
terminology.hl7.org/CodeSystem/v3-ActCode|5.4
terminology.hl7.org/CodeSystem/v3-NullFlavor|5.1008
terminology.hl7.org/CodeSystem/v3-ObservationInterpretation|5.83
terminology.hl7.org/CodeSystem/v3-RouteOfAdministration|5.112
terminology.hl7.org/CodeSystem/v3-ActStatus|5.14`;

const urls = new Map<string, string>();
/** Place of each system in that order; HL7's own lists have none. */
export const RANKS = new Map<string, number>();
for (const [rank, line] of SYSTEMS.split('\n').entries()) {
  const [path, oids] = line.split('|') as [string, string];
  const url = 'http://' + path;
  if (!path.startsWith('terminology.')) RANKS.set(url, rank);
  urls.set(path.toLowerCase(), url);
  for (const oid of oids.split(' ')) urls.set(ROOT + oid, url);
}

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
