import {analyte} from '../analytes.js';
import {LOINC, type FhirKit} from '../fhir-kit.js';
import {newYork} from '../new-york.js';
import {Random, seedOf} from '../../simulator/random.js';
import {A1C, DOCTORS, drift, PANELS, STORY, type VisitRow} from './story.js';
import type {JsonObject} from '../../simulator/types.js';

/** A result's value, the same wherever the draw is reported. */
export const valueOf = (key: string, day: string): number => {
  if (key === 'a1c') return A1C[day] ?? 5.4;
  const {middle, spread, digits} = analyte(key);
  return new Random(seedOf(`${key} ${day}`)).near(middle + drift(key, day), spread * 0.5, digits);
};

const later = (time: string, minutes: number): string => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const total = Math.min(hour * 60 + minute + minutes, 23 * 60 + 59);
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
};

/** Blood is drawn a little after the visit begins; both reporters write this minute. */
export const drawTime = (visit: VisitRow): string => later(visit.time, 25);

const participant = (doctor: string): JsonObject => ({
  participant: [{individual: {reference: `Practitioner/e${doctor}`, display: DOCTORS[doctor]}}],
});

const addVisit = (kit: FhirKit, visit: VisitRow): void => {
  const {day, time, kind, title, doctor, vitals, panels} = visit;
  const stays = kind === 'IMP';
  const end = stays ? newYork('2014-06-14', '11:00') : newYork(day, later(time, 40));
  const encounter = kit.encounter(title, newYork(day, time), end, kind, {
    ...participant(doctor),
    location: [{location: {display: kind === 'VR' ? 'By video' : 'Mount Sinai Doctors'}}],
  });
  kit.visits.set(day, encounter.id);
  if (vitals) {
    const at = newYork(day, later(time, 5));
    const [systolic, diastolic, weight, pulse] = vitals;
    kit.bloodPressure(systolic, diastolic, at);
    kit.measure('weight', weight, at, 'vital-signs');
    if (Number(day.slice(0, 4)) >= 2021) kit.measure('heartrate', pulse, at, 'vital-signs');
  }
  const drawn = newYork(day, drawTime(visit));
  for (const name of panels) {
    const panel = PANELS[name];
    if (!panel) {
      kit.measure(name, valueOf(name, day), drawn, 'laboratory');
      continue;
    }
    const results = panel.members.map(key => kit.measure(key, valueOf(key, day), drawn, 'laboratory'));
    kit.report(panel.title, panel.loinc, drawn, results);
  }
};

/** Visits with what was measured and drawn during them. */
export const addVisits = (kit: FhirKit): void => {
  for (const [id, display] of Object.entries(DOCTORS)) kit.add('Practitioner', {id: `e${id}`, name: [{text: display}]});
  kit.encounter(
    'Hospital stay: birth',
    newYork('1986-04-12', '03:27'),
    newYork('1986-04-15', '10:00'),
    'IMP',
    participant('chen'),
  );
  // what was copied from paper has the precision of the paper
  kit.encounter('Office visit: tonsillitis', '1991-11', null, 'AMB', participant('chen'));
  kit.encounter('Emergency visit: swallowed coin', '1989', null, 'EMER');
  for (const visit of STORY) addVisit(kit, visit);

  kit.measure('height', 164, newYork('2008-05-13', '09:05'), 'vital-signs');
  kit.measure('height', 164, newYork('2017-06-06', '09:05'), 'vital-signs');
  kit.measure('bmi', 29.6, newYork('2017-06-06', '09:05'), 'vital-signs');
  kit.measure('bmi', 26.7, newYork('2026-02-17', '09:35'), 'vital-signs');
  for (const [time, value] of [
    ['23:05', 97],
    ['23:40', 98],
  ] as const) {
    kit.measure('oxygen', value, newYork('2021-03-02', time), 'vital-signs');
  }
  kit.measure('temperature', 36.8, newYork('2021-03-02', '22:50'), 'vital-signs');

  // a value below what the method can tell, a titer, a worded answer, and a result that never came
  kit.measure('crp', 0.3, newYork('2021-03-02', '23:10'), 'laboratory', {
    valueQuantity: {value: 0.3, comparator: '<', unit: 'mg/L', system: 'http://unitsofmeasure.org', code: 'mg/L'},
  });
  const lab = {coding: [{system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory'}]};
  const result = (text: string, loinc: string, at: string, value: JsonObject): void => {
    kit.add('Observation', {
      status: 'final',
      category: [lab],
      code: {text, coding: [{system: LOINC, code: loinc, display: text}]},
      subject: kit.patient,
      effectiveDateTime: at,
      ...value,
    });
  };
  result('Rubella antibodies, IgG', '8014-3', newYork('2013-11-05', '10:55'), {valueCodeableConcept: {text: 'Immune'}});
  result('Antinuclear antibodies, titer', '5048-4', newYork('2006-10-17', '11:55'), {
    valueRatio: {numerator: {value: 1}, denominator: {value: 40}},
  });
  result('Blood type', '882-1', newYork('2013-11-05', '10:55'), {valueString: 'O positive'});
  result('SARS-CoV-2 RNA', '94500-6', newYork('2020-12-28', '12:15'), {valueCodeableConcept: {text: 'Not detected'}});
  result('SARS-CoV-2 RNA', '94500-6', newYork('2022-01-06', '08:30'), {valueCodeableConcept: {text: 'Detected'}});
  result('Urine culture', '630-4', newYork('2013-11-05', '11:00'), {
    dataAbsentReason: {text: 'Specimen was not usable'},
  });
  // typed into the wrong chart, taken back by the hospital
  kit.measure('potassium', 7.9, newYork('2019-03-12', '10:07'), 'laboratory', {status: 'entered-in-error'});
};
