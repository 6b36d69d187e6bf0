import type {Category} from '../../../records/model.js';
import type {Stream} from '../../source.js';

/** Searches that take the place of a refused one, as US Core asks for them. */
const NARROWER: Readonly<Record<string, string>> = {
  Observation: 'category laboratory vital-signs social-history survey exam imaging procedure activity',
  Condition: 'category problem-list-item encounter-diagnosis health-concern',
  MedicationRequest: 'intent order plan proposal original-order reflex-order filler-order instance-order option',
  DocumentReference: 'category clinical-note',
  CarePlan: 'category assess-plan',
};

/** Searches for observations whose entries become one category. */
const ONLY: Readonly<Record<string, Category>> = {
  laboratory: 'lab',
  'vital-signs': 'vital',
  'social-history': 'social',
  survey: 'social',
  activity: 'social',
  exam: 'other',
  imaging: 'imaging',
  procedure: 'procedure',
};

/** Narrower streams for a bare search; none for a search that is narrow already. */
export const narrower = ({id, categories, also = []}: Stream): Stream[] => {
  const [parameter, ...values] = Object.hasOwn(NARROWER, id) ? NARROWER[id]!.split(' ') : [];
  return values.map(value => {
    const only = id === 'Observation' && ONLY[value];
    const feeds = !only ? {categories} : also.includes(only) ? {categories: [], also: [only]} : {categories: [only]};
    return {id: `${id}?${parameter}=${value}`, ...feeds};
  });
};
