/**
 * The invented life that the demo shows. Maya Rivera, born in 1986 in New York: gestational diabetes in 2014, type 2
 * diabetes since 2017 (HbA1c up to 8.9, then down again with treatment), high blood pressure, a scare with her heart
 * in 2021 that turned out well.
 */
export const MAYA = {
  key: 'p_5f2c9e1ad07b',
  displayName: 'Maya R.',
  name: 'Maya Rivera',
  birthDate: '1986-04-12',
  patientId: 'eMaya.7X2rQ0b',
} as const;

export interface VisitRow {
  day: string;
  time: string;
  kind: 'AMB' | 'IMP' | 'EMER' | 'VR';
  title: string;
  doctor: string;
  /** Systolic, diastolic, weight in kg, heart rate; none for visits by video. */
  vitals: readonly [number, number, number, number] | null;
  panels: readonly string[];
}

/** day time | kind | title | doctor | systolic/diastolic weight pulse | panels */
const VISITS = `
1987-04-14 10:00|AMB|Well-child visit, 1 year|chen||
1988-04-19 10:20|AMB|Well-child visit, 2 years|chen||
1990-05-08 09:30|AMB|Well-child visit, 4 years|chen||
1992-08-20 11:00|AMB|School physical|chen||
1995-08-24 10:40|AMB|School physical|chen||
1997-02-03 19:15|EMER|Emergency visit: broken left wrist|stone||
1998-08-18 09:50|AMB|School physical|chen||
2001-08-21 09:10|AMB|School physical|chen||
2004-08-10 14:00|AMB|College physical|chen|108/68 58.2 70|cbc
2006-10-17 11:30|AMB|Office visit: migraine|okafor|112/70 59.0 72|
2008-05-13 09:00|AMB|Annual physical|okafor|114/72 60.4 71|lipid
2010-06-01 09:20|AMB|Annual physical|okafor|116/74 62.1 74|cbc
2012-05-22 09:10|AMB|Annual physical|okafor|118/76 64.0 72|lipid metabolic
2013-11-05 10:30|AMB|Prenatal visit, 8 weeks|haddad|112/70 65.2 78|cbc
2014-01-14 10:30|AMB|Prenatal visit, 18 weeks|haddad|110/68 67.4 80|
2014-03-11 09:00|AMB|Prenatal visit, 26 weeks|haddad|114/72 70.3 82|a1c glucose
2014-05-06 10:15|AMB|Prenatal visit, 34 weeks|haddad|122/78 73.8 84|glucose
2014-06-12 04:50|IMP|Hospital stay: birth of a daughter|haddad|126/80 75.1 88|cbc
2014-07-29 11:00|AMB|Postpartum visit|haddad|120/76 71.0 76|glucose
2015-05-19 09:00|AMB|Annual physical|okafor|124/80 73.2 74|lipid
2016-05-24 09:10|AMB|Annual physical|okafor|128/82 76.5 76|a1c metabolic
2016-11-15 08:40|AMB|Office visit: prediabetes|okafor|130/84 77.9 75|a1c
2017-06-06 09:00|AMB|Annual physical|okafor|134/86 79.6 78|a1c lipid metabolic
2017-10-03 15:30|AMB|Diabetes follow-up|okafor|136/88 80.2 77|a1c
2018-02-13 15:10|AMB|Diabetes follow-up|okafor|138/88 81.7 79|a1c
2018-06-05 09:00|AMB|Annual physical|okafor|142/90 83.0 80|a1c lipid metabolic uacr
2018-10-16 15:30|AMB|Diabetes follow-up|okafor|144/92 83.8 82|a1c
2019-03-12 09:42|AMB|Diabetes follow-up|petrov|136/86 81.2 76|a1c metabolic
2019-07-16 09:30|AMB|Diabetes follow-up|petrov|132/84 79.5 75|a1c
2019-12-10 10:00|AMB|Annual physical|petrov|130/82 78.0 74|a1c lipid
2020-04-21 13:00|VR|Video visit: diabetes follow-up|petrov||
2020-07-14 09:20|AMB|Diabetes follow-up|petrov|128/82 78.6 75|a1c
2021-01-19 09:30|AMB|Annual physical|petrov|128/80 77.1 73|a1c lipid metabolic uacr
2021-03-02 22:40|EMER|Emergency visit: chest pain|stone|148/94 77.0 98|cbc metabolic
2021-07-20 09:40|AMB|Diabetes follow-up|petrov|126/80 76.0 72|a1c
2022-02-08 09:30|AMB|Annual physical|petrov|124/78 75.2 71|a1c lipid tsh
2022-09-13 10:10|AMB|Diabetes follow-up|petrov|124/80 74.3 70|a1c uacr
2023-03-14 09:30|AMB|Annual physical|petrov|122/78 73.9 70|a1c lipid metabolic
2023-06-27 16:00|VR|Video visit: seasonal allergies|petrov||
2023-10-10 09:50|AMB|Diabetes follow-up|petrov|124/78 73.5 71|a1c
2024-04-16 09:30|AMB|Annual physical|petrov|126/80 74.4 72|a1c lipid cbc
2024-10-08 10:00|AMB|Diabetes follow-up|petrov|124/78 73.8 71|a1c vitamind
2025-04-15 09:30|AMB|Annual physical|petrov|122/76 72.6 69|a1c lipid metabolic uacr
2025-07-08 17:30|AMB|Urgent care visit: cut on right hand|stone|128/80 72.9 84|
2025-10-21 10:00|AMB|Diabetes follow-up|petrov|120/76 72.1 68|a1c
2026-02-17 09:30|AMB|Diabetes follow-up|petrov|122/78 71.8 69|a1c metabolic
`;

export const STORY: readonly VisitRow[] = VISITS.trim()
  .split('\n')
  .map(line => {
    const [when = '', kind = '', title = '', doctor = '', vitals = '', panels = ''] = line.split('|');
    const [day = '', time = ''] = when.split(' ');
    // a slash stands inside the vitals: 122/78 71.8 69
    const numbers = vitals.split(/[/ ]/).filter(Boolean).map(Number);
    const [systolic, diastolic, weight, pulse] = numbers;
    return {
      day,
      time,
      kind: kind as VisitRow['kind'],
      title,
      doctor,
      vitals:
        systolic !== undefined && diastolic !== undefined && weight !== undefined && pulse !== undefined
          ? ([systolic, diastolic, weight, pulse] as const)
          : null,
      panels: panels.split(' ').filter(Boolean),
    };
  });

/** HbA1c by day, in percent. The same draws reach Mount Sinai and, from 2018 on, Harbor Labs. */
export const A1C: Readonly<Record<string, number>> = {
  '2014-03-11': 5.5,
  '2016-05-24': 5.9,
  '2016-11-15': 6.1,
  '2017-06-06': 6.6,
  '2017-10-03': 7.1,
  '2018-02-13': 7.8,
  '2018-06-05': 8.3,
  '2018-10-16': 8.9,
  '2019-03-12': 8.1,
  '2019-07-16': 7.6,
  '2019-12-10': 7.2,
  '2020-07-14': 7.4,
  '2021-01-19': 7.0,
  '2021-07-20': 6.8,
  '2022-02-08': 6.6,
  '2022-09-13': 6.4,
  '2023-03-14': 6.5,
  '2023-10-10': 6.3,
  '2024-04-16': 6.7,
  '2024-10-08': 6.5,
  '2025-04-15': 6.2,
  '2025-10-21': 6.1,
  '2026-02-17': 6.3,
};

export interface Panel {
  title: string;
  loinc: string;
  members: readonly string[];
}
export const PANELS: Readonly<Record<string, Panel>> = {
  lipid: {title: 'Lipid panel', loinc: '57698-3', members: ['cholesterol', 'hdl', 'ldl', 'triglycerides']},
  metabolic: {
    title: 'Basic metabolic panel',
    loinc: '24321-2',
    members: ['glucose', 'creatinine', 'egfr', 'bun', 'sodium', 'potassium'],
  },
  cbc: {title: 'Complete blood count', loinc: '58410-2', members: ['hemoglobin', 'hematocrit', 'wbc', 'platelets']},
};

/** How treatment and the years move a value: LDL falls with the statin of 2018, glucose follows the HbA1c. */
export const drift = (key: string, day: string): number => {
  const year = Number(day.slice(0, 4)) + Number(day.slice(5, 7)) / 12;
  switch (key) {
    case 'ldl':
      return year < 2018.6 ? (year - 2008) * 3.2 : -38;
    case 'cholesterol':
      return year < 2018.6 ? (year - 2008) * 3.4 : -34;
    case 'triglycerides':
      return year < 2014 ? 0 : year < 2019 ? 45 : 5;
    case 'glucose':
      return ((A1C[day] ?? 5.2) - 5.2) * 26;
    case 'uacr':
      return year < 2019 ? 24 : 2;
    case 'egfr':
      return (2016 - year) * 0.9;
    default:
      return 0;
  }
};

export const DOCTORS: Readonly<Record<string, string>> = {
  chen: 'Dr. Lydia Chen, Pediatrics',
  okafor: 'Dr. Imani Okafor, Internal Medicine',
  petrov: 'Dr. Nikolai Petrov, Internal Medicine',
  haddad: 'Dr. Rana Haddad, Obstetrics',
  stone: 'Dr. Marcus Stone, Emergency Medicine',
};
