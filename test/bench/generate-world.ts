import {generatePatient} from '../../demo/patient/generate.js';
import {createWorld, type World} from '../../demo/simulator/world.js';

/** A world whose patient has about this many records over both routes; the same for the same number. */
export const generateWorld = (records: number): World => {
  const world = createWorld();
  world.usePatient(generatePatient({records, seed: 1}));
  return world;
};
