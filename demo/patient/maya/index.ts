import {FhirKit} from '../fhir-kit.js';
import {cornerPharmacy} from './corner-pharmacy.js';
import {harborLabs} from './harbor-labs.js';
import {addHistory} from './history.js';
import {lakeside} from './lakeside.js';
import {addPapers} from './papers.js';
import {MAYA} from './story.js';
import {addTreatment} from './treatment.js';
import {addVisits} from './visits.js';
import type {PatientData} from '../../simulator/types.js';

/** The demo's patient: Mount Sinai directly, a lab, a clinic and a pharmacy over Human API. All of it is invented. */
export const mayaRivera = (): PatientData => {
  const kit = new FhirKit(MAYA.patientId, MAYA.name);
  kit.add('Patient', {
    id: MAYA.patientId,
    name: [{use: 'official', text: MAYA.name, family: 'Rivera', given: ['Maya']}],
    gender: 'female',
    birthDate: MAYA.birthDate,
  });
  addVisits(kit);
  addHistory(kit);
  addTreatment(kit);
  addPapers(kit);
  return {
    key: MAYA.key,
    displayName: MAYA.displayName,
    fhir: {
      patientId: MAYA.patientId,
      institution: {id: 'mount-sinai', name: 'Mount Sinai', kind: 'hospital'},
      since: '2026-02-03T15:00:00Z',
      resources: kit.resources,
    },
    sources: [harborLabs(), lakeside(), cornerPharmacy()],
  };
};
