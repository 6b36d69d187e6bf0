/** What the generator draws from: names with their published codes. */

/** name, RxNorm, how to take it */
export const MEDICINES: readonly (readonly [string, string, string])[] = [
  ['metformin 500 mg tablet', '861007', 'Take 1 tablet by mouth twice a day with meals'],
  ['lisinopril 10 mg tablet', '314076', 'Take 1 tablet by mouth once a day'],
  ['atorvastatin 20 mg tablet', '617310', 'Take 1 tablet by mouth at bedtime'],
  ['amoxicillin 500 mg capsule', '308182', 'Take 1 capsule by mouth 3 times a day for 10 days'],
  ['ibuprofen 400 mg tablet', '197805', 'Take 1 tablet by mouth every 6 hours as needed for pain'],
  ['albuterol 90 mcg inhaler', '745679', 'Inhale 2 puffs every 4 hours as needed'],
  ['levothyroxine 50 mcg tablet', '966221', 'Take 1 tablet by mouth in the morning'],
  ['omeprazole 20 mg capsule', '198051', 'Take 1 capsule by mouth before breakfast'],
];

/** name, CVX */
export const VACCINES: readonly (readonly [string, string])[] = [
  ['Influenza, seasonal, injectable', '141'],
  ['Tdap', '115'],
  ['Hepatitis B, adult', '43'],
  ['MMR', '03'],
  ['COVID-19, mRNA', '208'],
  ['Pneumococcal conjugate PCV20', '216'],
];

/** name, SNOMED CT, ICD-10-CM */
export const PROBLEMS: readonly (readonly [string, string, string])[] = [
  ['Type 2 diabetes mellitus', '44054006', 'E11.9'],
  ['Essential hypertension', '59621000', 'I10'],
  ['Hyperlipidemia', '55822004', 'E78.5'],
  ['Seasonal allergic rhinitis', '367498001', 'J30.2'],
  ['Low back pain', '279039007', 'M54.50'],
  ['Migraine', '37796009', 'G43.909'],
  ['Vitamin D deficiency', '34713006', 'E55.9'],
];

/** name, SNOMED CT */
export const SURGERIES: readonly (readonly [string, string])[] = [
  ['Electrocardiogram', '29303009'],
  ['Colonoscopy', '73761001'],
  ['Suture of skin wound', '18557009'],
  ['Echocardiography', '40701008'],
  ['Spirometry', '127783003'],
];

export const VISITS: readonly string[] = [
  'Office visit',
  'Telehealth visit',
  'Annual physical',
  'Urgent care visit',
  'Follow-up visit',
  'Lab visit',
];
