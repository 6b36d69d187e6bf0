import type {Snapshot} from '../session/snapshot.js';

export const UNSAFE =
  'This page or browser does not look safe for health records. Update the browser, or tell your portal’s help desk.';

/**
 * Said by the first part of each element: in such a page the parts that load later may not run at all. No second try
 * goes with it, as it would end the same.
 */
export const unsafe = ({problem}: Snapshot): string => (problem?.code === 'unsafe_page' ? UNSAFE : '');
