/** For tests that map at once: what the mappings load with the first page that needs it is here already. */
import {more as fhir} from '../../src/sources/fhir-r4/parts.js';
import {more as human} from '../../src/sources/human-api/parts.js';

await Promise.all([fhir.load(), human.load()]);
