import {HIDDEN, labelOf, words} from '../details.js';
import {isObject, type Json} from '../../json.js';

/** What is said first of an object inside an item, in this order, without a label. */
const PARTS =
  'name prefix given family suffix title text value unit status severity reactionType dosage strength frequency route departmentName organizationName specialty street city state zip country organization address description comment comments note notes'.split(
    ' ',
  );
/** Numbers and codes beside a name. */
const FOR_SOFTWARE = /^code|^inferred$|(?<=[a-z])I[dD]$/;
const DEEPEST = 4;

/** A list or an object as text for people: whatever its parts say. */
export const partsInWords = (value: Json | readonly unknown[], max: number, depth: number): string => {
  if (depth > DEEPEST) return '';
  const isName = isObject(value) && 'family' in value;
  const texts: string[] = [];
  let length = 0;
  const tell = (part: unknown, label = ''): boolean => {
    const text = words(part, max, depth + 1);
    length += text.length + 2;
    if (length <= max || !texts.length) texts.push(text && label + text);
    return length > max;
  };
  if (isObject(value)) {
    for (const key of PARTS) if (Object.hasOwn(value, key)) tell(value[key]);
    // what has none of them is told by whatever it has
    const isAlone = !texts.some(Boolean);
    const rest = Object.keys(value).filter(
      key => !HIDDEN.has(key) && !PARTS.includes(key) && (isAlone || !FOR_SOFTWARE.test(key)),
    );
    if (!isName) rest.some(key => tell(value[key], isAlone ? '' : `${labelOf(key)}: `));
  } else if (value.some(item => tell(item)) && value.length > texts.length) {
    // that there is more is seen
    texts.push(`… +${value.length - texts.length}`);
  }
  // a name's parts belong together, everything else is a list
  const isText = !isObject(value) && depth > 0 && value.every(item => typeof item === 'string');
  const told = [...new Set(texts.filter(Boolean))].join(isName || isText ? ' ' : isObject(value) ? ', ' : '; ');
  return told.length > max + 20 ? `${told.slice(0, max - 1)}…` : told;
};
