import {setProgress} from './progress.js';
import type {ErrorCode} from '../errors.js';
import type {DocumentRoute} from './contract.js';
import type {Core} from './core.js';
import type {Life} from './life.js';

/** The pass has ended and is stored, or needed no reading. */
export const endPass = (
  core: Core,
  life: Life,
  route: DocumentRoute,
  phase: 'done' | 'partial' | 'failed',
  code?: ErrorCode,
): void => {
  setProgress(core, life, route, {phase, ...(code ? {code} : {})});
  core.publisher.changed(true);
  core.publisher.emit({type: 'mh-sync', route: route.id, phase, received: life.progress.get(route.id)!.received});
};
