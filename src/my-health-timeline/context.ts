import {formatter, type Viewer} from '../records/dates.js';
import type {Library} from '../records/library.js';
import type {HealthRecord} from '../records/model.js';
import type {Filter, FilteredLibrary} from '../records/timeline.js';
import type {RequestResults, SessionRequest} from '../session/requests.js';
import type {RouteView, Snapshot} from '../session/snapshot.js';
import type {Arranged} from './arrange.js';
import type {FirstStrings, TimelineStrings} from './strings.js';

/** What the templates of records need besides the record: words, language, and where an act goes. */
export interface Context {
  readonly words: FirstStrings;
  readonly viewer: Viewer;
  readonly routes: readonly RouteView[];
  /** Wall ms, for "fetched today". */
  readonly now: number;
  /** What has been said of how long ago something was. */
  readonly ago: Map<number, string>;
  /** Level of the element's own heading. */
  readonly level: number;
  /** A text with its dates in words and the searched words marked; the text itself until the late part is here. */
  readonly mark: (text: string | undefined) => unknown;
  /** A small picture of a result's history, where there is one. */
  readonly spark: (record: HealthRecord) => unknown;
  /** Whether nothing earlier is known of this medicine. */
  readonly isNew: (record: HealthRecord) => boolean;
  /** What else there is to say of a record: that it is new, that its copies can be shown separately. */
  readonly extra: (record: HealthRecord) => unknown;
  readonly open: (record: HealthRecord) => void;
}

/** What is shown of the list. The late part changes it and asks the element to render. */
export interface Screen {
  filter: Filter;
  /** Number of the first record shown, and how many are. */
  start: number;
  limit: number;
  /** Records shown a step. */
  step: number;
  /** Ids of records that have just been added on request. */
  fresh: ReadonlySet<string>;
  /** Whether the rarer kinds stand among the others; on a narrow screen they always do. */
  kinds: boolean;
}

/** What the parts that load later see of the element, and what they may ask of it. */
export interface Model {
  readonly words: TimelineStrings;
  readonly context: Context;
  readonly snapshot: Snapshot;
  /** What is on screen, before the filter. */
  readonly library: Library;
  readonly filter: Filter;
  readonly filtered: FilteredLibrary;
  readonly arranged: Arranged;
  readonly dispatch: <R extends SessionRequest>(request: R) => Promise<RequestResults[R['type']]>;
  /** A newer version that waits until it is asked for. */
  readonly waiting: Library | undefined;
  /** Takes what waits. */
  readonly adopt: () => void;
  /** Renders at once what has changed. */
  readonly rendered: () => void;
}

/** Of the viewer, as it is now: people travel. */
export const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * "today", "yesterday", "3 days ago"; a date when it is longer ago. `''` for what is not an instant. In the language
 * of the sentence in which it stands, whatever the viewer's.
 */
export const since = (at: number, context: Context, minutes = false): string => {
  if (!Number.isFinite(at)) return '';
  const {viewer, now, ago, words: sentence} = context;
  const {timeZone} = viewer;
  const locale = viewer.locale.startsWith(sentence.language) ? viewer.locale : sentence.language;
  const passed = Math.max(0, Math.round((now - at) / 60_000));
  const day = (ms: number): number => Date.parse(formatter('sv', {timeZone}).format(ms)) / 86_400_000;
  const days = Math.max(0, day(now) - day(at));
  const near = minutes && passed < 60;
  // many records are read on the same day; words of minutes and words of days are kept apart
  const key = near ? -1 - passed : days;
  let words = ago.get(key);
  if (words === undefined) {
    const relative = new Intl.RelativeTimeFormat(locale, {numeric: 'auto'});
    words = near
      ? relative.format(-passed, 'minute')
      : days < 30
        ? relative.format(-days, 'day')
        : formatter(locale, {timeZone, dateStyle: 'medium'}).format(at);
    ago.set(key, words);
  }
  return words;
};
