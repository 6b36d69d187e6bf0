import {cleanText} from '../../records/text.js';
import {isObject} from '../json.js';

/*
 * Safe access to what Human API sent: whatever stands in a place, these answer with their own type.
 */

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Own value at a dotted path; `undefined` where the way ends. */
export const at = (value: unknown, path: string): unknown => {
  let found = value;
  for (const key of path.includes('.') ? path.split('.') : [path]) {
    found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
};

const MOST_REMEMBERED = 1000;

/** The same function, remembering its answers for texts that recur (units, ranges, field names). */
export const remember = <T extends object | string | null>(make: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return text => {
    let answer = known.get(text);
    if (answer === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(text, (answer = make(text)));
    }
    return answer;
  };
};

const NOTHING = /^(?:\[object \w{1,9}\]|unknown|undefined|null|n\/?a|none given|-+|\?+)$/i;

/** Text that says something: `[object Object]`, "unknown" and the like are nothing. */
export const said = (value: unknown, max?: number): string => {
  if (value === undefined || value === '') return '';
  const text = cleanText(value, max);
  return text.length < 20 && NOTHING.test(text) ? '' : text;
};

/** The same for an answer, where "unknown" says something. */
export const answered = (value: unknown, max?: number): string =>
  said(value, max) || (typeof value === 'string' && /^\s*unknown\s*$/i.test(value) ? 'Unknown' : '');

/** The first path at which something is said. */
export const firstSaid = (value: unknown, paths: readonly string[], max?: number): string => {
  for (const path of paths) {
    const text = said(at(value, path), max);
    if (text) return text;
  }
  return '';
};
