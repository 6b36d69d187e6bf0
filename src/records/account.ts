import {CodedError} from '../errors.js';
import type {MappedPage, SetAside} from './model.js';

/** True in a development build. */
const DEVELOPMENT = (import.meta as {env?: {DEV?: boolean}}).env?.DEV === true;

/**
 * Holds the promise that nothing vanishes: `read === shown + supporting + aside.length`.
 * @throws {CodedError} `internal` in development when a mapping lost or invented an entry. In production every lost
 * entry becomes a counted one instead.
 */
export const accountFor = (page: MappedPage, route: string, strict = DEVELOPMENT): MappedPage => {
  const lost = page.read - page.shown - page.supporting - page.aside.length;
  if (!lost) return page;
  if (strict) throw new CodedError('internal');
  const entry: SetAside = {state: 'unreadable', route, type: '', reason: 'wrong_shape'};
  return lost < 0
    ? {...page, read: page.read - lost}
    : {...page, aside: [...page.aside, ...Array<SetAside>(lost).fill(entry)]};
};
