import {HumanKit, humanCode, midnight} from '../human-kit.js';
import {asUtc} from '../new-york.js';
import {hexId} from '../../simulator/institutions.js';
import {A1C, MAYA, PANELS, STORY} from './story.js';
import {drawTime, valueOf} from './visits.js';
import type {HumanSourceData} from '../../simulator/types.js';

/** The lab that reads Mount Sinai's samples since 2018: many of its results are copies, some are its own. */
export const harborLabs = (): HumanSourceData => {
  const kit = new HumanKit('Harbor Labs', hexId('harbor-labs-jersey-city'));
  for (const visit of STORY.filter(({day}) => day >= '2018')) {
    const {day, panels} = visit;
    const at = asUtc(day, drawTime(visit));
    for (const name of panels) {
      const panel = PANELS[name];
      // a lab says the day only where the sample came by courier
      const when = day > '2024' ? midnight(day) : at;
      if (panel && day < '2022') {
        const components = panel.members.map(member => kit.component(member, valueOf(member, day)));
        kit.test(panel.title, at, components);
        continue;
      }
      // since 2022 it sends every analyte as a result of its own
      for (const key of panel?.members ?? [name]) {
        const component = kit.component(key, valueOf(key, day));
        kit.test(component['name'] as string, panel ? at : when, [component]);
      }
    }
  }
  // walk-ins that the hospital never saw
  const walkIns: readonly [string, string, number][] = [
    ['2015-09-21', 'ferritin', 22],
    ['2016-02-08', 'tsh', 2.2],
    ['2016-09-12', 'ferritin', 41],
    ['2019-05-06', 'crp', 1.4],
    ['2020-10-19', 'vitamind', 24],
    ['2023-08-28', 'alt', 26],
    ['2023-08-28', 'ast', 23],
    ['2025-01-13', 'vitamind', 36],
    ['2025-08-11', 'ferritin', 63],
  ];
  for (const [day, key, value] of walkIns) {
    const component = kit.component(key, value);
    kit.test(component['name'] as string, midnight(day), [component], {orderedBy: {name: ''}});
  }
  // as such feeds are: a unit in the value, line breaks as markup, an object where a name belongs, old spellings of dates
  kit.test('Glucose, random', midnight('2022-11-02'), [
    {
      name: 'Glucose',
      value: '118 mg/dL',
      refRange: '70 - 99',
      componentComments: 'Sample arrived late.<br/>Read with care.',
      codes: [humanCode('loinc:2345-7')],
    },
  ]);
  kit.test('Hepatitis C antibody', midnight('2020-10-19'), [
    {
      name: 'Hepatitis C antibody',
      value: 'Nonreactive',
      refRange: 'Nonreactive',
      unit: '',
      codes: [humanCode('loinc:16128-1')],
    },
  ]);
  kit.test('GGT', midnight('2023-08-28'), [
    {name: 'GGT', value: '19', unit: 'U/L', refRange: '> 5 U/L; < 36 U/L', codes: [humanCode('loinc:2324-2')]},
  ]);
  kit.test('Pregnancy test, urine', 'Mon Jul 07 2014 14:40:26 GMT-0700 (PDT)', [{name: 'hCG', value: 'Negative'}], {
    orderedBy: {name: '[object Object]'},
  });
  kit.test('Drug screen for work', '01/27/2012', [], {status: 'completed'});
  kit.test('Urinalysis', '03-05-2013', [], {status: 'Edited Result - FINAL'});
  kit.test('Stool test', '', [], {status: 'completed', components: []});
  kit.add('demographics', {source: undefined, name: MAYA.name, dob: MAYA.birthDate});
  kit.add('organizations', {name: 'Harbor Labs', phone: ''});
  return kit.finish('lab', '2026-02-03T15:20:00.000Z', {
    id: hexId('profile maya'),
    name: MAYA.name,
    dob: `${MAYA.birthDate}T00:00:00.000Z`,
    gender: 'F',
  });
};

/** Days on which an HbA1c stands at both places, for tests of merging. */
export const sharedDays = (): string[] => STORY.map(({day}) => day).filter(day => day >= '2018' && day in A1C);
