/** Shapes that the simulated servers hand out. Loose on purpose: real servers are. */

export type JsonObject = {[key: string]: unknown};

/** A FHIR resource. */
export interface Resource extends JsonObject {
  resourceType: string;
  id?: string;
}

export interface Bundle {
  resourceType: 'Bundle';
  type?: string;
  entry?: readonly {fullUrl?: string; resource?: unknown}[];
}

/** The lists of Human API's medical data. */
export const HUMAN_RESOURCES = [
  'allergies',
  'ccds',
  'demographics',
  'encounters',
  'functional_statuses',
  'immunizations',
  'instructions',
  'issues',
  'medications',
  'narratives',
  'organizations',
  'plans_of_care',
  'procedures',
  'social_history',
  'test_results',
  'vitals',
] as const;
export type HumanResource = (typeof HUMAN_RESOURCES)[number];

/** One entry of such a list. */
export interface HumanRecord extends JsonObject {
  id: string;
}

export type HumanLists = Partial<Record<HumanResource, HumanRecord[]>>;

/** What one institution holds about a patient, as the aggregator would hand it out. */
export interface HumanSourceData {
  /** `id` of the entry in `/sources`. */
  id: string;
  /** 24 hex: `source` on every record. */
  source: string;
  name: string;
  kind: 'hospital' | 'clinic' | 'lab' | 'pharmacy';
  organization: {id: string; name: string; href: string};
  connectedSince: string;
  lists: HumanLists;
  profile?: JsonObject;
}

/** Everything about one patient, over both routes. */
export interface PatientData {
  key: string;
  displayName: string;
  fhir: {
    patientId: string;
    institution: {id: string; name: string; kind: string};
    since: string;
    resources: readonly Resource[];
  };
  sources: readonly HumanSourceData[];
}
