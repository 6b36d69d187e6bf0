import {atOnce} from '../../src/records/groups.js';
import {mapPage as fhirSteps} from '../../src/sources/fhir-r4/map.js';
import {mapPage as humanSteps} from '../../src/sources/human-api/mapping.js';
import type {MappedPage} from '../../src/records/model.js';
import type {SourceContext, SourcePage} from '../../src/sources/source.js';

type Mapping = (page: SourcePage, context: SourceContext) => MappedPage;

const inOneGo =
  (steps: (...args: Parameters<Mapping>) => Iterator<unknown, MappedPage>): Mapping =>
  (page, context) =>
    atOnce(steps(page, context));

/** The mappings of both protocols without a pause between their entries. */
export const mapFhir = inOneGo(fhirSteps);
export const mapHuman = inOneGo(humanSteps);
