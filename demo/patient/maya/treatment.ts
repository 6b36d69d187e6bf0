import {CVX, RXNORM, type FhirKit} from '../fhir-kit.js';
import {newYork} from '../new-york.js';

/** day | name | RxNorm | how to take it | status */
const MEDICINES = `
1991-11-12|amoxicillin 250 mg/5 mL liquid|308188|5 mL by mouth 3 times a day for 10 days|completed
1997-02-03|acetaminophen 325 mg tablet|313782|1 tablet by mouth every 6 hours as needed for pain|completed
2005-06|ibuprofen 600 mg tablet|197806|1 tablet by mouth every 6 hours as needed for pain|completed
2006-10-17|sumatriptan 50 mg tablet|313165|1 tablet by mouth at the start of a migraine|active
2009-04-20|cetirizine 10 mg tablet|1014678|1 tablet by mouth once a day in spring|active
2013-11-05|prenatal vitamin tablet|1311575|1 tablet by mouth once a day|completed
2013-11-05|ferrous sulfate 325 mg tablet|310325|1 tablet by mouth once a day|completed
2014-03-18|insulin glargine 100 units/mL pen|847230|10 units under the skin at bedtime|stopped
2014-06-13|ibuprofen 600 mg tablet|197806|1 tablet by mouth every 6 hours as needed|completed
2017-06-06|metformin 500 mg tablet|861007|1 tablet by mouth twice a day with meals|stopped
2018-02-13|metformin 1,000 mg tablet|861004|1 tablet by mouth twice a day with meals|active
2018-06-05|atorvastatin 20 mg tablet|617310|1 tablet by mouth at bedtime|active
2018-10-16|lisinopril 10 mg tablet|314076|1 tablet by mouth once a day|active
2018-10-16|glipizide 5 mg tablet|310488|1 tablet by mouth before breakfast|stopped
2019-03-12|dulaglutide 0.75 mg/0.5 mL pen|1551295|0.75 mg under the skin once a week|stopped
2020-07-14|dulaglutide 1.5 mg/0.5 mL pen|1551300|1.5 mg under the skin once a week|active
2021-03-02|aspirin 81 mg tablet|243670|1 tablet by mouth once a day|stopped
2022-01-06|nirmatrelvir and ritonavir tablets|2587892|As the package says, for 5 days|completed
2024-10-08|vitamin D3 2,000 units capsule|316895|1 capsule by mouth once a day|active
2025-07-08|cephalexin 500 mg capsule|309114|1 capsule by mouth 4 times a day for 7 days|completed
`;

/** day | name | CVX */
const VACCINES = `
1986-06-12|DTP|01
1986-06-12|Polio, oral|02
1986-08-12|DTP|01
1986-08-12|Polio, oral|02
1986-10-14|DTP|01
1987-07-21|MMR|03
1987-10-13|DTP|01
1987-10-13|Polio, oral|02
1990-05-08|DTP|01
1997|MMR|03
1999-09|Hepatitis B, pediatric|08
1999-11|Hepatitis B, pediatric|08
2000-03|Hepatitis B, pediatric|08
2004-08-10|Meningococcal conjugate, MCV4|114
2008-05-13|Tdap|115
2014-04-08|Tdap|115
2014-10-14|Influenza, seasonal, injectable|141
2016-11-15|Influenza, seasonal, injectable|141
2018-10-16|Influenza, seasonal, injectable|150
2018-10-16|Pneumococcal polysaccharide PPV23|33
2019-10-08|Influenza, seasonal, injectable|150
2021-03-28|COVID-19, mRNA, 30 mcg|208
2021-04-18|COVID-19, mRNA, 30 mcg|208
2021-11-20|COVID-19, mRNA, 30 mcg|208
2024-04-16|Tdap|115
2024-10-08|Influenza, seasonal, injectable|150
2025-10-21|Influenza, seasonal, injectable|150
`;

/** Medicines and vaccines. */
export const addTreatment = (kit: FhirKit): void => {
  for (const line of MEDICINES.trim().split('\n')) {
    const [day = '', name = '', rxnorm = '', sig = '', status = ''] = line.split('|');
    kit.medication(name, rxnorm, day, sig, {status});
  }
  kit.medication('aspirin 325 mg tablet', '212033', '2021-03-03', 'Do not take: stomach upset', {doNotPerform: true});
  kit.medication('metformin 500 mg tablet', '861007', '2016-05-24', 'Entered for another patient', {
    status: 'entered-in-error',
  });
  kit.add('MedicationStatement', {
    status: 'active',
    medicationCodeableConcept: {text: 'magnesium 250 mg, bought without a prescription'},
    subject: kit.patient,
    effectivePeriod: {start: '2012'},
    dosage: [{text: '1 tablet at bedtime'}],
  });
  kit.add('MedicationStatement', {
    status: 'unknown',
    medicationCodeableConcept: {text: 'herbal tea for sleep'},
    subject: kit.patient,
  });
  kit.add('MedicationDispense', {
    status: 'completed',
    medicationCodeableConcept: {
      text: 'metformin 500 mg tablet',
      coding: [{system: RXNORM, code: '861007', display: 'metformin 500 mg tablet'}],
    },
    subject: kit.patient,
    whenHandedOver: newYork('2017-06-06', '11:20'),
    quantity: {value: 60, unit: 'tablets'},
  });

  for (const line of VACCINES.trim().split('\n')) {
    const [day = '', name = '', cvx = ''] = line.split('|');
    kit.immunization(name, cvx, day);
  }
  const influenza = {vaccineCode: {text: 'Influenza, seasonal, injectable', coding: [{system: CVX, code: '141'}]}};
  kit.immunization('Influenza, seasonal, injectable', '141', '2013-11-05', {
    ...influenza,
    status: 'not-done',
    statusReason: {text: 'Patient had a fever'},
  });
  kit.immunization('Hepatitis A, adult', '52', '2010-06-01', {status: 'entered-in-error'});
};
