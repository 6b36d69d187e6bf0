import {html, type TemplateResult} from 'lit';
import type {Category} from '../records/model.js';

/** Line icons drawn for this kit on a 24 px grid: one path each, stroked by `svg.icon` of the base styles.
 * Here are those of a first list of results. */
const FIRST = {
  lab: 'M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M8 3h8M8 15h8',
  direct: 'M4 12h16M14 6l6 6-6 6',
  relay:
    'M2 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0h0M10 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0M18 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6 12h4M14 12h4',
  search: 'M4 11a7 7 0 1 0 14 0 7 7 0 1 0-14 0M16 16l4.5 4.5',
  clock: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M12 7v5l3 2',
};

export type FirstIcon = keyof typeof FIRST;
export type IconName = Category | FirstIcon | 'warning' | 'close';

/** What can be drawn; the rest comes with `icons-more.ts`. */
export const PATHS: Partial<Record<IconName, string>> = FIRST;

/** An icon beside words that say the same: always hidden from assistive technology. */
export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name] ?? ''}></path></svg>`;
