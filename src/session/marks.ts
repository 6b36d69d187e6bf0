import type {Checkpoint} from '../cache/store.js';
import type {Stream} from '../sources/source.js';
import type {Life} from './life.js';

/** Ended for good or for a reason that asking again at once does not change. */
export const settled = ({state}: Checkpoint): boolean =>
  state !== 'failed' && state !== 'reading' && state !== 'waiting';

/** A list of more than the patient's own entry. */
export const holdsRecords = ({categories = [], also = []}: Checkpoint): boolean => categories.length + also.length > 0;

/** Whether any list was read whole: a pass in which everything was refused has read nothing. */
export const isAnyRead = (marks: Iterable<Checkpoint>): boolean =>
  [...marks].some(mark => mark.state === 'complete' && holdsRecords(mark));

/** The name under which a list of a route is stored. */
export const streamKey = (route: string, {id}: Stream): string => `${route}|${id}`;

/** Where the streams of a route stand. */
export const marksOf = ({checkpoints}: Pick<Life, 'checkpoints'>, route: string): Checkpoint[] =>
  [...checkpoints.values()].filter(({stream}) => stream.startsWith(`${route}|`));

/** Wall ms of the end of a route's last pass that left nothing to try again; `null` before the first. */
export const passedAt = (marks: readonly Checkpoint[]): number | null =>
  marks.length && marks.every(settled) ? Math.min(...marks.map(({endedAt}) => endedAt ?? 0)) : null;
