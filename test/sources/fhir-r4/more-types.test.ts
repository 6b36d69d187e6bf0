import {expect} from '@open-wc/testing';
import {KNOWN_TYPES} from '../../../src/sources/fhir-r4/types.js';
import {concept, detail, recordOf, type Json} from './bench.js';
import type {Category} from '../../../src/records/model.js';

/** Types that few servers give, each with its place, its words and its date: fields as R4 has them. */
const CASES: [
  type: string,
  fields: Json,
  category: Category,
  title: string,
  date: string | null,
  details?: Record<string, string>,
][] = [
  [
    'ImmunizationEvaluation',
    {status: 'completed', targetDisease: concept('Measles'), date: '2020-01-02', doseStatus: concept('Valid')},
    'immunization',
    'Measles',
    '2020-01-02',
    {'Dose status': 'Valid'},
  ],
  [
    'AppointmentResponse',
    {participantStatus: 'accepted', comment: 'I will come', start: '2020-01-02T10:00:00Z'},
    'visit',
    'Answer to an appointment: I will come',
    '2020-01-02T10:00:00Z',
    {'Participant status': 'Agreed'},
  ],
  [
    'DocumentManifest',
    {status: 'current', type: concept('Discharge papers'), created: '2020-01-02', author: [{display: 'Dr. Bone'}]},
    'document',
    'Discharge papers',
    '2020-01-02',
    {'Written by': 'Dr. Bone'},
  ],
  [
    'Contract',
    {status: 'executed', title: 'Treatment', issued: '2020-01-02'},
    'document',
    'Contract: Treatment',
    '2020-01-02',
  ],
  [
    'RequestGroup',
    {status: 'active', intent: 'order', code: concept('Admission'), authoredOn: '2020-01-02'},
    'plan',
    'Set of orders: Admission',
    '2020-01-02',
  ],
  [
    'DeviceRequest',
    {status: 'active', intent: 'order', codeCodeableConcept: concept('Wheelchair'), authoredOn: '2020-01-02'},
    'device',
    'Ordered device: Wheelchair',
    '2020-01-02',
  ],
  [
    'SupplyDelivery',
    {
      status: 'completed',
      suppliedItem: {itemCodeableConcept: concept('Test strips'), quantity: {value: 50}},
      occurrenceDateTime: '2020-01-02',
    },
    'device',
    'Test strips',
    '2020-01-02',
  ],
  [
    'SupplyRequest',
    {status: 'active', itemCodeableConcept: concept('Needles'), quantity: {value: 9}, authoredOn: '2020-01-02'},
    'device',
    'Ordered supplies: Needles',
    '2020-01-02',
    {Quantity: '9'},
  ],
  [
    'ClaimResponse',
    {status: 'active', type: concept('Oral'), created: '2020-01-02', outcome: 'complete'},
    'billing',
    'Answer to a claim: Oral',
    '2020-01-02',
    {Outcome: 'Completed'},
  ],
  [
    'CoverageEligibilityRequest',
    {status: 'active', item: [{category: concept('Dental')}], servicedDate: '2020-01-02', created: '2020-02-02'},
    'billing',
    'Insurance check: Dental',
    '2020-01-02',
    {Created: '2020-02-02'},
  ],
  [
    'CoverageEligibilityResponse',
    {status: 'active', insurance: [{item: [{category: concept('Dental')}]}], created: '2020-02-02'},
    'billing',
    'Insurance check: Dental',
    '2020-02-02',
  ],
  [
    'Account',
    {status: 'active', name: 'Hospital bill', servicePeriod: {start: '2020-01-02'}},
    'billing',
    'Account: Hospital bill',
    '2020-01-02',
  ],
  [
    'ChargeItem',
    {status: 'billed', code: concept('X-ray'), occurrenceDateTime: '2020-01-02'},
    'billing',
    'Charge: X-ray',
    '2020-01-02',
  ],
  [
    'Invoice',
    {status: 'issued', type: concept('Patient invoice'), date: '2020-01-02', totalNet: {value: 48, currency: 'USD'}},
    'billing',
    'Invoice: Patient invoice',
    '2020-01-02',
    {'Total net': '48 USD'},
  ],
  [
    'MolecularSequence',
    {type: 'dna', coordinateSystem: 0, observedSeq: 'ACGT'},
    'lab',
    'Gene sequence: dna',
    null,
    {'Observed seq': 'ACGT'},
  ],
  [
    'CommunicationRequest',
    {status: 'active', reasonCode: [concept('Reminder')], authoredOn: '2020-01-02'},
    'other',
    'Requested message: Reminder',
    '2020-01-02',
  ],
  [
    'Task',
    {status: 'completed', intent: 'order', description: 'Draw blood', authoredOn: '2020-01-02'},
    'other',
    'Task: Draw blood',
    '2020-01-02',
  ],
  [
    'AdverseEvent',
    {actuality: 'actual', event: concept('Rash'), date: '2020-01-02', seriousness: concept('Non-serious')},
    'other',
    'Unwanted event: Rash',
    '2020-01-02',
    {Seriousness: 'Non-serious'},
  ],
  [
    'RiskAssessment',
    {status: 'final', code: concept('Stroke risk'), occurrenceDateTime: '2020-01-02', mitigation: 'Walk'},
    'other',
    'Risk: Stroke risk',
    '2020-01-02',
    {Mitigation: 'Walk'},
  ],
  [
    'ClinicalImpression',
    {
      status: 'completed',
      description: 'Recovering',
      effectiveDateTime: '2020-01-02',
      date: '2020-02-02',
      summary: 'Good',
    },
    'other',
    'Assessment: Recovering',
    '2020-01-02',
    {Summary: 'Good', Date: '2020-02-02'},
  ],
  [
    'DetectedIssue',
    {status: 'final', code: concept('Duplicate therapy'), identifiedDateTime: '2020-01-02', severity: 'high'},
    'other',
    'Possible problem: Duplicate therapy',
    '2020-01-02',
    {Severity: 'High'},
  ],
];

describe('FHIR: types that are seldom asked for', () => {
  for (const [resourceType, fields, category, title, date, details = {}] of CASES) {
    it(`${resourceType}: ${title}`, () => {
      const record = recordOf({resourceType, ...fields});
      expect([record.category, record.title, record.date?.value ?? null]).to.deep.equal([category, title, date]);
      for (const [label, text] of Object.entries(details)) expect(detail(record, label), label).to.equal(text);
    });
  }

  it('every type that is known has words for a record without a name, and none is its bare type', () => {
    expect(KNOWN_TYPES.length).to.be.at.least(48);
    for (const resourceType of KNOWN_TYPES) {
      const {title} = recordOf({resourceType});
      expect(title, resourceType).to.match(/ without a name$/);
      expect(title, resourceType).to.not.match(/[a-z][A-Z]/);
    }
  });
});
