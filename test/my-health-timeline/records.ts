/** Records that several tests of the timeline look at. */
import {record} from '../helpers/snapshots.js';
import type {HealthRecord} from '../../src/records/model.js';

export const LOINC = 'http://loinc.org';

/** A result with a range and the flag that follows from it. */
export const a1c = (date: string, number: number, more: Partial<HealthRecord> = {}): HealthRecord =>
  record('lab', 'Hemoglobin A1c', date, {
    value: String(number),
    number,
    unit: '%',
    ucum: '%',
    low: 4,
    high: 5.6,
    range: '4.0 – 5.6',
    flag: number > 5.6 ? 'high' : 'normal',
    codes: [{system: LOINC, code: '4548-4', display: 'Hemoglobin A1c'}],
    ...more,
  });

/** A blood pressure; without its lower value where the source wrote none. */
export const pressure = (date: string, upper: number, lower?: number): HealthRecord =>
  record('vital', 'Blood pressure', date, {
    codes: [{system: LOINC, code: '85354-9'}],
    components: [
      {
        title: 'Systolic',
        code: '8480-6',
        number: upper,
        range: '90 – 120',
        flag: upper > 120 ? ('high' as const) : undefined,
      },
      ...(lower === undefined ? [] : [{title: 'Diastolic', code: '8462-4', number: lower, range: '60 – 80'}]),
    ].map(({code, ...part}) => ({...part, value: String(part.number), unit: 'mm[Hg]', codes: [{system: LOINC, code}]})),
  });
