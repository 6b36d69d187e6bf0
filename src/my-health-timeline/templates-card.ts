import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {allOf, entryOf} from './templates-list.js';
import {recordRow} from './templates-record.js';
import type {Nested} from '../records/groups.js';
import type {Category, HealthRecord} from '../records/model.js';
import type {Context} from './context.js';

/** How many records a visit or report shows before the rest is folded away. */
const UNFOLDED = 3;

const isOut = ({flag, components}: HealthRecord): boolean =>
  [flag, ...(components?.map(part => part.flag) ?? [])].some(each => each && each !== 'normal');

/** "12 results, 2 new medications, 3 out of range". What did not happen is not counted. */
const holds = (entries: readonly Nested[], {words, isNew}: Context): string => {
  const records = allOf(entries);
  const counts = new Map<Category | 'fresh', number>();
  for (const record of records) {
    if (record.negated) continue;
    const kind = isNew(record) ? 'fresh' : record.category;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const out = records.filter(isOut).length;
  return [...[...counts].map(([kind, n]) => words.holds(kind, n)), ...(out ? [words.outOfRange(out)] : [])].join(', ');
};

/** Out-of-range results stay in view; the rest of a long list is one press away. */
const inside = (under: readonly Nested[], context: Context, key: string): unknown => {
  const open = new Set(
    under.length > UNFOLDED + 1 ? under.filter(({record}) => isOut(record)).slice(0, UNFOLDED) : under,
  );
  for (const entry of under) if (open.size < Math.min(UNFOLDED, under.length)) open.add(entry);
  const shown = under.filter(entry => open.has(entry));
  const folded = under.filter(entry => !open.has(entry));
  return html`${shown.map(entry => entryOf(entry, context, key))}${
    folded.length
      ? html`<details>
          <summary>${context.words.moreInside(holds(folded, context))}</summary>
          ${folded.map(entry => entryOf(entry, context, key))}
        </details>`
      : nothing
  }`;
};

/** A record with what it holds. `key` is the day under which it stands. */
export const card = ({record, under}: Nested, context: Context, key: string, inDay: boolean): unknown =>
  keyed(
    record.id,
    html`<div
      class="card ${record.category === 'visit' ? 'visit' : 'report'}"
      role="group"
      aria-label=${context.words.told(record).title}
    >
      ${recordRow(record, context, inDay, holds(under, context))} ${inside(under, context, key)}
    </div>`,
  );
