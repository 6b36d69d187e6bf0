import {generatePatient} from './generate.js';
import {mayaRivera} from './maya/index.js';
import type {PatientData} from '../simulator/types.js';

/** The demo's patients by size: about 600 is the written one, other sizes are generated. */
export const patientOfSize = (size: number): PatientData =>
  size === 600 ? mayaRivera() : generatePatient({records: size, seed: 7});
