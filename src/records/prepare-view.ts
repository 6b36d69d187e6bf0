import {viewing} from './groups.js';
import type {Breather} from '../environment.js';
import type {Library} from './library.js';

/** Makes what a library needs to be shown ahead of its first use, in slices: its groups and what is shown first. */
export const prepareView = async (library: Pick<Library, 'dated' | 'undated'>, breathe: Breather): Promise<void> => {
  for (const steps = viewing(library); !steps.next().done;) await breathe();
};
