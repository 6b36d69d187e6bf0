import type {Viewer} from '../records/dates.js';
import type {HealthRecord} from '../records/model.js';
import type {RouteView} from '../session/snapshot.js';
import type {FirstStrings} from './strings.js';

/** What the templates need besides the record: words, language, and where an act goes. */
export interface Context {
  readonly words: FirstStrings;
  readonly viewer: Viewer;
  readonly routes: readonly RouteView[];
  /** Wall ms, for "fetched today". */
  readonly now: number;
  /** Level of headings directly below the element's own. */
  readonly level: number;
  /** A text with the searched words marked; the text itself while nothing is searched. */
  readonly mark: (text: string) => unknown;
  readonly open: (record: HealthRecord) => void;
  /** Shows the copies of a merged record apart, or as one again. */
  readonly split: (record: HealthRecord) => void;
}

/** "today", "yesterday", "3 days ago"; a date when it is longer ago. `''` for what is not an instant. */
export const since = (at: number, {viewer, now}: Pick<Context, 'viewer' | 'now'>, minutes = false): string => {
  if (!Number.isFinite(at)) return '';
  const {locale, timeZone} = viewer;
  const words = new Intl.RelativeTimeFormat(locale, {numeric: 'auto'});
  const ago = (now - at) / 60_000;
  if (minutes && ago < 60) return words.format(-Math.max(0, Math.round(ago)), 'minute');
  const day = (ms: number): number => Date.parse(new Date(ms).toLocaleDateString('sv', {timeZone}));
  const days = Math.round((day(now) - day(at)) / 86_400_000);
  return days < 30
    ? words.format(-Math.max(0, days), 'day')
    : new Date(at).toLocaleDateString(locale, {timeZone, dateStyle: 'medium'});
};
