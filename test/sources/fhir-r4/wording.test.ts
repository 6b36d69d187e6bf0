import {expect} from '@open-wc/testing';
import {coded, concept, detail, LOINC, observation, recordOf, SNOMED, type Json} from './bench.js';

/** What published records and other people's servers write, and how it must read. */
const title = (resource: Json, ...beside: Json[]): string => recordOf(resource, ...beside).title;
const UCUM = 'http://unitsofmeasure.org';
const V2_0074 = 'http://terminology.hl7.org/CodeSystem/v2-0074';
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const CVX = 'http://hl7.org/fhir/sid/cvx';

describe('FHIR: titles', () => {
  const CASES: [string, Json, string][] = [
    [
      'an unknown type of visit gives way to its class',
      {
        resourceType: 'Encounter',
        type: [coded('261665006', 'Unknown (qualifier value)')],
        class: {code: 'IMP', display: 'inpatient encounter'},
      },
      'Hospital stay',
    ],
    [
      'a visit without type and class is named by its reason',
      {resourceType: 'Encounter', status: 'finished', reasonCode: [concept('Cough')]},
      'Visit: Cough',
    ],
    [
      'what is asserted is the value',
      {
        ...observation('1'),
        code: {coding: [{code: 'ASSERTION', display: 'Assertion'}]},
        valueCodeableConcept: coded('1', 'Never smoker'),
      },
      'Never smoker',
    ],
    [
      'a code made of words reads as words',
      {
        resourceType: 'AllergyIntolerance',
        code: {
          coding: [
            {system: 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code: 'no-known-food-allergies'},
          ],
        },
      },
      'No known food allergies',
    ],
    [
      'a code alone stands for itself',
      {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationCodeableConcept: coded('69230014620', undefined, 'http://hl7.org/fhir/sid/ndc'),
      },
      '69230014620',
    ],
    ['words stay as they were written', {resourceType: 'Procedure', code: coded('1', 'follow-up')}, 'follow-up'],
    [
      'a document whose kind is only a code',
      {resourceType: 'DocumentReference', status: 'current', type: coded('34133-9', undefined, LOINC)},
      'Summary of care',
    ],
    [
      'a relative who is only a code',
      {
        resourceType: 'FamilyMemberHistory',
        status: 'completed',
        relationship: coded('MGRMTH', undefined, 'http://terminology.hl7.org/CodeSystem/v3-RoleCode'),
        condition: [{code: concept('Diabetes')}],
      },
      'Family history: Mother’s mother – Diabetes',
    ],
    [
      'a way of taking pictures without words',
      {resourceType: 'ImagingStudy', status: 'available', modality: [{system: DICOM, code: 'MR'}]},
      'MRI',
    ],
    [
      'a medicine of several has all of their names',
      {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationReference: {reference: '#m'},
        contained: [
          {
            resourceType: 'Medication',
            id: 'm',
            ingredient: [{itemCodeableConcept: concept('Ibuprofen')}, {itemReference: {display: 'Codeine'}}],
          },
        ],
      },
      'Ibuprofen + Codeine',
    ],
    [
      'a questionnaire that lies in its answers',
      {
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        questionnaire: '#q',
        contained: [{resourceType: 'Questionnaire', id: 'q', title: 'First visit'}],
      },
      'Questionnaire: First visit',
    ],
    ['a vital sign without words', observation('1', {code: coded('8867-4', undefined, LOINC)}), 'Heart rate'],
    [
      'a smoking status without words',
      observation('1', {code: coded('72166-2', undefined, LOINC)}),
      'Tobacco smoking status',
    ],
    [
      'a care plan is not named "care plan"',
      {
        resourceType: 'CarePlan',
        status: 'active',
        category: [coded('assess-plan', 'Assessment and Plan of Treatment'), concept('Respiratory therapy')],
        activity: [{detail: {code: concept('Deep breathing')}}],
      },
      'Respiratory therapy',
    ],
    [
      'a care plan is not named by what must not be done',
      {
        resourceType: 'CarePlan',
        status: 'active',
        activity: [{detail: {code: concept('Lobectomy'), doNotPerform: true}}],
      },
      'Care plan without a name',
    ],
    [
      'a care team is named by those who care, not by the patient',
      {
        resourceType: 'CareTeam',
        participant: [
          {member: {reference: 'Patient/me', display: 'Amy Shaw'}},
          {member: {reference: 'Practitioner/p', display: 'Dr. Bone'}},
        ],
      },
      'Care team: Dr. Bone',
    ],
    [
      'no vaccine given is no vaccine',
      {resourceType: 'Immunization', status: 'completed', vaccineCode: coded('998', 'no vaccine administered', CVX)},
      'no vaccine administered',
    ],
    [
      'a sound is no picture',
      {resourceType: 'Media', status: 'completed', content: {contentType: 'audio/mpeg', url: 'Binary/1'}},
      'Picture or recording without a name',
    ],
    [
      'a partial report says so',
      {resourceType: 'DiagnosticReport', status: 'partial', code: concept('Culture')},
      'Partly done: Culture',
    ],
    [
      'one of several options says so',
      {resourceType: 'ServiceRequest', status: 'active', intent: 'option', code: concept('CT')},
      'Possible: Order: CT',
    ],
  ];
  for (const [name, resource, expected] of CASES) it(name, () => expect(title(resource)).to.equal(expected));

  it('no vaccine given is never counted as one', () => {
    const record = recordOf({
      resourceType: 'Immunization',
      status: 'completed',
      vaccineCode: coded('998', undefined, CVX),
    });
    expect(record.negated).to.equal(true);
  });
});

describe('FHIR: how to take it', () => {
  const dose = (dosage: Json): string | undefined =>
    recordOf({
      resourceType: 'MedicationRequest',
      status: 'active',
      medicationCodeableConcept: concept('Drug'),
      dosageInstruction: [dosage],
    }).subtitle;
  const daily = {repeat: {frequency: 1, period: 1, periodUnit: 'd'}};
  const CASES: [string, Json, string | undefined][] = [
    ['its own text', {text: '10 mL bid', route: concept('Oral')}, '10 mL bid'],
    [
      'what the patient is told besides',
      {text: '10 mL bid', patientInstruction: 'Shake well'},
      '10 mL bid, Shake well',
    ],
    ['nothing twice', {text: 'Take 1 tablet daily', patientInstruction: 'take 1 tablet'}, 'Take 1 tablet daily'],
    [
      'dose, way and times',
      {
        doseAndRate: [{type: concept('Ordered'), doseQuantity: {value: 1, unit: 'tablet'}}],
        route: concept('Oral'),
        timing: daily,
        asNeededBoolean: false,
      },
      '1 tablet, Oral, every day',
    ],
    ['a bare number as dose', {doseAndRate: [{doseQuantity: {value: 2}}], timing: daily}, 'Dose: 2, every day'],
    [
      'a range of doses and of times, as needed',
      {
        doseAndRate: [{doseRange: {low: {value: 1, unit: 'tablet'}, high: {value: 2, unit: 'tablet'}}}],
        timing: {repeat: {frequency: 1, period: 4, periodMax: 6, periodUnit: 'h'}},
        asNeededCodeableConcept: concept('pain'),
      },
      '1 – 2 tablet, every 4–6 hours, as needed: pain',
    ],
    [
      'before meals and at bedtime',
      {
        doseAndRate: [{doseQuantity: {value: 5, unit: 'mg'}}],
        timing: {repeat: {frequency: 3, period: 1, periodUnit: 'd', when: ['AC', 'HS']}},
      },
      '5 mg, 3 times every day, before meals, at bedtime',
    ],
    [
      'days and hours',
      {asNeededBoolean: false, timing: {repeat: {dayOfWeek: ['mon', 'thu'], timeOfDay: ['08:00:00']}}},
      'on mon, thu, at 08:00',
    ],
    [
      'a timing that is only a code',
      {timing: {code: concept('Twice a day')}, asNeededBoolean: true},
      'Twice a day, as needed',
    ],
    ['a timing with code and times', {timing: {...daily, code: {text: 'QD'}}, asNeededBoolean: false}, 'every day'],
    [
      'for how long, and how much at once',
      {
        doseAndRate: [{doseQuantity: {value: 20, unit: 'mg'}}],
        timing: {repeat: {...daily.repeat, boundsDuration: {value: 5, unit: 'd'}}},
        maxDosePerAdministration: {value: 40, unit: 'mg'},
      },
      '20 mg, every day, for 5 days, no more than 40 mg at once',
    ],
    [
      'until when',
      {timing: {repeat: {...daily.repeat, boundsPeriod: {start: '2022-02-02', end: '2022-02-09'}}}},
      'every day, 2022-02-02 – 2022-02-09',
    ],
    [
      'for about how long',
      {timing: {repeat: {...daily.repeat, boundsRange: {low: {value: 7, unit: 'd'}, high: {value: 10, unit: 'd'}}}}},
      'every day, for 7 days – 10 days',
    ],
    ['how often in all', {timing: {repeat: {...daily.repeat, count: 3}}}, 'every day, 3 times in all'],
    [
      'how long each time',
      {timing: {repeat: {frequency: 1, period: 12, periodUnit: 'h', duration: 90, durationUnit: 'min'}}},
      'every 12 hours, 90 minutes each time',
    ],
    ['how long before a meal', {timing: {repeat: {when: ['ACM'], offset: 30}}}, '30 minutes before breakfast'],
    ['how long from bedtime', {timing: {repeat: {when: ['HS'], offset: 60}}}, 'at bedtime (60 minutes apart)'],
    [
      'parts of a day, and what nobody here knows',
      {timing: {repeat: {when: ['MORN.early', 'ICD', 'XYZ']}}},
      'early in the morning, between lunch and dinner, XYZ',
    ],
    [
      'a timing with a code and an end',
      {timing: {code: {text: 'BID'}, repeat: {boundsPeriod: {end: '2022-02-09'}}}},
      'BID, until 2022-02-09',
    ],
    ['times that name no period', {timing: {repeat: {frequency: 3}}}, '3 times'],
    [
      'the most of a lifetime',
      {
        doseAndRate: [{doseQuantity: {value: 50, unit: 'mg'}}],
        maxDosePerLifetime: {value: 550, unit: 'mg'},
      },
      '50 mg, no more than 550 mg in a lifetime',
    ],
    ['nothing', {asNeededBoolean: false}, undefined],
  ];
  for (const [name, dosage, expected] of CASES) it(name, () => expect(dose(dosage)).to.equal(expected));

  it('tells refills and how long it lasts', () => {
    const record = recordOf({
      resourceType: 'MedicationRequest',
      status: 'active',
      medicationCodeableConcept: concept('Drug'),
      dispenseRequest: {
        numberOfRepeatsAllowed: 3,
        quantity: {value: 30, unit: 'tablets'},
        expectedSupplyDuration: {value: 10, unit: 'd'},
        validityPeriod: {start: '2020-01-01'},
      },
    });
    expect(detail(record, 'Supply')).to.equal('Refills: 3, 30 tablets, Lasts: 10 days, Valid: from 2020-01-01');
  });
});

describe('FHIR: details', () => {
  const procedure = (more: Json) =>
    recordOf({resourceType: 'Procedure', status: 'completed', code: concept('P'), ...more});
  it('a reference with a name and no address is its name', () => {
    expect(detail(procedure({location: {type: 'Location', display: 'Pharmacy 738'}}), 'Location')).to.equal(
      'Pharmacy 738',
    );
  });
  it('a code with words and no list is its words', () => {
    expect(detail(procedure({outcome: {code: 'ok', display: 'Went well'}}), 'Outcome')).to.equal('Went well');
  });
  it('a report as a value is told in full, and begins as the value', () => {
    const report = 'No change. '.repeat(100) + 'Biopsy advised';
    const record = recordOf(observation('1', {valueString: report}));
    expect(record.value).to.match(/^No change\..*…$/);
    expect(record.value!.length).to.be.lessThan(700);
    expect(detail(record, 'Result')).to.equal(report);
  });

  it('a conclusion and notes are told to their end', () => {
    const report = 'Unremarkable. '.repeat(400) + 'New nodule';
    const record = recordOf({
      resourceType: 'DiagnosticReport',
      code: concept('CT'),
      conclusion: report,
      note: [{text: 'one '.repeat(200)}, {text: 'hemolysed'}],
    });
    expect(detail(record, 'Conclusion')).to.equal(report);
    expect(detail(record, 'Note')).to.match(/hemolysed$/);
  });

  it('no step and no reaction is left out without a sign of it', () => {
    const steps = (count: number): string | undefined =>
      detail(
        recordOf({
          resourceType: 'MedicationStatement',
          medicationCodeableConcept: concept('Drug'),
          dosage: Array.from({length: count}, (_, at) => ({text: `step ${at + 1}`})),
        }),
        'How to take it',
      );
    expect(steps(14)).to.match(/step 14$/);
    expect(steps(500)).to.match(/step 500$/);
    // 1,878 of them are as long as a detail can be
    expect(steps(2500)).to.match(/step 18\d\d; … \+6\d\d$/);
    const reaction = recordOf({
      resourceType: 'AllergyIntolerance',
      code: concept('Peanut'),
      reaction: [
        {
          manifestation: 'Hives Itch Cough Wheeze Nausea Swelling Fainting Anaphylaxis'
            .split(' ')
            .map(name => concept(name)),
        },
      ],
    });
    expect(detail(reaction, 'Reaction')).to.match(/Swelling; Fainting; Anaphylaxis$/);
    const series = recordOf({
      resourceType: 'ImagingStudy',
      status: 'available',
      series: Array.from({length: 30}, (_, at) => ({number: at + 1, description: `Series ${at + 1}`})),
    });
    expect(detail(series, 'Series'))
      .to.contain('Series 17;')
      .and.to.match(/Series 30$/);
    const many = Object.fromEntries(
      Array.from({length: 30}, (_, at) => [`part${'abcdefghijklmnopqrstuvwxyzABCD'[at]}`, at]),
    );
    expect(detail(procedure({used: [many]}), 'Used')).to.match(/: 29$/);
  });

  it('questions beyond what can be shown are counted', () => {
    const {details} = recordOf({
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      item: Array.from({length: 1200}, (_, at) => ({linkId: `${at}`, text: `Q${at}`, answer: [{valueInteger: at}]})),
    });
    expect(details.filter(({label}) => label.startsWith('Q'))).to.have.length(1000);
    expect(details.at(-1)).to.deep.equal({label: 'More answers', text: '200'});
  });

  it('of a note it is told who wrote it, and when', () => {
    const note = [
      {text: 'Watch this', authorString: 'Dr. Bone', time: '2020-01-02T10:00:00Z'},
      {text: 'And this', authorReference: {display: 'Dr. May'}},
      {text: 'unknown', time: '2020-01-02T10:00:00Z'},
    ];
    expect(detail(procedure({note}), 'Note')).to.equal(
      'Watch this (Dr. Bone, 2020-01-02T10:00:00Z); And this (Dr. May)',
    );
  });

  it('a result whose category is not known is a result of a laboratory', () => {
    const unknown = {
      extension: [{url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown'}],
    };
    const glucose = observation('1', {
      code: concept('Glucose', '2339-0'),
      category: [unknown],
      valueQuantity: {value: 5},
    });
    expect(recordOf(glucose).category).to.equal('lab');
  });
  it('what a source added to the fields is told with the end of its address', () => {
    const CORE = 'http://hl7.org/fhir/us/core/StructureDefinition';
    const {details} = procedure({
      extension: [
        {url: 'http://hl7.org/fhir/StructureDefinition/procedure-incisionDateTime', valueDateTime: '2013-04-05'},
        {
          url: `${CORE}/us-core-medication-adherence`,
          extension: [
            {url: 'medicationAdherence', valueCodeableConcept: concept('Taken as told')},
            {url: 'dateAsserted', valueDateTime: '2023-01-02'},
          ],
        },
        {url: 'https://x.example/why', valueCodeableConcept: {text: 'Patient refused'}},
        {url: 'http://hl7.org/fhir/StructureDefinition/narrativeLink', valueUrl: '#a'},
        {url: 'https://x.example/where', valueUri: 'urn:uuid:1'},
        {url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown'},
        {url: 'https://x.example/empty', valueString: ''},
        {valueString: 'nameless'},
      ],
      bodySite: [
        {
          text: 'Breast',
          extension: [{url: 'https://x.example/mcode-laterality-qualifier', valueCodeableConcept: {text: 'Left'}}],
        },
      ],
    });
    expect(details).to.deep.equal([
      {label: 'Body site', text: 'Breast'},
      {label: 'Incision date time', text: '2013-04-05'},
      {label: 'Medication adherence', text: 'Taken as told, Date asserted: 2023-01-02'},
      {label: 'Why', text: 'Patient refused'},
      {label: 'Laterality qualifier', text: 'Left'},
    ]);
    const standing = {
      url: 'http://hl7.org/fhir/StructureDefinition/observation-bodyPosition',
      valueCodeableConcept: {text: 'Standing'},
    };
    expect(detail(recordOf(observation('1', {extension: [standing]})), 'Body position')).to.equal('Standing');
  });
  it('codes of medicines handed over, of people and of consent are words', () => {
    const V3 = 'http://terminology.hl7.org/CodeSystem';
    const dispense = recordOf({
      resourceType: 'MedicationDispense',
      medicationCodeableConcept: concept('Drug'),
      type: coded('RFP', undefined, `${V3}/v3-ActCode`),
    });
    expect(detail(dispense, 'Type')).to.equal('Refill, part of it');
    const performer = [{function: coded('AP', undefined, `${V3}/v2-0443`), actor: {display: 'Dr. Bone'}}];
    expect(detail(procedure({performer}), 'Done by')).to.equal('Gave it, Dr. Bone');
    const consent = recordOf({
      resourceType: 'Consent',
      scope: concept('Patient privacy'),
      policyRule: coded('OPTOUT', undefined, `${V3}/v3-ActCode`),
    });
    expect(consent.subtitle).to.equal('Opted out');
  });
  it('a code in a field that is no status is not read as one', () => {
    const {details} = recordOf({
      resourceType: 'Immunization',
      vaccineCode: concept('Hepatitis B'),
      subpotentReason: [{coding: [{code: 'partial'}]}],
    });
    expect(details).to.deep.include({label: 'Subpotent reason', text: 'Partial'});
  });
  it('a status keeps the signs of its words', () => {
    expect(detail(procedure({outcome: {coding: [{code: 'partial'}]}}), 'Outcome')).to.equal(
      'Partly done, more to come',
    );
  });
  it('an answer that is only a code is that code', () => {
    const record = recordOf({
      resourceType: 'QuestionnaireResponse',
      item: [{linkId: '1', text: 'Vitamin K', answer: [{valueCoding: {code: 'INJECTION'}}]}],
    });
    expect(detail(record, 'Vitamin K')).to.equal('INJECTION');
  });
  it('a code that only machines read is no unit', () => {
    const quantity = {value: 5, code: '415818006', system: SNOMED};
    expect(detail(procedure({quantity}), 'Quantity')).to.equal('5');
  });
  it('a ratio with one side only keeps it', () => {
    const strength = {denominator: {value: 5, unit: 'mL'}};
    expect(detail(procedure({strength}), 'Strength')).to.equal('? / 5 mL');
  });
  it('a field is not labelled by its datatype', () => {
    expect(procedure({used: [{allowedUnsignedInt: 20}]}).details).to.deep.include({label: 'Used', text: 'Allowed: 20'});
  });

  it('what says nothing is not said', () => {
    for (const text of ['-', '?????', 'unknown', '.'])
      expect(detail(procedure({note: [{text}]}), 'Note'), text).to.equal(undefined);
  });
  it('of many names a title has three and a sign that there are more, and all are told', () => {
    const names = ['Eye test', 'Field test', 'Slit lamp', 'Refraction'];
    const visit = recordOf({resourceType: 'Encounter', status: 'finished', type: names.map(name => concept(name))});
    expect(visit.title).to.equal('Eye test, Field test, Slit lamp, …');
    expect(detail(visit, 'Type')).to.equal(names.join('; '));
  });
  it('a reason as a code and as a reference is told once', () => {
    const {details} = procedure({
      reasonCode: [concept('Pain')],
      reasonReference: [{reference: 'Condition/1', display: 'Pain'}],
    });
    expect(details.filter(({label}) => label === 'Reason')).to.deep.equal([{label: 'Reason', text: 'Pain'}]);
  });
  it('an age is in years', () => {
    const record = recordOf({
      resourceType: 'FamilyMemberHistory',
      status: 'completed',
      relationship: concept('Father'),
      condition: [{code: concept('Stroke'), onsetAge: {value: 57, unit: 'a', system: UCUM, code: 'a'}}],
    });
    expect(detail(record, 'Condition')).to.equal('Stroke, Onset age: 57 years');
  });
  it('why nothing is known of a relative is told', () => {
    const record = recordOf({
      resourceType: 'FamilyMemberHistory',
      status: 'health-unknown',
      relationship: concept('Father'),
      dataAbsentReason: coded('subject-unknown', 'Subject Unknown'),
    });
    expect(detail(record, 'Data absent reason')).to.equal('Subject Unknown');
  });
  it('a class of visits is in words', () => {
    const record = recordOf({
      resourceType: 'Encounter',
      status: 'finished',
      type: [concept('Check')],
      class: {code: 'AMB'},
    });
    expect(detail(record, 'Class')).to.equal('Outpatient visit');
  });
  it('numbers that only machines read are left out', () => {
    const record = recordOf({
      resourceType: 'ImagingStudy',
      status: 'available',
      description: 'CT',
      series: [
        {
          uid: '1.2.840.99',
          bodySite: {system: SNOMED, code: '1', display: 'Head'},
          instance: [{uid: '1.2', sopClass: {system: 'urn:ietf:rfc:3986', code: 'urn:oid:1.2.840'}}],
        },
      ],
    });
    expect(record.subtitle).to.equal('Head');
    expect(JSON.stringify(record.details)).to.not.contain('1.2.840');
  });
  it('from where and to where a hospital stay led is told apart', () => {
    const hospitalization = {admitSource: concept('Emergency room'), dischargeDisposition: concept('Home')};
    expect(
      detail(recordOf({resourceType: 'Encounter', status: 'finished', hospitalization}), 'Hospitalization'),
    ).to.equal('Admit source: Emergency room, Discharge disposition: Home');
  });
  it('a section of a laboratory and a kind of insurance are in words', () => {
    const report = {
      resourceType: 'DiagnosticReport',
      code: concept('Smear'),
      category: [coded('HM', undefined, V2_0074)],
    };
    expect(detail(recordOf(report), 'Category')).to.equal('Blood cells');
    const type = coded('EHCPOL', undefined, 'http://terminology.hl7.org/CodeSystem/v3-ActCode');
    expect(title({resourceType: 'Coverage', status: 'active', type})).to.equal('Insurance: Extended health insurance');
    const local = {...report, category: [coded('HM', undefined, 'https://x.example/sections')]};
    expect(detail(recordOf(local), 'Category')).to.equal('HM');
  });
  it('a way of taking pictures is in words', () => {
    const study = {
      resourceType: 'ImagingStudy',
      status: 'available',
      description: 'Knee',
      modality: [{system: DICOM, code: 'MR'}],
    };
    expect(detail(recordOf(study), 'Modality')).to.equal('MRI');
  });
  it('a clinical status in SNOMED CT is in words, and an unreadable one is left out', () => {
    const of = (clinicalStatus: Json) =>
      recordOf({resourceType: 'Condition', code: concept('X'), clinicalStatus}).status;
    expect(of(coded('55561003'))).to.equal('Active');
    expect(of(coded('413322009', 'Resolved'))).to.equal('Resolved');
    expect(of(coded('81323004'))).to.equal(undefined);
    expect(of(coded('7', 'Under control'))).to.equal('Under control');
  });
});

describe('FHIR: narratives', () => {
  const div =
    '<div xmlns="http://www.w3.org/1999/xhtml"><style>p{}</style><p>Walk &amp; rest</p><ul><li>1&#160;km</li></ul></div>';
  const plan = (more: Json): Json => ({resourceType: 'CarePlan', status: 'active', title: 'Plan', ...more});
  it('of a care plan is read as text', () => {
    expect(detail(recordOf(plan({text: {status: 'generated', div}})), 'In words')).to.equal('Walk & rest\n1 km');
  });
  it('that its author marked as additional is read', () => {
    const record = recordOf({resourceType: 'Procedure', code: concept('P'), text: {status: 'additional', div}});
    expect(detail(record, 'In words')).to.equal('Walk & rest\n1 km');
  });
  it('is all that there is of a resource without a name', () => {
    expect(detail(recordOf({resourceType: 'Procedure', text: {status: 'generated', div}}), 'In words')).to.contain(
      'Walk',
    );
  });
  it('made from fields that are told is not told again', () => {
    expect(
      recordOf({resourceType: 'Procedure', code: concept('P'), text: {status: 'generated', div}}).details,
    ).to.deep.equal([]);
  });
  it('that software made for software is left out', () => {
    for (const words of ['<p><b>Generated Narrative with Details</b></p><p>id: f002</p>', '[Put rendering here]'])
      expect(recordOf(plan({text: {status: 'generated', div: `<div>${words}</div>`}})).details).to.deep.equal([]);
  });
  it('stays text, whatever was written as entities', () => {
    const hostile = '<div>&lt;img src=x onerror=alert(1)&gt;<script>alert(2)</script></div>';
    expect(detail(recordOf(plan({text: {div: hostile}})), 'In words')).to.equal('<img src=x onerror=alert(1)>');
  });
});

describe('FHIR: ranges that judge nothing', () => {
  const of = (range: Json, value: Json = {value: 6, unit: 'mmol/L'}) =>
    recordOf(observation('1', {valueQuantity: value, referenceRange: [range]}));
  it('in another unit', () => {
    expect(of({low: {value: 70, unit: 'mg/dL'}, high: {value: 99, unit: 'mg/dL'}})).to.not.have.any.keys(
      'flag',
      'low',
      'high',
    );
  });
  it('in another unit by its code', () => {
    const value = {value: 6, unit: 'mmol', code: 'mmol/L', system: UCUM};
    expect(of({high: {value: 99, unit: 'mmol', code: 'mg/dL'}}, value).flag).to.equal(undefined);
  });
  it('upside down', () => expect(of({low: {value: 60}, high: {value: 50}}).flag).to.equal(undefined));
  it('"NA" is no range', () => expect(of({text: 'NA'}).range).to.equal(undefined));
  it('but one bound that holds is enough', () =>
    expect(of({high: {value: 7, unit: 'mmol/L'}}).flag).to.equal('normal'));
});

describe('FHIR: a dose behind a text', () => {
  const taken = (dosage: Json): string | undefined =>
    detail(
      recordOf({
        resourceType: 'MedicationRequest',
        medicationCodeableConcept: concept('Methotrexate'),
        dosageInstruction: [dosage],
      }),
      'How to take it',
    );
  const weekly = {repeat: {frequency: 1, period: 1, periodUnit: 'wk'}};
  const twice = {repeat: {frequency: 2, period: 1, periodUnit: 'd'}};
  const dose = (value: number, unit: string) => [{doseQuantity: {value, unit}}];
  const CASES: [string, Json, string][] = [
    [
      'is said where the text says neither how much nor how often',
      {text: 'as directed', timing: weekly, doseAndRate: dose(15, 'mg')},
      'as directed, 15 mg, every week',
    ],
    [
      'is said where the text says another one',
      {text: 'Take 5 mg daily', timing: weekly, doseAndRate: dose(15, 'mg')},
      'Take 5 mg daily, 15 mg, every week',
    ],
    ['is said in another unit', {text: 'Take 15 mg', doseAndRate: dose(15, 'g')}, 'Take 15 mg, 15 g'],
    [
      'is not said again',
      {
        text: 'Take one tablet by mouth twice daily',
        timing: twice,
        route: concept('Oral'),
        doseAndRate: dose(1, 'tablet'),
      },
      'Take one tablet by mouth twice daily',
    ],
    [
      'is not said again where the text has abbreviations',
      {
        text: '1 tab PO BID prn',
        timing: twice,
        route: concept('Oral route'),
        asNeededBoolean: true,
        doseAndRate: dose(1, 'tab'),
      },
      '1 tab PO BID prn',
    ],
    ['that was given', {text: 'as ordered', dose: {value: 15, unit: 'mg'}}, 'as ordered, 15 mg'],
    ['tells a way that is not told', {text: 'as directed', route: concept('Intrathecal')}, 'as directed, Intrathecal'],
    [
      'tells when it is needed, and the most',
      {
        text: 'Take 1 tablet',
        asNeededCodeableConcept: concept('pain'),
        maxDosePerPeriod: {numerator: {value: 4, unit: 'tablets'}, denominator: {value: 1, unit: 'day'}},
      },
      'Take 1 tablet, as needed: pain, no more than 4 tablets / 1 day',
    ],
  ];
  for (const [name, dosage, expected] of CASES) it(name, () => expect(taken(dosage)).to.equal(expected));
});
