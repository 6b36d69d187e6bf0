import {html, nothing, type TemplateResult} from 'lit';
import {flagOf, measured} from './templates-record.js';
import type {RecordComponent} from '../records/model.js';
import type {Context} from './context.js';

/** The part with this LOINC code or name: systolic or diastolic, https://hl7.org/fhir/R4/bp.html. */
const partOf = (parts: readonly RecordComponent[], code: string, name: RegExp): RecordComponent | undefined =>
  parts.find(({codes}) => codes.some(coding => coding.code === code)) ?? parts.find(({title}) => name.test(title));

/** A blood pressure as people say it, `122/78 mmHg`; each part keeps its own flag and range. */
const pair = (upper: RecordComponent, lower: RecordComponent, context: Context): TemplateResult => {
  const both = [upper, lower];
  const alike = upper.flag === lower.flag && upper.interpretation === lower.interpretation;
  const flags = alike
    ? flagOf(upper, context)
    : both.map(part =>
        part.flag && part.flag !== 'normal' ? html`${flagOf(part, context)} <small>${part.title}</small>` : nothing,
      );
  const range = both.every(part => part.range) ? both.map(part => part.range).join(' / ') : undefined;
  return measured({value: `${upper.value}/${lower.value}`, unit: upper.unit, range}, context, '', flags);
};

/** A blood pressure among the parts of a record, and which parts it is of. */
export const pressureIn = (
  parts: readonly RecordComponent[],
  context: Context,
): {readonly said: TemplateResult; readonly of: readonly RecordComponent[]} | undefined => {
  const upper = partOf(parts, '8480-6', /systolic/i);
  const lower = partOf(parts, '8462-4', /diastolic/i);
  return upper && lower && upper.unit === lower.unit
    ? {said: pair(upper, lower, context), of: [upper, lower]}
    : undefined;
};
