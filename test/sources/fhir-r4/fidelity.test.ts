import {expect} from '@open-wc/testing';
import {coded, concept, detail, LOINC, mapAll, observation, recordOf, type Json} from './bench.js';

/** What a resource says and a doctor would ask for must stand in its record. */
const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';
const title = (resource: Json, ...beside: Json[]): string => recordOf(resource, ...beside).title;

describe('FHIR: parts that hold a reference under the name "reference"', () => {
  it('what a care plan does is told, and how it went', () => {
    const plan = recordOf({
      resourceType: 'CarePlan',
      status: 'active',
      title: 'After the fall',
      activity: [
        {reference: {reference: 'ServiceRequest/7', display: 'Physical therapy'}},
        {reference: {reference: 'ServiceRequest/8'}, outcomeCodeableConcept: [{text: 'Walks alone'}]},
      ],
    });
    expect(detail(plan, 'Activity')).to.equal('Physical therapy; Walks alone');
  });
  it('a plan is told with the name of an order on its page', () => {
    const order = {resourceType: 'ServiceRequest', id: '7', status: 'active', code: concept('Gait training')};
    const plan = {
      resourceType: 'CarePlan',
      status: 'active',
      title: 'After the fall',
      activity: [{reference: {reference: 'ServiceRequest/7'}}],
    };
    expect(detail(recordOf(plan, order), 'Activity')).to.equal('Gait training');
  });
  it('a consent says for whom it is', () => {
    const consent = recordOf({
      resourceType: 'Consent',
      status: 'active',
      scope: concept('Privacy'),
      provision: {type: 'deny', actor: [{role: {text: 'Recipient'}, reference: {display: 'Old Health Plan'}}]},
    });
    expect(detail(consent, 'Provision')).to.equal('Type: deny, Recipient, Old Health Plan');
  });
});

describe('FHIR: devices', () => {
  const cpap = {
    resourceType: 'Device',
    id: 'd',
    deviceName: [{name: 'Night mask', type: 'user-friendly-name'}],
  };
  it('a device is named without the kind of its name', () => {
    const use = {resourceType: 'DeviceUseStatement', status: 'active', device: {reference: '#d'}, contained: [cpap]};
    expect(title(use)).to.equal('Night mask');
    expect(detail(recordOf(observation('1', {device: {reference: 'Device/d'}}), cpap), 'Device')).to.equal(
      'Night mask',
    );
  });
});

describe('FHIR: entered in error', () => {
  for (const status of ['entered-in-error', 'entered-in-error ', 'Entered in Error', 'entered_in_error'])
    it(`"${status}" is set aside`, () => {
      const {records, aside} = mapAll([observation('1', {status})]);
      expect(records).to.deep.equal([]);
      expect(aside.map(({state}) => state)).to.deep.equal(['entered_in_error']);
    });
});

describe('FHIR: answers of questionnaires', () => {
  const answer = (valueQuantity: Json): string | undefined =>
    detail(
      recordOf({resourceType: 'QuestionnaireResponse', item: [{text: 'For how long', answer: [{valueQuantity}]}]}),
      'For how long',
    );
  const unit = {unit: 'years smoked', system: 'http://unitsofmeasure.org', code: 'a'};
  it('a number written as a text is told with its unit', () => {
    expect(answer({value: '20', ...unit})).to.equal('20 years smoked');
  });
  it('a unit alone is no answer', () => {
    expect(answer(unit)).to.equal(undefined);
  });
});

describe('FHIR: questions in groups', () => {
  const answersIn = (item: Json[]): string[] =>
    recordOf({resourceType: 'QuestionnaireResponse', item}).details.map(({label, text}) => `${label} → ${text}`);
  const years = {text: 'Number of years', answer: [{valueInteger: 20}]};
  it('are told with the name of their group', () => {
    const tobacco = {
      text: 'Tobacco',
      item: [years, {text: 'Packs', item: [{text: 'A day', answer: [{valueInteger: 1}]}]}],
    };
    expect(answersIn([{text: 'Habits', item: [tobacco, {item: [years]}]}])).to.deep.equal([
      'Tobacco – Number of years → 20',
      'Packs – A day → 1',
      'Habits – Number of years → 20',
    ]);
  });
  it('are told alone under a question with an answer, and under a heading that is a text of its own', () => {
    const sad = {text: 'Sad?', answer: [{valueBoolean: true, item: [{text: 'Since', answer: [{valueDate: '2019'}]}]}]};
    expect(answersIn([sad, {text: 'Long '.repeat(30), item: [years]}])).to.deep.equal([
      'Sad? → Yes',
      'Since → 2019',
      'Number of years → 20',
    ]);
  });
});

describe('FHIR: results that are only named', () => {
  it('are told in their report', () => {
    const report = recordOf({
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: concept('Genes'),
      result: [{display: 'BRCA1: no change found'}, {reference: 'Observation/1', display: 'Linked'}],
    });
    expect(detail(report, 'Result')).to.equal('BRCA1: no change found');
  });
});

describe('FHIR: long ranges', () => {
  it('are told whole: the part for this patient may be the last', () => {
    const text = `${'12-14 years: 4.4 – 5.2; '.repeat(20)}65 years and older: 3.8 – 5.8`;
    expect(recordOf(observation('1', {valueQuantity: {value: 4}, referenceRange: [{text}]})).range).to.equal(text);
  });
});

describe('FHIR: what needs its label', () => {
  it('an age in a family history is when it began', () => {
    const history = recordOf({
      resourceType: 'FamilyMemberHistory',
      status: 'completed',
      relationship: {text: 'Mother'},
      condition: [{code: {text: 'Breast cancer'}, onsetAge: {value: 45, unit: 'years'}, outcome: {text: 'Died'}}],
    });
    expect(detail(history, 'Condition')).to.equal('Breast cancer, Onset age: 45 years, Died');
  });
  it('a diagnosis of a visit says which it was', () => {
    const role = (code: string): Json => coded(code, undefined, `${TERMINOLOGY}/diagnosis-role`);
    const visit = recordOf({
      resourceType: 'Encounter',
      status: 'finished',
      class: {code: 'IMP'},
      diagnosis: [
        {condition: {display: 'Chest pain'}, use: role('AD')},
        {condition: {display: 'Pneumonia'}, use: {text: 'Final diagnosis'}},
      ],
    });
    expect(detail(visit, 'Diagnosis')).to.equal('Chest pain, Admission diagnosis; Pneumonia, Final diagnosis');
  });
  it('the use of an address or a number says nothing to a person', () => {
    const team = recordOf({
      resourceType: 'CareTeam',
      name: 'Team',
      telecom: [{system: 'phone', value: '555-0100', use: 'work'}],
    });
    expect(detail(team, 'Telecom')).to.equal('555-0100');
  });
  it('why a medicine was not handed over is told as any other reason', () => {
    const dispense = recordOf({
      resourceType: 'MedicationDispense',
      status: 'stopped',
      medicationCodeableConcept: concept('Drug'),
      statusReasonCodeableConcept: {text: 'Out of stock'},
    });
    expect(detail(dispense, 'Reason for the status')).to.equal('Out of stock');
  });
  it('a document says how far it is', () => {
    const document = (docStatus: string): string | undefined =>
      detail(
        recordOf({resourceType: 'DocumentReference', status: 'current', docStatus, type: concept('Note')}),
        'Status of the document',
      );
    expect(document('amended')).to.equal('Changed after it was final');
  });
});

describe('FHIR: what a medicine is made of', () => {
  const ingredient = (text: string, value: number): Json => ({
    itemCodeableConcept: {text},
    strength: {numerator: {value, unit: 'mEq'}, denominator: {value: 1000, unit: 'mL'}},
  });
  const mixture = {
    resourceType: 'Medication',
    id: 'm',
    code: {text: 'Potassium in water'},
    form: {text: 'Infusion'},
    ingredient: [ingredient('Potassium acetate', 40), ingredient('Potassium chloride', 20)],
    batch: {lotNumber: 'AB12', expirationDate: '2031-01-31'},
  };
  const order = {resourceType: 'MedicationRequest', status: 'active', intent: 'order'};
  it('is told with its strengths, form and batch', () => {
    const record = recordOf({...order, medicationReference: {reference: '#m'}, contained: [mixture]});
    expect(detail(record, 'Contains')).to.equal(
      'Potassium acetate, 40 mEq / 1000 mL; Potassium chloride, 20 mEq / 1000 mL',
    );
    expect(detail(record, 'Form')).to.equal('Infusion');
    expect(detail(record, 'Batch')).to.equal('Lot number: AB12, Expiration date: 2031-01-31');
  });
  it('is told of a medicine beside it too', () => {
    const record = recordOf({...order, medicationReference: {reference: 'Medication/m', display: 'Drip'}}, mixture);
    expect(detail(record, 'Form')).to.equal('Infusion');
  });
  it('says no more where nothing more is known', () => {
    expect(recordOf({...order, medicationReference: {display: 'Drip'}}).details).to.deep.equal([]);
  });
});

describe('FHIR: insurance', () => {
  const ADJUDICATION = `${TERMINOLOGY}/adjudication`;
  const CARIN = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication';
  const statement = (more: Json): Json => ({
    resourceType: 'ExplanationOfBenefit',
    status: 'active',
    type: coded('institutional', undefined, `${TERMINOLOGY}/claim-type`),
    ...more,
  });
  it('what was billed and paid is in words', () => {
    const sum = (code: string, system: string, value: number): Json => ({
      category: coded(code, undefined, system),
      amount: {value, currency: 'USD'},
    });
    const total = [sum('submitted', ADJUDICATION, 100), sum('paidbypatient', CARIN, 20), sum('x', ADJUDICATION, 1)];
    expect(detail(recordOf(statement({total})), 'Total')).to.equal(
      'Billed, 100 USD; Paid by the patient, 20 USD; x, 1 USD',
    );
  });
  it('a statement without items is named by its kind in words', () => {
    expect(title(statement({}))).to.equal('Insurance statement: Hospital or clinic');
  });
  const KINDS: readonly (readonly [system: string, code: string, words: string])[] = [
    [`${TERMINOLOGY}/v3-ActCode`, 'MCPOL', 'Managed care insurance'],
    [`${TERMINOLOGY}/v3-ActCode`, 'VISPOL', 'Vision insurance'],
    [`${TERMINOLOGY}/coverage-selfpay`, 'pay', 'Self-pay'],
    ['https://nahdo.org/sopt', '111', 'Medicare'],
    ['https://nahdo.org/sopt', '2', 'Medicaid'],
    ['https://nahdo.org/sopt', '512', 'Private health insurance'],
    ['https://nahdo.org/sopt', 'ZZZ', 'ZZZ'],
  ];
  for (const [system, code, words] of KINDS)
    it(`the kind ${code} reads "${words}"`, () => {
      expect(title({resourceType: 'Coverage', status: 'active', type: coded(code, undefined, system)})).to.equal(
        `Insurance: ${words}`,
      );
    });
  it('a statement that was cancelled is no medicine that was', () => {
    const item = [{productOrService: {text: 'Fluoxetine'}}];
    expect(title(statement({status: 'cancelled', item}))).to.equal('Cancelled: Insurance statement: Fluoxetine');
    expect(title({resourceType: 'Coverage', status: 'cancelled', type: {text: 'PPO'}})).to.equal(
      'Cancelled: Insurance: PPO',
    );
  });
  it('a consent that was rejected is no treatment that was', () => {
    expect(title({resourceType: 'Consent', status: 'rejected', scope: concept('Treatment')})).to.equal(
      'Declined: Consent: Treatment',
    );
  });
});

describe('FHIR: parts of one name', () => {
  const part = (code: string, value: number): Json => ({
    code: {text: 'BP', coding: [{system: LOINC, code}]},
    valueQuantity: {value, unit: 'mm[Hg]'},
  });
  it('are told apart by what their codes mean', () => {
    const {components} = recordOf(observation('1', {component: [part('8480-6', 124), part('8462-4', 88)]}));
    expect(components?.map(each => each.title)).to.deep.equal([
      'BP (Systolic blood pressure)',
      'BP (Diastolic blood pressure)',
    ]);
  });
  it('stay as they are where nothing tells them apart', () => {
    const {components} = recordOf(observation('1', {component: [part('1', 124), part('2', 88), part('8480-6', 1)]}));
    expect(components?.map(each => each.title)).to.deep.equal(['BP', 'BP', 'BP (Systolic blood pressure)']);
  });
});

describe('FHIR: spans of time', () => {
  it('of one moment are that moment', () => {
    const moment = '2022-07-07T09:43:56.000Z';
    const visit = recordOf({
      resourceType: 'CareTeam',
      name: 'Team',
      participant: [{member: {display: 'Dr. May'}, period: {start: moment, end: moment}}],
    });
    expect(detail(visit, 'Who took part')).to.equal(`Dr. May, ${moment}`);
  });
});

describe('FHIR: no family history', () => {
  it('is no illness', () => {
    const record = recordOf({resourceType: 'Condition', code: {text: 'No family history of diabetes'}});
    expect(record.title).to.equal('No family history of diabetes');
    expect(record.negated).to.equal(true);
  });
  it('is told first where only its code is known', () => {
    const record = recordOf({resourceType: 'Condition', code: coded('160266009', undefined, 'http://snomed.info/sct')});
    expect(record.negated).to.equal(true);
  });
  it('and one that there is stays what it is', () => {
    const record = recordOf({resourceType: 'Condition', code: {text: 'Family history of diabetes'}});
    expect(record.title).to.equal('Family history of diabetes');
    expect(record.negated).to.equal(undefined);
  });
});
