import {HumanKit, humanCode, midnight} from '../human-kit.js';
import {hexId} from '../../simulator/institutions.js';
import type {HumanSourceData} from '../../simulator/types.js';

/** name | RxNorm | instructions | first fill | months between fills | last fill */
const FILLS = `
metformin 1,000 mg tablet|861004|TAKE 1 TABLET TWICE DAILY WITH MEALS|2021-03-05|6|2026-01
atorvastatin 20 mg tablet|617310|TAKE 1 TABLET AT BEDTIME|2021-03-05|6|2026-01
lisinopril 20 mg tablet|314077|TAKE 1 TABLET DAILY|2021-04-09|6|2026-01
dulaglutide 1.5 mg/0.5 mL pen|1551300|INJECT 1.5 MG WEEKLY|2021-05-14|12|2026-01
cetirizine 10 mg tablet|1014678|TAKE 1 TABLET DAILY|2022-04-02|12|2025-05
sumatriptan 50 mg tablet|313165|TAKE 1 TABLET AT ONSET OF MIGRAINE|2022-08-19|18|2025-12
nirmatrelvir and ritonavir tablets|2587892|TAKE AS DIRECTED FOR 5 DAYS|2022-01-06|99|2022-02
cephalexin 500 mg capsule|309114|TAKE 1 CAPSULE 4 TIMES DAILY FOR 7 DAYS|2025-07-08|99|2025-08
`;

const after = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, date)).toISOString().slice(0, 10);
};

/** The pharmacy around the corner: fills, flu shots, one allergy entry that says nothing. */
export const cornerPharmacy = (): HumanSourceData => {
  const kit = new HumanKit('Corner Pharmacy', hexId('corner-pharmacy-brooklyn'));
  for (const line of FILLS.trim().split('\n')) {
    const [name = '', rxnorm = '', sig = '', first = '', step = '', last = ''] = line.split('|');
    for (let day = first, fill = 0; day.slice(0, 7) <= last; day = after(day, Number(step)), fill++) {
      kit.add('medications', {
        name,
        productName: name.toUpperCase(),
        startDate: midnight(day),
        instructions: sig,
        dosageInfo: '',
        refillsTotal: String(Math.max(0, 5 - fill)),
        details: {dosage: '1 tablet', frequency: '', strength: '', route: ''},
        codes: [humanCode(`rxnorm:${rxnorm}`, name)],
      });
    }
  }
  kit.add('medications', {name: 'ibuprofen 200 mg tablet', instructions: '', codes: []});
  const vaccine = (name: string, cvx: string, ...days: string[]): void => {
    kit.add('immunizations', {name, dates: days.map(midnight), codes: [humanCode(`cvx:${cvx}`, name)]});
  };
  vaccine('Influenza, seasonal, injectable', '150', '2020-10-03', '2021-10-09', '2022-10-15', '2023-10-14');
  vaccine('COVID-19, mRNA, bivalent', '300', '2022-10-15');
  vaccine('COVID-19, mRNA, 2023-2024', '309', '2023-10-14');
  // the same shot as at the hospital
  vaccine('Influenza, seasonal, injectable', '150', '2025-10-21');
  kit.add('allergies', {
    name: 'NKDA',
    status: 'Active',
    allergen: {name: 'No known drug allergies', codes: []},
    reactionsFull: [],
    dateRange: {},
  });
  return kit.finish('pharmacy', '2026-02-03T15:40:00.000Z');
};
