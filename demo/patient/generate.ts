import {analyte, LABS, VITALS} from './analytes.js';
import {FhirKit, ICD10, SNOMED} from './fhir-kit.js';
import {HumanKit, humanCode, midnight} from './human-kit.js';
import {MEDICINES, PROBLEMS, SURGERIES, VACCINES, VISITS} from './vocabulary.js';
import {hexId, type InstitutionEntry} from '../simulator/institutions.js';
import {Random, seedOf} from '../simulator/random.js';
import type {HumanSourceData, PatientData, Resource} from '../simulator/types.js';

export interface GenerateOptions {
  /** How many clinical records, exactly; what only supports others (Patient, Medication) comes on top. */
  records: number;
  seed?: number;
  /** Wall ms of the newest record. */
  now?: number;
  /** Years back to the oldest. */
  years?: number;
}

/** The day on which the demo's records end, so that they stay the same on every day. */
export const DEMO_NOW = Date.UTC(2026, 1, 20, 15);
const DAY = 86_400_000;

/** More in recent years, as in life. */
const moment = (random: Random, now: number, years: number): string =>
  new Date(now - random.next() ** 2 * years * 365.25 * DAY).toISOString().slice(0, 19);

const dayOf = (at: string): string => at.slice(0, 10);

/** Records of a FHIR server: exactly `records` that are clinical. */
export const generateFhir = (options: GenerateOptions & {patientId?: string; patientName?: string}): Resource[] => {
  const {
    records,
    seed = 1,
    now = DEMO_NOW,
    years = 40,
    patientId = 'eGenerated1',
    patientName = 'Generated Patient',
  } = options;
  const random = new Random(seed);
  const kit = new FhirKit(patientId, patientName, `g${seed.toString(36)}`);
  kit.add('Patient', {id: patientId, name: [{text: patientName}], birthDate: '1986-04-12'});
  const lab = (at: string): void => {
    const key = random.pick(LABS);
    const {middle, spread, digits} = analyte(key);
    kit.measure(key, random.near(middle, spread * 1.6, digits), at, 'laboratory');
  };
  const vital = (at: string): void => {
    if (random.chance(0.4)) {
      kit.bloodPressure(random.near(128, 20), random.near(79, 12), at);
      return;
    }
    const key = random.pick(VITALS);
    const {middle, spread, digits} = analyte(key);
    kit.measure(key, random.near(middle, spread, digits), at, 'vital-signs');
  };
  for (let made = 0; made < records; made++) {
    const at = `${moment(random, now, years)}Z`;
    const dice = random.next();
    if (dice < 0.42) lab(at);
    else if (dice < 0.64) vital(at);
    else if (dice < 0.74) kit.encounter(random.pick(VISITS), at, null, 'AMB');
    else if (dice < 0.82) {
      const [name, rxnorm, sig] = random.pick(MEDICINES);
      kit.medication(name, rxnorm, dayOf(at), sig, {status: random.pick(['active', 'completed', 'stopped'])});
    } else if (dice < 0.87) {
      const [name, cvx] = random.pick(VACCINES);
      kit.immunization(name, cvx, dayOf(at));
    } else if (dice < 0.92) {
      const [name, snomed, icd] = random.pick(PROBLEMS);
      const codes = [
        {system: SNOMED, code: snomed, display: name},
        {system: ICD10, code: icd, display: name},
      ];
      // one in ten has no date at all, one in ten only a year
      const share = random.next();
      kit.condition(name, codes, share < 0.1 ? {} : {onsetDateTime: share < 0.2 ? at.slice(0, 4) : dayOf(at)});
    } else if (dice < 0.96) {
      const [name, snomed] = random.pick(SURGERIES);
      kit.procedure(name, snomed, {performedDateTime: dayOf(at)});
    } else {
      const text = `Seen in clinic on ${dayOf(at)}. No new concerns.`;
      kit.document('Progress note', at, {contentType: 'text/plain', data: btoa(text)});
    }
  }
  return kit.resources;
};

/** What the aggregator would collect at one institution: exactly `records` entries over its lists. */
export const generateSource = (
  institution: Pick<InstitutionEntry, 'id' | 'name' | 'kind' | 'source_id'>,
  options: GenerateOptions,
): HumanSourceData => {
  const {records, now = DEMO_NOW, years = 12} = options;
  const random = new Random(options.seed ?? seedOf(institution.id));
  const kit = new HumanKit(institution.name, institution.source_id ?? hexId(institution.id));
  const values = (count: number): ReturnType<HumanKit['component']>[] =>
    Array.from({length: count}, () => {
      const key = random.pick(LABS);
      const {middle, spread, digits} = analyte(key);
      const value = random.near(middle, spread * 1.6, digits);
      const dirty = random.chance(0.05);
      return kit.component(key, value, {
        ...(dirty && {value: `${value} ${analyte(key).unit}`}),
        ...(random.chance(0.08) && {componentComments: 'Checked twice.<br/>Within the limits of the method.'}),
      });
    });
  for (let made = 0; made < records; made++) {
    const at = `${moment(random, now, years)}.000Z`;
    const day = midnight(dayOf(at));
    const dice = random.next() + (institution.kind === 'pharmacy' ? 0.75 : 0);
    if (dice < 0.4)
      kit.test(
        random.pick(['Metabolic panel', 'Blood count', 'Lipid panel']),
        random.chance(0.5) ? at : day,
        values(random.int(0, 3)),
      );
    else if (dice < 0.6)
      kit.vitals(at, [
        ...kit.pressure(random.near(126, 18), random.near(78, 10)),
        kit.result('weight', random.near(74, 3, 1)),
      ]);
    else if (dice < 0.75)
      kit.add('encounters', {
        dateTime: at,
        visitType: random.pick(VISITS),
        provider: {name: 'Dr. Imani Okafor', departmentName: ''},
      });
    else if (dice < 0.85 || dice >= 1.1) {
      const [name, rxnorm, sig] = random.pick(MEDICINES);
      kit.add('medications', {
        name,
        startDate: day,
        instructions: sig,
        refillsTotal: String(random.int(0, 5)),
        codes: [humanCode(`rxnorm:${rxnorm}`, name)],
      });
    } else if (dice < 0.9 || dice >= 1) {
      const [name, cvx] = random.pick(VACCINES);
      kit.add('immunizations', {name, dates: [day], codes: [humanCode(`cvx:${cvx}`, name)]});
    } else if (dice < 0.94) {
      const [name, snomed] = random.pick(PROBLEMS);
      kit.add('issues', {
        name,
        ...(random.chance(0.3) && {dateTime: day}),
        codes: [humanCode(`snomed:${snomed}`, name)],
      });
    } else if (dice < 0.97) {
      const [name, snomed] = random.pick(SURGERIES);
      kit.add('procedures', {
        name,
        dateTime: day,
        performer: {organizationName: '[object Object]'},
        codes: [humanCode(`snomed:${snomed}`)],
      });
    } else
      kit.add('narratives', {
        dateTime: at,
        author: 'Dr. Imani Okafor',
        entries: [{title: 'Visit summary', text: 'Doing well.<br/>Return in six months.'}],
      });
  }
  return kit.finish(institution.kind, new Date(now).toISOString());
};

/** A patient with any number of records: three in five at the hospital, the rest at two places over Human API. */
export const generatePatient = (options: GenerateOptions): PatientData => {
  const {records, seed = 1, now = DEMO_NOW} = options;
  const direct = Math.ceil(records * 0.6);
  const first = Math.ceil((records - direct) / 2);
  const place = (
    name: string,
    kind: InstitutionEntry['kind'],
  ): Pick<InstitutionEntry, 'id' | 'name' | 'kind' | 'source_id'> => ({
    id: `${name} ${seed}`,
    name,
    kind,
    source_id: hexId(`${name} ${seed}`),
  });
  const patientId = `eGen${seed}x${records}`;
  return {
    key: `p_generated_${seed}_${records}`,
    displayName: 'Sam G.',
    fhir: {
      patientId,
      institution: {id: 'mount-sinai', name: 'Mount Sinai', kind: 'hospital'},
      since: '2026-02-03T15:00:00Z',
      resources: generateFhir({...options, records: direct, seed, now, patientId, patientName: 'Sam Generated'}),
    },
    sources: [
      generateSource(place('Harbor Labs', 'lab'), {...options, records: first, seed: seed + 1, now, years: 40}),
      generateSource(place('Lakeside Cardiology', 'clinic'), {
        ...options,
        records: records - direct - first,
        seed: seed + 2,
        now,
        years: 40,
      }),
    ],
  };
};
