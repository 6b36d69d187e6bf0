import {groupsOf, nest, type Nesting} from '../records/groups.js';
import {useAllIcons} from '../ui/icons-more.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';

/* What `rows.ts` loads. */

export {useAllIcons};
export {card} from './templates-card.js';
export {pressureIn} from './templates-pressure.js';

/** A list of a library as entries: results under their report, records under their visit. */
export const nestingOf = (
  library: Library,
  records: readonly HealthRecord[],
  has: (record: HealthRecord) => boolean,
): Nesting => nest(records, groupsOf(library), has);
