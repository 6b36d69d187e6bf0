import type {Snapshot} from '../session/snapshot.js';

/** This tab or another one tells the portal at this moment that the patient leaves. */
export const isTelling = ({pendingOptOut, busy}: Snapshot): boolean => pendingOptOut && busy.includes('opt-out');
