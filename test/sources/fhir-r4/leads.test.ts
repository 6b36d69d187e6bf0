import {expect} from '@open-wc/testing';
import {coded, concept, LOINC, mapAll, observation, recordOf, type Json} from './bench.js';

const IPS = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips';
const flu = {vaccineCode: concept('influenza vaccine')};
const drug = {medicationCodeableConcept: concept('Warfarin')};
const plain = {code: concept('X')};
const valued = (text: string): Json => ({valueCodeableConcept: {text}});

/** Type, fields, title, whether it is negated. */
const CASES: [type: string, fields: Json, title: string, negated: boolean][] = [
  ['Immunization', {status: 'not-done', ...flu}, 'Not given: influenza vaccine', true],
  ['Procedure', {status: 'not-done', ...plain}, 'Not done: X', true],
  ['Procedure', {status: 'stopped', ...plain}, 'Stopped: X', false],
  ['Procedure', {status: 'preparation', ...plain}, 'Being prepared: X', false],
  ['MedicationAdministration', {status: 'not-done', ...drug}, 'Not given: Warfarin', true],
  ['MedicationStatement', {status: 'not-taken', ...drug}, 'Not taken: Warfarin', true],
  ['MedicationStatement', {status: 'intended', ...drug}, 'Planned: Warfarin', false],
  ['MedicationDispense', {status: 'declined', ...drug}, 'Declined: Warfarin', true],
  ['MedicationRequest', {status: 'active', doNotPerform: true, ...drug}, 'Do not take: Warfarin', true],
  ['MedicationRequest', {status: 'stopped', ...drug}, 'Stopped: Warfarin', false],
  ['MedicationRequest', {status: 'cancelled', ...drug}, 'Cancelled: Warfarin', true],
  ['MedicationRequest', {status: 'draft', ...drug}, 'Draft: Warfarin', false],
  ['MedicationRequest', {status: 'on-hold', ...drug}, 'On hold: Warfarin', false],
  ['MedicationRequest', {status: 'active', intent: 'proposal', ...drug}, 'Proposed: Warfarin', false],
  ['MedicationRequest', {status: 'active', intent: 'plan', ...drug}, 'Planned: Warfarin', false],
  ['MedicationRequest', {status: 'active', intent: 'plan', reportedBoolean: true, ...drug}, 'Warfarin', false],
  ['MedicationRequest', {status: 'stopped', doNotPerform: true, ...drug}, 'Do not take: Warfarin', true],
  // as software that comes from XML writes it
  ['MedicationRequest', {status: 'active', doNotPerform: 'true', ...drug}, 'Do not take: Warfarin', true],
  ['ServiceRequest', {status: 'active', doNotPerform: [true], ...plain}, 'Do not do: X', true],
  ['MedicationRequest', {status: 'active', doNotPerform: 'false', ...drug}, 'Warfarin', false],
  ['ServiceRequest', {status: 'active', doNotPerform: true, ...plain}, 'Do not do: X', true],
  ['ServiceRequest', {status: 'revoked', ...plain}, 'Withdrawn: Order: X', false],
  ['ServiceRequest', {status: 'draft', ...plain}, 'Draft: Order: X', false],
  ['CarePlan', {status: 'active', intent: 'plan', title: 'Y'}, 'Y', false],
  ['Condition', {verificationStatus: coded('refuted'), ...plain}, 'Ruled out: X', true],
  ['Condition', {verificationStatus: coded('unconfirmed'), ...plain}, 'Not confirmed: X', false],
  ['Condition', {verificationStatus: coded('provisional'), ...plain}, 'Not confirmed yet: X', false],
  ['Condition', {verificationStatus: coded('differential'), ...plain}, 'Possible: X', false],
  ['Condition', {verificationStatus: coded('confirmed'), clinicalStatus: coded('inactive'), ...plain}, 'X', false],
  ['AllergyIntolerance', {verificationStatus: coded('refuted'), ...plain}, 'Ruled out: X', true],
  ['AllergyIntolerance', {verificationStatus: coded('unconfirmed'), ...plain}, 'X', false],
  ['AllergyIntolerance', {code: coded('716186003', 'No known allergy')}, 'No known allergy', true],
  [
    'AllergyIntolerance',
    {code: coded('409137002', 'Sin alergias a medicamentos')},
    'None known: Sin alergias a medicamentos',
    true,
  ],
  ['AllergyIntolerance', {code: coded('no-known-allergies', 'No known allergies', IPS)}, 'No known allergies', true],
  [
    'AllergyIntolerance',
    {code: coded('no-allergy-info', 'No information about allergies', IPS)},
    'No information about allergies',
    true,
  ],
  ['AllergyIntolerance', {code: {text: 'NKDA'}}, 'NKDA', true],
  ['Condition', {code: coded('no-known-problems', 'No known problems', IPS)}, 'No known problems', true],
  ['Condition', {code: {text: 'No known problems'}}, 'No known problems', true],
  ['Condition', {code: {text: 'Nocturnal cough'}}, 'Nocturnal cough', false],
  [
    'MedicationStatement',
    {status: 'active', medicationCodeableConcept: coded('no-known-medications', 'No known medications', IPS)},
    'No known medications',
    true,
  ],
  ['Observation', {status: 'preliminary', code: concept('Sodium', '1', LOINC)}, 'Preliminary: Sodium', false],
  ['Observation', {status: 'registered', code: concept('Sodium')}, 'No result yet: Sodium', false],
  ['Observation', {status: 'cancelled', code: concept('Sodium')}, 'Cancelled: Sodium', true],
  [
    'Observation',
    {status: 'final', code: concept('Sodium'), dataAbsentReason: coded('not-performed')},
    'Not done: Sodium',
    true,
  ],
  ['DiagnosticReport', {status: 'preliminary', code: concept('Panel')}, 'Preliminary: Panel', false],
  [
    'DocumentReference',
    {status: 'current', docStatus: 'preliminary', type: concept('Note')},
    'Preliminary: Note',
    false,
  ],
  ['Encounter', {status: 'cancelled', type: [concept('Check')]}, 'Cancelled: Check', true],
  ['Encounter', {status: 'planned', type: [concept('Check')]}, 'Planned: Check', false],
  ['Appointment', {status: 'noshow', serviceType: [concept('Check')]}, 'Did not take place: Check', true],
  [
    'ImmunizationRecommendation',
    {recommendation: [{vaccineCode: [concept('MMR')], forecastStatus: coded('contraindicated')}]},
    'Not recommended: MMR',
    true,
  ],
  [
    'ImmunizationRecommendation',
    {
      recommendation: [
        {vaccineCode: [concept('MMR')], forecastStatus: {text: 'Contraindicated'}},
        {vaccineCode: [concept('Tetanus')], forecastStatus: coded('due')},
      ],
    },
    'Recommended vaccine: Tetanus',
    false,
  ],
  ['Goal', {lifecycleStatus: 'proposed', description: {text: 'Run'}}, 'Proposed: Goal: Run', false],
  // where a source writes words, or another system's codes, for how sure it is
  ['Condition', {verificationStatus: {text: 'Refuted'}, ...plain}, 'Ruled out: X', true],
  ['Condition', {verificationStatus: {coding: [{display: 'Refuted'}]}, ...plain}, 'Ruled out: X', true],
  ['Condition', {verificationStatus: coded('4', 'Refuted', 'urn:oid:1.2.3'), ...plain}, 'Ruled out: X', true],
  [
    'Immunization',
    {status: {coding: [{code: 'N', display: 'Not Given'}]}, ...flu},
    'Not given: influenza vaccine',
    true,
  ],
  ['Condition', {verificationStatus: coded('410516002', 'Known absent'), ...plain}, 'Ruled out: X', true],
  ['Condition', {verificationStatus: coded('415684004', 'Suspected'), ...plain}, 'Not confirmed: X', false],
  ['Condition', {verificationStatus: coded('410605003', 'Confirmed present'), ...plain}, 'X', false],
  ['Condition', {code: {text: 'No history of diabetes'}}, 'No history of diabetes', true],
  ['AllergyIntolerance', {code: {text: 'None'}}, 'None', true],
  ['AllergyIntolerance', {code: {text: 'Nil known'}}, 'None known: Nil known', true],
  ['AllergyIntolerance', {code: {text: 'Denies food allergies'}}, 'None known: Denies food allergies', true],
  ['AllergyIntolerance', {code: {text: 'Nil known allergies'}}, 'None known: Nil known allergies', true],
  [
    'AllergyIntolerance',
    {code: {text: 'Patient has no known allergies'}},
    'None known: Patient has no known allergies',
    true,
  ],
  ['Condition', {code: {text: 'NKA1 deficiency'}}, 'NKA1 deficiency', false],
  ['AllergyIntolerance', {code: {text: 'Nonoxynol'}}, 'Nonoxynol', false],
  ['EpisodeOfCare', {status: 'onhold', type: [concept('Care')]}, 'On hold: Care', false],
  ['AdverseEvent', {actuality: 'potential', event: concept('Fall')}, 'Possible: Unwanted event: Fall', false],
  ['AdverseEvent', {actuality: 'actual', event: concept('Fall')}, 'Unwanted event: Fall', false],
  [
    'SupplyDelivery',
    {status: 'abandoned', suppliedItem: {itemCodeableConcept: concept('Pads')}},
    'Given up: Pads',
    true,
  ],
  ['Task', {status: 'failed', description: 'Draw blood'}, 'Failed: Draw blood', true],
  // of whom it is
  [
    'Observation',
    {status: 'final', ...plain, subject: {reference: 'Patient/me'}, focus: [{reference: 'RelatedPerson/baby'}]},
    'About somebody else: X',
    true,
  ],
  [
    'Observation',
    {status: 'final', ...plain, subject: {reference: 'Patient/me'}, focus: [{reference: 'Patient/me'}]},
    'X',
    false,
  ],
  ['Observation', {status: 'final', ...plain, focus: [{reference: 'Procedure/1'}]}, 'X', false],
  [
    'Observation',
    {
      status: 'final',
      ...plain,
      subject: {reference: 'Patient/me'},
      focus: [{reference: 'https://fhir.example/api/FHIR/R4/Patient/me'}],
    },
    'X',
    false,
  ],
  [
    'Observation',
    {
      status: 'final',
      ...plain,
      subject: {reference: 'Patient/me'},
      contained: [{resourceType: 'RelatedPerson', id: 'baby'}],
      focus: [{reference: '#baby'}],
    },
    'About somebody else: X',
    true,
  ],
  [
    'Observation',
    {status: 'final', ...plain, subject: {reference: 'Patient/me'}, focus: [{type: 'RelatedPerson', display: 'Baby'}]},
    'About somebody else: X',
    true,
  ],
  [
    'QuestionnaireResponse',
    {status: 'completed', subject: {reference: 'RelatedPerson/mother'}, questionnaire: 'Asthma'},
    'About somebody else: Asthma',
    true,
  ],
  // what a source has changed the meaning of, in a way that cannot be read
  [
    'Condition',
    {modifierExtension: [{url: 'https://x.example/not', valueBoolean: true}], ...plain},
    'Not clear: X',
    true,
  ],
  [
    'AllergyIntolerance',
    {reaction: [{manifestation: [concept('Hives')], modifierExtension: [{url: 'https://x.example/not'}]}], ...plain},
    'Not clear: X',
    true,
  ],
  ['Condition', {implicitRules: 'https://x.example/rules', ...plain}, 'Not clear: X', true],
  [
    'Procedure',
    {status: 'not-done', modifierExtension: [{url: 'https://x.example/not', valueBoolean: true}], ...plain},
    'Not done: X',
    true,
  ],
  // ways of saying so that profiles of older servers have as an extension
  [
    'DeviceRequest',
    {
      status: 'active',
      modifierExtension: [{url: 'http://hl7.org/fhir/StructureDefinition/request-doNotPerform', valueBoolean: true}],
      codeCodeableConcept: concept('X'),
    },
    'Do not do: X',
    true,
  ],
  [
    'Communication',
    {
      status: 'completed',
      modifierExtension: [
        {url: 'http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-notDone', valueBoolean: true},
      ],
      topic: concept('X'),
    },
    'Not done: X',
    true,
  ],
  [
    'DeviceRequest',
    {
      status: 'active',
      modifierExtension: [{url: 'http://hl7.org/fhir/StructureDefinition/request-doNotPerform', valueBoolean: false}],
      codeCodeableConcept: concept('X'),
    },
    'Ordered device: X',
    false,
  ],
  // https://terminology.hl7.org/CodeSystem-v3-ActReason.html
  ['Condition', {meta: {security: [{code: 'HTEST'}]}, ...plain}, 'Made up for testing: X', true],
  ['Observation', {meta: {security: [{code: 'HTEST'}]}, status: 'final', ...plain}, 'Made up for testing: X', true],
  ['Condition', {meta: {security: [{code: 'HCOMPL'}]}, ...plain}, 'X', false],
  // a dose that does not protect
  ['Immunization', {status: 'completed', isSubpotent: true, ...flu}, 'Dose too weak: influenza vaccine', false],
  ['Immunization', {status: 'not-done', isSubpotent: true, ...flu}, 'Not given: influenza vaccine', true],
  ['Immunization', {status: 'completed', isSubpotent: false, ...flu}, 'influenza vaccine', false],
  // what is not complete is due
  [
    'ImmunizationRecommendation',
    {recommendation: [{vaccineCode: [concept('MMR')], forecastStatus: {text: 'Not Complete'}}]},
    'Recommended vaccine: MMR',
    false,
  ],
  [
    'ImmunizationRecommendation',
    {recommendation: [{vaccineCode: [concept('MMR')], forecastStatus: {text: 'Incomplete'}}]},
    'Recommended vaccine: MMR',
    false,
  ],
  [
    'ImmunizationRecommendation',
    {recommendation: [{vaccineCode: [concept('MMR')], forecastStatus: {text: 'Complete'}}]},
    'Not recommended: MMR',
    true,
  ],
];

describe('FHIR: what did not happen is not shown as if it did', () => {
  for (const [type, fields, title, negated] of CASES) {
    it(`${type}: ${title}${negated ? ' (not a fact)' : ''}`, () => {
      const record = recordOf({resourceType: type, ...fields});
      expect([record.title, record.negated ?? false]).to.deep.equal([title, negated]);
    });
  }

  it('says why something is not clear', () => {
    const {details} = recordOf({
      resourceType: 'Condition',
      ...plain,
      modifierExtension: [{url: 'https://x.example/not'}],
    });
    expect(details[0]!.label).to.equal('Not clear');
  });

  it('tells what the source added, as far as it can be read', () => {
    const {title, details} = recordOf({
      resourceType: 'FamilyMemberHistory',
      status: 'completed',
      relationship: concept('Sister'),
      condition: [
        {
          code: concept('Cancer'),
          modifierExtension: [{url: 'https://x.example/StructureDefinition/condition-result', ...valued('POSITIVE')}],
        },
      ],
      modifierExtension: [{url: 'https://x.example/sure', valueString: 'perhaps'}],
    });
    expect(title).to.equal('Not clear: Sister – Cancer');
    expect(details.slice(1, 3)).to.deep.equal([
      {label: 'Sure', text: 'perhaps'},
      {label: 'Condition result', text: 'POSITIVE'},
    ]);
  });

  it('says what made up for testing means', () => {
    const {details} = recordOf({resourceType: 'Condition', ...plain, meta: {security: [{code: 'HTEST'}]}});
    expect(details[0]).to.deep.equal({
      label: 'Made up for testing',
      text: 'The source marks this as made up for testing. It does not tell what happened.',
    });
  });

  it('what a plan says not to do is said before what it is', () => {
    const {details} = recordOf({
      resourceType: 'CarePlan',
      status: 'active',
      title: 'Y',
      activity: [{detail: {code: concept('Exercise'), status: 'scheduled', doNotPerform: true}}],
    });
    expect(details.find(({label}) => label === 'Activity')!.text).to.match(/^Do not do: Exercise/);
  });

  for (const [name, resource] of [
    [
      'words beside a code of its own',
      {
        resourceType: 'Condition',
        id: '1',
        ...plain,
        verificationStatus: coded('9', 'Entered in Error', 'urn:oid:1.2.3'),
      },
    ],
    ['status in words', {resourceType: 'Procedure', id: '1', ...plain, status: {text: 'Entered in Error'}}],
    ['status', observation('1', {status: 'entered-in-error'})],
    [
      'verificationStatus',
      {resourceType: 'Condition', id: '1', ...plain, verificationStatus: coded('entered-in-error')},
    ],
    [
      'docStatus',
      {
        resourceType: 'DocumentReference',
        id: '1',
        status: 'current',
        docStatus: 'entered-in-error',
        type: concept('Note'),
      },
    ],
  ] as const) {
    it(`keeps what was entered by mistake apart, with its record (${name})`, () => {
      const {records, aside, raws} = mapAll([resource]);
      expect(records).to.have.length(0);
      expect(aside[0]).to.include({
        state: 'entered_in_error',
        reason: 'entered_in_error',
        recordId: `${(resource as Json).resourceType as string}/1`,
      });
      expect(aside[0]!.record!.title).to.match(/^Entered by mistake: /);
      expect(aside[0]!.record!.negated).to.equal(true);
      expect(raws.has(aside[0]!.record!.id)).to.equal(true);
    });
  }
});
