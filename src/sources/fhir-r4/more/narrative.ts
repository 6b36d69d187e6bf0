import {cleanText} from '../../../records/text.js';
import {own} from '../resource.js';
import type {Json} from '../../json.js';

const ENTITIES: Readonly<Record<string, string>> = {lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&'};
const decoded = (text: string): string =>
  text
    .replace(/&#(x?)([\da-f]{1,6});/gi, (whole, hex: string, digits: string) => {
      const point = parseInt(digits, hex ? 16 : 10);
      return point > 0 && point < 0x110000 ? String.fromCodePoint(point) : whole;
    })
    .replace(/&(\w+);/g, (whole, name: string) => (Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : whole));

/**
 * A resource's narrative as lines of text. Tags only tell where lines end; what is left is set as text.
 * https://hl7.org/fhir/R4/narrative.html
 */
export const narrativeOf = (resource: Json): string => {
  const div = own(own(resource, 'text'), 'div');
  if (typeof div !== 'string') return '';
  const text = div
    .slice(0, 200_000)
    .replace(/<(style|script)\b[^]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<\/(p|div|tr|li|h\d|dt|dd|caption)\s*>|<br\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, ' ')
    .replace(/<[^>]*>/g, '');
  const told = cleanText(decoded(text), 4000);
  // what software made of the fields for other software, and what somebody forgot to write
  return /^(Generated Narrative|\[[^\]]*\]$)/i.test(told) ? '' : told;
};
