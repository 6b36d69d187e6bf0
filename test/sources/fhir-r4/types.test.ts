import {expect} from '@open-wc/testing';
import {coded, concept, detail, mapAll, recordOf, type Json} from './bench.js';
import type {HealthRecord} from '../../../src/records/model.js';

const day = (value: string) => ({value, precision: 'day' as const});
const dose = {text: 'One tablet every morning'};

/** Type, its fields, what the record must be, details that it must have. */
const CASES: [type: string, fields: Json, expected: Partial<HealthRecord>, details?: Record<string, string>][] = [
  [
    'Condition',
    {
      clinicalStatus: coded('resolved'),
      verificationStatus: coded('confirmed'),
      severity: concept('Severe'),
      code: concept('Asthma', '195967001'),
      onsetDateTime: '2001-05-06',
      abatementDateTime: '2003',
      recordedDate: '2001-06-01',
      asserter: {display: 'Dr. Ada Stone'},
      note: [{text: 'Since school'}],
    },
    {
      category: 'condition',
      title: 'Asthma',
      status: 'Resolved',
      date: day('2001-05-06'),
      end: {value: '2003', precision: 'year'},
    },
    {
      Severity: 'Severe',
      'Verification status': 'Confirmed',
      'Recorded date': '2001-06-01',
      'Reported by': 'Dr. Ada Stone',
      Note: 'Since school',
    },
  ],
  [
    'MedicationRequest',
    {
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: concept('Metformin 500 mg'),
      authoredOn: '2020-01-01',
      requester: {display: 'Dr. Stone'},
      dosageInstruction: [dose],
      reasonCode: [concept('Diabetes')],
      dispenseRequest: {numberOfRepeatsAllowed: 3, quantity: {value: 30, unit: 'tablets'}},
    },
    {category: 'medication', title: 'Metformin 500 mg', subtitle: dose.text, status: 'Active', date: day('2020-01-01')},
    {
      'Ordered by': 'Dr. Stone',
      Reason: 'Diabetes',
      'How to take it': dose.text,
      Supply: 'Refills: 3, 30 tablets',
    },
  ],
  [
    'MedicationStatement',
    {
      status: 'active',
      medicationReference: {display: 'Aspirin'},
      effectivePeriod: {start: '2019-02'},
      dateAsserted: '2020-01-01',
      dosage: [dose],
    },
    {category: 'medication', title: 'Aspirin', date: {value: '2019-02', precision: 'month'}, subtitle: dose.text},
    {'Date asserted': '2020-01-01'},
  ],
  [
    'MedicationDispense',
    {
      status: 'completed',
      medicationCodeableConcept: concept('Insulin'),
      whenHandedOver: '2020-02-02',
      whenPrepared: '2020-02-01',
      quantity: {value: 5, unit: 'pens'},
    },
    {category: 'medication', title: 'Insulin', date: day('2020-02-02'), status: 'Completed'},
    {'When prepared': '2020-02-01', Quantity: '5 pens'},
  ],
  [
    'MedicationAdministration',
    {
      status: 'completed',
      medicationCodeableConcept: concept('Ceftriaxone'),
      effectiveDateTime: '2020-02-02T10:00:00Z',
      dosage: {dose: {value: 1, unit: 'g'}, route: concept('Intravenous')},
    },
    {category: 'medication', title: 'Ceftriaxone', subtitle: '1 g, Intravenous'},
  ],
  [
    'Immunization',
    {
      status: 'completed',
      vaccineCode: coded('140', 'Influenza, seasonal', 'http://hl7.org/fhir/sid/cvx'),
      occurrenceDateTime: '2021-10-01',
      lotNumber: 'L-7',
      site: concept('Left arm'),
      doseQuantity: {value: 0.5, unit: 'mL'},
      performer: [{actor: {display: 'Nurse Lee'}}],
      protocolApplied: [{doseNumberPositiveInt: 2, series: 'Two doses'}],
    },
    {category: 'immunization', title: 'Influenza, seasonal', date: day('2021-10-01')},
    {
      'Lot number': 'L-7',
      Site: 'Left arm',
      Dose: '0.5 mL',
      'Done by': 'Nurse Lee',
      'Protocol applied': 'Dose number: 2, Series: Two doses',
    },
  ],
  [
    'AllergyIntolerance',
    {
      clinicalStatus: coded('active'),
      code: concept('Penicillin'),
      criticality: 'high',
      onsetDateTime: '1999',
      reaction: [{manifestation: [concept('Hives')], severity: 'severe'}],
    },
    {
      category: 'allergy',
      title: 'Penicillin',
      subtitle: 'Hives',
      status: 'Active',
      date: {value: '1999', precision: 'year'},
    },
    {Criticality: 'High', Reaction: 'Hives, Severity: severe'},
  ],
  [
    'AllergyIntolerance',
    {reaction: [{substance: concept('Peanut')}], recordedDate: '2010-01-01'},
    {title: 'Peanut', date: day('2010-01-01')},
  ],
  [
    'Procedure',
    {
      status: 'completed',
      code: concept('Appendectomy'),
      performedPeriod: {start: '2010-01-02', end: '2010-01-03'},
      bodySite: [concept('Abdomen')],
      performer: [{actor: {display: 'Dr. Cut'}}],
    },
    {category: 'procedure', title: 'Appendectomy', date: day('2010-01-02'), end: day('2010-01-03')},
    {'Body site': 'Abdomen', 'Done by': 'Dr. Cut'},
  ],
  [
    'Encounter',
    {
      status: 'finished',
      class: {code: 'EMER'},
      type: [concept('Chest pain evaluation')],
      period: {start: '2020-03-04T10:00:00-05:00', end: '2020-03-04T12:00:00-05:00'},
      reasonCode: [concept('Chest pain')],
      location: [{location: {display: 'Emergency room'}}],
      participant: [{individual: {display: 'Dr. House'}}],
    },
    {
      category: 'visit',
      title: 'Chest pain evaluation',
      subtitle: 'Emergency room',
      status: 'Finished',
      date: {value: '2020-03-04T10:00:00-05:00', precision: 'second'},
    },
    {Reason: 'Chest pain', 'Who took part': 'Dr. House'},
  ],
  ['Encounter', {status: 'finished', class: {code: 'AMB'}}, {title: 'Outpatient visit', date: null}],
  ['Encounter', {status: 'finished', class: {code: 'XYZ', display: 'Special visit'}}, {title: 'Special visit'}],
  ['Encounter', {status: 'finished'}, {title: 'Visit without a name'}],
  [
    'EpisodeOfCare',
    {status: 'active', type: [concept('Heart program')], period: {start: '2020'}},
    {category: 'visit', title: 'Heart program'},
  ],
  [
    'Appointment',
    {
      status: 'booked',
      serviceType: [concept('Eye check')],
      start: '2030-01-01T09:00:00Z',
      participant: [{actor: {reference: 'Patient/me'}}],
    },
    {
      category: 'visit',
      title: 'Appointment: Eye check',
      status: 'Booked',
      date: {value: '2030-01-01T09:00:00Z', precision: 'second'},
    },
  ],
  [
    'DiagnosticReport',
    {
      status: 'final',
      category: [coded('LAB')],
      code: concept('Lipid panel'),
      effectiveDateTime: '2020-05-05',
      issued: '2020-05-06T00:00:00Z',
      conclusion: 'All well',
      result: [{reference: 'Observation/7'}],
      presentedForm: [{contentType: 'application/pdf', url: 'Binary/9', title: 'Report'}],
    },
    {
      category: 'lab',
      title: 'Lipid panel',
      date: day('2020-05-05'),
      members: ['mount-sinai|ms|Observation/7'],
      attachments: [{title: 'Report', contentType: 'application/pdf', url: 'Binary/9'}],
    },
    {Conclusion: 'All well', 'Result given on': '2020-05-06T00:00:00Z'},
  ],
  [
    'DiagnosticReport',
    {status: 'final', category: [coded('LP29684-5')], code: concept('Chest X-ray')},
    {category: 'imaging'},
  ],
  [
    'DiagnosticReport',
    {status: 'final', category: [coded('34117-2')], code: concept('History')},
    {category: 'document'},
  ],
  [
    'DocumentReference',
    {
      status: 'current',
      docStatus: 'final',
      type: concept('Progress note'),
      date: '2020-06-07T08:00:00Z',
      context: {period: {start: '2020-06-06'}, encounter: [{reference: 'Encounter/5'}]},
      author: [{display: 'Dr. Note'}],
      content: [{attachment: {contentType: 'text/html; charset=utf-8', data: 'PGI+', title: 'Note', size: 3}}],
    },
    {
      category: 'document',
      title: 'Progress note',
      subtitle: 'Dr. Note',
      date: day('2020-06-06'),
      encounter: 'mount-sinai|ms|Encounter/5',
      attachments: [{title: 'Note', contentType: 'text/html', size: 3, inline: true}],
    },
    {Date: '2020-06-07T08:00:00Z'},
  ],
  [
    'Media',
    {
      status: 'completed',
      type: coded('image'),
      content: {contentType: 'image/png', url: 'Binary/1', title: 'Skin'},
      createdDateTime: '2020-01-01',
    },
    {category: 'imaging', title: 'Skin', date: day('2020-01-01')},
  ],
  [
    'ImagingStudy',
    {status: 'available', description: 'CT of the head', started: '2020-01-01', modality: [{code: 'CT'}]},
    {category: 'imaging', title: 'CT of the head', date: day('2020-01-01')},
  ],
  [
    'CarePlan',
    {
      status: 'active',
      intent: 'plan',
      title: 'Diabetes plan',
      period: {start: '2020-01-01'},
      activity: [{detail: {code: concept('Walk'), status: 'in-progress'}}],
    },
    {category: 'plan', title: 'Diabetes plan'},
    {Activity: 'Walk, Status: In progress'},
  ],
  [
    'CareTeam',
    {status: 'active', name: 'Home team', participant: [{role: [concept('Nurse')], member: {display: 'Lee'}}]},
    {category: 'plan', title: 'Care team: Home team'},
    {'Who took part': 'Nurse, Lee'},
  ],
  [
    'Goal',
    {
      lifecycleStatus: 'active',
      description: {text: 'Walk daily'},
      startDate: '2020-01-01',
      target: [{dueDate: '2021-01-01'}],
    },
    {category: 'plan', title: 'Goal: Walk daily', status: 'Active', date: day('2020-01-01')},
    {Target: 'Due date: 2021-01-01'},
  ],
  [
    'ServiceRequest',
    {
      status: 'active',
      intent: 'order',
      code: concept('Blood count'),
      authoredOn: '2020-01-01',
      requester: {display: 'Dr. Stone'},
    },
    {category: 'plan', title: 'Order: Blood count', date: day('2020-01-01')},
  ],
  [
    'ServiceRequest',
    {status: 'active', code: concept('X'), authoredOn: '2020-01-01', occurrenceTiming: {event: ['2020-02-01']}},
    {date: day('2020-02-01')},
  ],
  [
    'NutritionOrder',
    {status: 'active', dateTime: '2020-01-01', oralDiet: {type: [concept('Low salt')]}},
    {category: 'plan', title: 'Diet: Low salt'},
  ],
  [
    'Device',
    {status: 'active', deviceName: [{name: 'Pacemaker X', type: 'user-friendly-name'}], lotNumber: 'P1'},
    {category: 'device', title: 'Pacemaker X', date: null},
    {'Lot number': 'P1'},
  ],
  [
    'DeviceUseStatement',
    {status: 'active', device: {display: 'Hearing aid'}, timingPeriod: {start: '2020-01'}},
    {category: 'device', title: 'Hearing aid'},
  ],
  [
    'FamilyMemberHistory',
    {status: 'completed', relationship: concept('Mother'), condition: [{code: concept('Stroke')}], date: '2020-01-01'},
    {category: 'social', title: 'Family history: Mother – Stroke', date: day('2020-01-01')},
  ],
  [
    'QuestionnaireResponse',
    {
      status: 'completed',
      questionnaire: 'https://x.example/Questionnaire/phq-9|2.0',
      authored: '2020-01-01',
      item: [{linkId: '1', text: 'Tired?', answer: [{valueString: 'No'}]}],
    },
    {category: 'social', title: 'Questionnaire: phq-9', date: day('2020-01-01')},
    {'Tired?': 'No'},
  ],
  [
    'Coverage',
    {status: 'active', type: concept('Health plan'), payor: [{display: 'Good Insurer'}], period: {end: '2030-01-01'}},
    {category: 'billing', title: 'Insurance: Health plan', subtitle: 'Good Insurer', date: day('2030-01-01')},
  ],
  [
    'Claim',
    {
      status: 'active',
      item: [{productOrService: concept('Office visit')}],
      billablePeriod: {start: '2020-01-01'},
      created: '2020-02-01',
      total: {value: 12.5, currency: 'USD'},
    },
    {category: 'billing', title: 'Claim: Office visit', date: day('2020-01-01')},
    {Total: '12.5 USD'},
  ],
  [
    'ExplanationOfBenefit',
    {status: 'active', type: concept('Pharmacy'), created: '2020-02-01'},
    {category: 'billing', title: 'Insurance statement: Pharmacy', date: day('2020-02-01')},
  ],
  [
    'Communication',
    {status: 'completed', sent: '2020-01-01', payload: [{contentString: 'Your results are in'}]},
    {category: 'other', title: 'Message: Your results are in'},
  ],
  [
    'Consent',
    {status: 'active', scope: concept('Treatment'), dateTime: '2020-01-01'},
    {category: 'document', title: 'Consent: Treatment'},
  ],
  [
    'VisionPrescription',
    {status: 'active', dateWritten: '2020-01-01', lensSpecification: [{product: concept('Lens'), sphere: -2}]},
    {category: 'device', title: 'Glasses or lenses: Lens'},
  ],
  [
    'ImmunizationRecommendation',
    {date: '2020-01-01', recommendation: [{vaccineCode: [concept('Tetanus')]}]},
    {category: 'plan', title: 'Recommended vaccine: Tetanus'},
  ],
  [
    'Flag',
    {status: 'active', code: concept('Fall risk'), period: {start: '2020-01-01'}},
    {category: 'other', title: 'Alert: Fall risk'},
  ],
  [
    'BodyStructure',
    {description: 'Left kidney'},
    {category: 'other', title: 'Body structure: Left kidney', date: null},
  ],
  [
    'ResearchSubject',
    {status: 'on-study', period: {start: '2020-01-01'}},
    {category: 'other', title: 'Research subject without a name', date: day('2020-01-01')},
  ],
  ['SomethingBrandNew', {code: concept('A thing')}, {category: 'other', title: 'Something brand new: A thing'}],
];

describe('FHIR types', () => {
  for (const [type, fields, expected, details = {}] of CASES) {
    it(`reads ${type}: ${expected.title ?? expected.category ?? 'its date'}`, () => {
      const record = recordOf({resourceType: type, ...fields});
      for (const [key, value] of Object.entries(expected)) {
        expect(record[key as keyof HealthRecord], key).to.deep.equal(value);
      }
      for (const [label, text] of Object.entries(details)) expect(detail(record, label), label).to.equal(text);
    });
  }

  it('names each record by route, institution, type and id, and says where it came from', () => {
    const record = recordOf({resourceType: 'Goal', id: 'g', description: {text: 'x'}, startDate: '2020'});
    expect(record.id).to.equal('mount-sinai|ms|Goal/g');
    expect(record.sources).to.deep.equal([
      {
        route: 'mount-sinai',
        institution: {id: 'ms', name: 'Mount Sinai'},
        recordId: 'Goal/g',
        retrievedAt: '2026-02-03T15:00:00.000Z',
        date: {value: '2020', precision: 'year'},
      },
    ]);
  });

  it('keeps business identifiers, the language and the visit', () => {
    const record = recordOf({
      resourceType: 'Procedure',
      language: 'es',
      code: concept('x'),
      identifier: [{system: 'urn:oid:1.2', value: 'A-1'}, {value: 'no system'}],
      encounter: {reference: 'Encounter/9/_history/2'},
    });
    expect(record).to.deep.include({
      identifiers: ['urn:oid:1.2|A-1'],
      language: 'es',
      encounter: 'mount-sinai|ms|Encounter/9',
    });
  });

  const SUPPORTING =
    'Patient Practitioner PractitionerRole Organization Location Medication Specimen Provenance Binary Endpoint Group List RelatedPerson Composition OperationOutcome';
  for (const type of SUPPORTING.split(' ')) {
    it(`counts ${type} as support`, () => {
      const {supporting, records} = mapAll([{resourceType: type, id: '1'}]);
      expect([supporting, records.length]).to.deep.equal([1, 0]);
    });
  }
});

describe('FHIR observations without a known category', () => {
  const category = (more: Json) =>
    recordOf({resourceType: 'Observation', status: 'final', code: {text: 'A thing'}, ...more}).category;
  const said = (code: string, text?: string) => ({
    category: [{coding: [{system: 'http://x.example', code}], ...(text && {text})}],
  });
  const loinc = {code: coded('45473-6', 'Advance directive', 'http://loinc.org')};
  for (const [name, more, expected] of [
    ['a LOINC result whose source names no category', loinc, 'lab'],
    ['a result with a specimen', {specimen: {display: 'Blood'}}, 'lab'],
    ['a result with a usual range', {referenceRange: [{text: '1 to 3'}]}, 'lab'],
    ['a number', {valueQuantity: {value: 3}}, 'lab'],
    ['a specimen, whatever the category is called', {...said('haematology'), specimen: {display: 'Blood'}}, 'lab'],
    ['a category that only has words', {category: [{text: 'Vital Signs'}]}, 'vital'],
    ['words alone', {valueString: 'blue'}, 'other'],
    ['a category of another kind', {...loinc, ...said('observation-adi-documentation')}, 'other'],
  ] as const)
    it(`are ${expected} for ${name}`, () => expect(category(more)).to.equal(expected));
});

describe('FHIR titles', () => {
  const title = (code: unknown, type = 'Procedure') => recordOf({resourceType: type, status: 'completed', code}).title;
  const coding = (...each: [string, string, string?][]) => ({
    coding: each.map(([system, code, display]) => ({system, code, ...(display && {display})})),
  });
  const local = 'urn:oid:1.2.3';
  const snomed = 'http://snomed.info/sct';
  for (const [name, code, expected] of [
    ['the text before all', {text: 'My words', ...coding([snomed, '1', 'Snomed words'])}, 'My words'],
    ['a known system before a local one', coding([local, 'L', 'LOCAL'], [snomed, '1', 'Snomed words']), 'Snomed words'],
    ['a local name rather than a code', coding([snomed, '1'], [local, 'L', 'Local words']), 'Local words'],
    ['the code when there is nothing else', coding([snomed, '80146002']), '80146002'],
    ['no "unknown"', {text: 'Unknown', ...coding([snomed, '1', 'Words'])}, 'Words'],
    [
      'no "UNK"',
      coding(['http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'UNK', 'Unknown']),
      'Procedure without a name',
    ],
    ['no SNOMED CT "Unknown"', coding([snomed, '261665006', 'Unknown (qualifier value)']), 'Procedure without a name'],
    ['what stands beside an "Unknown"', coding([snomed, '261665006', 'Unknown'], [local, '1', 'Biopsy']), 'Biopsy'],
    ['no bare type', {text: 'Procedure'}, 'Procedure without a name'],
    ['the type in words for nothing at all', undefined, 'Procedure without a name'],
    ['no markup, no controls', {text: '\u202eA\u0000 <i>b</i>'}, 'A <i>b</i>'],
  ] as const) {
    it(`takes ${name}`, () => expect(title(code)).to.equal(expected));
  }

  it('names a medicine from a contained resource', () => {
    const record = recordOf({
      resourceType: 'MedicationRequest',
      medicationReference: {reference: '#m'},
      contained: [{resourceType: 'Medication', id: 'm', code: concept('Codeine', '2670')}],
    });
    expect(record.title).to.equal('Codeine');
    expect(record.codes.map(({code}) => code)).to.deep.equal(['2670']);
  });

  it('names a medicine from its page, also by urn', () => {
    const medication = {resourceType: 'Medication', id: 'm', code: concept('Codeine')};
    expect(
      recordOf({resourceType: 'MedicationRequest', medicationReference: {reference: 'Medication/m'}}, medication).title,
    ).to.equal('Codeine');
  });

  it('shows results that a report carries inside itself as its parts', () => {
    const record = recordOf({
      resourceType: 'DiagnosticReport',
      code: concept('Panel'),
      result: [{reference: '#r'}],
      contained: [
        {resourceType: 'Observation', id: 'r', code: concept('Sodium'), valueQuantity: {value: 140, unit: 'mmol/L'}},
      ],
    });
    expect(record.components?.[0]).to.include({title: 'Sodium', value: '140', unit: 'mmol/L'});
    expect(record.members).to.equal(undefined);
  });

  it('says of a contained result that it was a mistake, cancelled or preliminary', () => {
    const part = (status: string) =>
      recordOf({
        resourceType: 'DiagnosticReport',
        code: concept('Panel'),
        result: [{reference: '#r'}],
        contained: [
          {resourceType: 'Observation', id: 'r', status, code: concept('Potassium'), valueQuantity: {value: 9.9}},
        ],
      }).components![0]!;
    expect(part('entered-in-error').title).to.equal('Entered by mistake: Potassium');
    expect(part('entered-in-error').number).to.equal(undefined);
    expect(part('cancelled').title).to.equal('Cancelled: Potassium');
    expect(part('preliminary')).to.include({title: 'Preliminary: Potassium', number: 9.9});
    expect(part('final').title).to.equal('Potassium');
  });

  it('shows the parts of a contained result, and the members of a panel that are contained, each once', () => {
    const systolic = {code: concept('Systolic'), valueQuantity: {value: 151}};
    const inside = [
      {
        resourceType: 'Observation',
        id: 'p',
        code: concept('Pressure'),
        component: [systolic],
        hasMember: [{reference: '#p'}],
      },
      {resourceType: 'Observation', id: 'n', code: concept('Sodium'), valueQuantity: {value: 128}},
    ];
    const {components} = recordOf({
      resourceType: 'Observation',
      code: concept('Panel'),
      contained: inside,
      hasMember: [{reference: '#p'}, {reference: '#n'}, {reference: '#n'}],
    });
    expect(components?.map(({title, value}) => [title, value])).to.deep.equal([
      ['Systolic', '151'],
      ['Sodium', '128'],
    ]);
  });
});
