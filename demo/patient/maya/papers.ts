import {codedIn, concept, LOINC, SNOMED, type FhirKit} from '../fhir-kit.js';
import {newYork} from '../new-york.js';
import {base64, electrocardiogram, pdf, rtf} from './attachments.js';
import {STORY} from './story.js';
import type {JsonObject} from '../../simulator/types.js';

/** Notes, letters and pictures. */
const addDocuments = (kit: FhirKit): void => {
  const plain = (text: string): JsonObject => ({contentType: 'text/plain; charset=utf-8', data: base64(text)});
  for (const {day, time, title, vitals} of STORY.filter(
    visit => /Annual|follow-up|Emergency/.test(visit.title) && visit.day > '2020',
  )) {
    const pressure = vitals ? ` Blood pressure ${vitals[0]}/${vitals[1]}, weight ${vitals[2]} kg.` : '';
    kit.document(
      'Progress note',
      newYork(day, time),
      plain(`${title}\n\nSeen today.${pressure}\nPlan: continue as discussed. Next visit in about four months.`),
    );
  }
  kit.document('Visit note', newYork('2018-10-16', '15:30'), {
    contentType: 'text/rtf',
    data: rtf('Diabetes follow-up', [
      'HbA1c is higher than last time (8.9 %).',
      'Glipizide added. \\b Please check your sugar in the morning.\\b0',
      "Pr\\'f3xima visita en cuatro meses.",
    ]),
  });
  kit.document('Discharge summary', newYork('2014-06-14', '11:00'), {
    contentType: 'application/pdf',
    data: pdf(['Discharge summary', 'Mother and daughter are well.', 'Follow-up visit in six weeks.']),
  });
  kit.add('Binary', {
    id: 'eBinary.ecg',
    contentType: 'image/png',
    data: electrocardiogram(),
  });
  kit.document('Electrocardiogram tracing', newYork('2021-03-02', '22:52'), {
    contentType: 'image/png',
    url: 'Binary/eBinary.ecg',
  });
  kit.add('Binary', {
    id: 'eBinary.letter',
    contentType: 'text/html',
    data: base64('<p>Dear colleague,</p><p>thank you for seeing <b>Maya Rivera</b>. Her heart is healthy.</p>'),
  });
  kit.document('Letter from cardiology', newYork('2021-04-06', '16:00'), {
    contentType: 'text/html',
    url: 'Binary/eBinary.letter',
  });
  kit.document('Scanned vaccine card', '1990', {
    contentType: 'image/tiff',
    url: 'https://images.mountsinai.example/cards/1',
  });
  kit.document('Advance directive', newYork('2014-05-06', '10:40'), plain('Health care proxy: Elena Rivera.'));
  kit.document('Operative note', newYork('2005-06-14', '08:00'), plain('Entered in error.'), {
    status: 'entered-in-error',
  });
};

const addImaging = (kit: FhirKit): void => {
  const study = (text: string, modality: string, at: string, extra: JsonObject = {}): void => {
    kit.add('ImagingStudy', {
      status: 'available',
      subject: kit.patient,
      started: at,
      description: text,
      modality: [{system: 'http://dicom.nema.org/resources/ontology/DCM', code: modality}],
      numberOfSeries: 1,
      numberOfInstances: 2,
      ...extra,
    });
  };
  const report = (text: string, loinc: string, at: string, conclusion: string): void => {
    kit.report(text, loinc, at, [], {
      category: [codedIn('v2-0074', 'RAD', 'Radiology')],
      conclusion,
      text: {status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${conclusion}</p></div>`},
    });
  };
  study('X-ray of left wrist', 'DX', newYork('1997-02-03', '19:50'));
  report('X-ray of left wrist', '37608-4', newYork('1997-02-03', '20:10'), 'Closed fracture of the distal radius.');
  study('Ultrasound of pregnancy, 20 weeks', 'US', newYork('2014-01-28', '10:00'));
  report(
    'Ultrasound of pregnancy, 20 weeks',
    '11525-3',
    newYork('2014-01-28', '10:40'),
    'One baby, growing as expected.',
  );
  study('Chest X-ray', 'DX', newYork('2021-03-02', '23:00'));
  report('Chest X-ray', '36643-5', newYork('2021-03-02', '23:25'), 'Lungs are clear. Heart size is normal.');
  study('Mammogram, both sides', 'MG', newYork('2025-11-11', '08:30'));
  report(
    'Mammogram, both sides',
    '24606-6',
    newYork('2025-11-11', '09:30'),
    'No sign of cancer. Next mammogram in one to two years.',
  );
};

const addPlans = (kit: FhirKit): void => {
  const system = 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category';
  const plan = (title: string, period: JsonObject, text: string, status: string): void => {
    kit.add('CarePlan', {
      status,
      intent: 'plan',
      category: [{coding: [{system, code: 'assess-plan'}]}],
      title,
      subject: kit.patient,
      period,
      text: {status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>`},
    });
  };
  plan('Diabetes care plan', {start: '2017-06-06'}, 'HbA1c below 7 %, eye exam and foot exam once a year.', 'active');
  plan('Pregnancy care plan', {start: '2013-11-05', end: '2014-07-29'}, 'Sugar test at 26 weeks.', 'completed');
  kit.add('CareTeam', {
    status: 'active',
    name: 'Diabetes care team',
    subject: kit.patient,
    period: {start: '2019-03-12'},
    participant: [{member: {reference: 'Practitioner/epetrov', display: 'Dr. Nikolai Petrov'}}],
  });
  const goal = (text: string, start: string | null, status: string): void => {
    kit.add('Goal', {
      lifecycleStatus: status,
      description: {text},
      subject: kit.patient,
      ...(start && {startDate: start}),
    });
  };
  goal('HbA1c below 7 %', '2017-06-06', 'active');
  goal('Walk 30 minutes on five days a week', '2018-10-16', 'active');
  goal('Weight below 75 kg', '2018-10-16', 'completed');
  goal('Sleep 8 hours', null, 'proposed');
  const order = (text: string, at: string, extra: JsonObject = {}): void => {
    kit.add('ServiceRequest', {
      status: 'completed',
      intent: 'order',
      code: {text},
      subject: kit.patient,
      authoredOn: at,
      ...extra,
    });
  };
  order('Referral to Lakeside Cardiology', newYork('2021-03-03', '07:30'));
  order('Referral to eye doctor', newYork('2025-10-07', '09:00'));
  order('Mammogram', newYork('2025-10-21', '10:20'));
  order('MRI with contrast', newYork('2021-03-03', '07:40'), {status: 'revoked', doNotPerform: true});
};

const addMoneyAndRest = (kit: FhirKit): void => {
  const coverage = kit.add('Coverage', {
    status: 'active',
    type: {text: 'Employer health plan'},
    beneficiary: kit.patient,
    period: {start: '2012-01-01'},
    payor: [{display: 'Empire Harbor Health Plan'}],
  });
  kit.add('Coverage', {
    status: 'cancelled',
    type: {text: 'Student health plan'},
    beneficiary: kit.patient,
    period: {start: '2004-08', end: '2008-05'},
    payor: [{display: 'College Student Plan'}],
  });
  for (const {day, title} of STORY.filter(visit => visit.day > '2023')) {
    kit.add('ExplanationOfBenefit', {
      status: 'active',
      type: {text: 'Professional claim'},
      use: 'claim',
      patient: kit.patient,
      created: day,
      billablePeriod: {start: day, end: day},
      insurer: {display: 'Empire Harbor Health Plan'},
      outcome: 'complete',
      insurance: [{focal: true, coverage: {reference: `Coverage/${coverage.id}`}}],
      item: [{sequence: 1, productOrService: {text: title}}],
      total: [{category: {text: 'Submitted'}, amount: {value: 240, currency: 'USD'}}],
    });
  }
  kit.add('Device', {
    status: 'active',
    type: concept('Continuous glucose monitor', {
      system: SNOMED,
      code: '700585005',
      display: 'Continuous glucose monitor',
    }),
    patient: kit.patient,
    manufactureDate: '2023-01',
    deviceName: [{name: 'SugarSense 2', type: 'user-friendly-name'}],
  });
  kit.add('QuestionnaireResponse', {
    status: 'completed',
    questionnaire: 'https://forms.mountsinai.example/diabetes-distress',
    subject: kit.patient,
    authored: newYork('2024-10-08', '09:40'),
    item: [
      {linkId: '1', text: 'How often do you feel overwhelmed by your diabetes?', answer: [{valueString: 'Rarely'}]},
    ],
  });
  for (const [day, text] of [
    ['2022-01-06', 'Your test was positive. Please stay at home and call us if you feel worse.'],
    ['2025-04-17', 'Your results look good. See you in October.'],
  ] as const) {
    kit.add('Communication', {
      status: 'completed',
      subject: kit.patient,
      sent: newYork(day, '17:05'),
      topic: {text: 'Message from your care team'},
      sender: {display: 'Dr. Nikolai Petrov'},
      payload: [{contentString: text}],
    });
  }
  kit.add('Observation', {
    status: 'final',
    category: [codedIn('observation-category', 'exam')],
    code: concept('Foot exam', {system: LOINC, code: '32413-3', display: 'Foot exam'}),
    subject: kit.patient,
    effectiveDateTime: newYork('2021-01-19', '09:50'),
    valueString: 'Feeling normal in both feet',
  });
};

/** Documents, imaging, plans, insurance, device, messages. */
export const addPapers = (kit: FhirKit): void => {
  addDocuments(kit);
  addImaging(kit);
  addPlans(kit);
  addMoneyAndRest(kit);
};
