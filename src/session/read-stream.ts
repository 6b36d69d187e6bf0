import {PAGE_RECORDS} from '../cache/store.js';
import {CodedError, toCode} from '../errors.js';
import {accountFor} from '../records/account.js';
import {streamStateOf} from '../sources/source.js';
import type {Checkpoint, RecordStore, StoreHead, StoreWrite} from '../cache/store.js';
import type {Breather, Clock} from '../environment.js';
import type {ErrorCode} from '../errors.js';
import type {Draft, MappedPage} from '../records/model.js';
import type {RecordSource, Stream} from '../sources/source.js';
import type {FirstPage} from './ahead.js';

/** A pass that stopped on the way goes on while it is this young; an older one would miss what is new at its top. */
const RESUME_MS = 60 * 60_000;
const RESUME_ASKED_MS = 5 * 60_000;
/** The whole list is read once a day, because a part of it never says what has gone; and after so many parts. */
const WHOLE_MS = 24 * 60 * 60_000;
const MOST_PARTS = 20;
/** Small pages wait for more to fill a row, but not longer than this. */
const FLUSH_MS = 2000;
/** Failures of the way, not of the place: the cursor is still good. */
const CURSOR_KEEPS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'source_unreachable',
  'source_blocked',
  'source_busy',
  'source_timeout',
  'source_sign_in',
  'source_refused',
  'host_unreachable',
  'host_busy',
  'host_error',
  'host_sign_in',
]);

export interface StreamRead {
  readonly route: string;
  readonly source: RecordSource;
  readonly stream: Stream;
  readonly store: RecordStore;
  readonly epoch: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly breathe: Breather;
  /** The patient asked. */
  readonly forced: boolean;
  /** The whole list, whatever can be told of changes. */
  readonly whole: boolean;
  /** The server does not answer: why it is not asked for this list in this pass. */
  readonly givenUp?: ErrorCode;
  /** What was read ahead of this pass. */
  readonly ahead?: Promise<FirstPage | undefined>;
  /** Where the stream stood before. */
  readonly previous?: Checkpoint;
  /** A new first screen to store, when one is due. */
  readonly head?: () => StoreHead | undefined;
  /** Stored: page (if any) and checkpoint. */
  readonly onStored: (write: StoreWrite) => void;
  readonly onReceived: (entries: number) => void;
}

/** Pages of a stream with what they become, from where it stands: the one that was read ahead, or from the source. */
async function* pagesOf(
  {source, stream, signal, route, breathe, ahead, givenUp}: StreamRead,
  cursor: string | null,
): AsyncGenerator<FirstPage> {
  let from = cursor;
  if (ahead && cursor === null) {
    const first = await ahead;
    if (first) {
      yield first;
      from = first.raw.next;
    }
  }
  if (givenUp) throw new CodedError(givenUp);
  for await (const raw of source.read(stream, from, signal)) {
    await breathe();
    yield {raw, mapped: accountFor(await source.map(raw), route)};
  }
}

/** One page out of several. */
const combine = (pages: readonly MappedPage[]): MappedPage => {
  if (pages.length === 1) return pages[0]!;
  const sum = (of: (page: MappedPage) => number): number => pages.reduce((all, page) => all + of(page), 0);
  return {
    read: sum(({read}) => read),
    shown: sum(({shown}) => shown),
    supporting: sum(({supporting}) => supporting),
    records: pages.flatMap(({records}) => records),
    aside: pages.flatMap(({aside}) => aside),
    persons: pages.flatMap(({persons}) => persons),
    raws: new Map(pages.flatMap(({raws}) => [...raws])),
  };
};

/** What coverage needs to know of a stream. */
const feedsOf = ({categories, also}: Stream): Pick<Checkpoint, 'categories' | 'also'> =>
  also ? {categories, also} : {categories};

/** The same pass, going on. */
const resumed = (previous: Checkpoint, stream: Stream): Checkpoint => {
  const mark: Draft<Checkpoint> = {...previous, state: 'reading', ...feedsOf(stream)};
  delete mark.code;
  delete mark.endedAt;
  return mark;
};

/**
 * Reads one stream from where it stood to its end. Every page is stored in one transaction with the checkpoint that
 * counts it (I3). An end that is not good keeps all earlier pages; a complete pass replaces the passes before it.
 * @returns the stream's state and code
 * @throws {CodedError} `aborted` when the life has ended, or another tab leads
 */
export const readStream = async (read: StreamRead): Promise<Checkpoint> => {
  const {route, source, stream, store, epoch, clock, previous, forced, signal} = read;
  const key = `${route}|${stream.id}`;
  const now = clock.now();
  const young = now - (previous?.startedAt ?? 0) < (forced ? RESUME_ASKED_MS : RESUME_MS);
  const resumes =
    !!previous && previous.cursor !== null && previous.pages > 0 && young && !(read.whole && previous.part);
  const begin = (): Checkpoint => {
    const {pass = 0, base = pass, wholeAt, seenAt, completedAt} = previous ?? {};
    const recent = (at: number | undefined): at is number => at !== undefined && at <= now && now - at < WHOLE_MS;
    const part = !read.whole && recent(wholeAt) && recent(seenAt) && pass - base < MOST_PARTS && source.since;
    return {
      stream: key,
      pass: pass + 1,
      cursor: part ? part(seenAt) : null,
      pages: 0,
      received: 0,
      state: 'reading',
      startedAt: now,
      ...feedsOf(stream),
      ...(part ? {part: true} : {}),
      ...(previous?.base !== undefined || part ? {base} : {}),
      ...(wholeAt === undefined ? {} : {wholeAt}),
      ...(seenAt === undefined ? {} : {seenAt}),
      ...(completedAt ? {completedAt} : {}),
    };
  };
  let mark = resumes ? resumed(previous, stream) : begin();
  let pending: MappedPage[] = [];
  let next: string | null = mark.cursor;
  let storedAt = clock.monotonic();

  const write = async (checkpoint: Checkpoint, more: Partial<StoreWrite> = {}): Promise<void> => {
    const head = read.head?.();
    const whole: StoreWrite = {...more, checkpoint, epoch, ...(head ? {head} : {})};
    await store.commit(whole);
    mark = checkpoint;
    read.onStored(whole);
  };

  const flush = async (cursor: string | null, end?: Partial<Checkpoint>): Promise<void> => {
    const {records, raws, read: entries, supporting, aside, persons} = combine(pending.length ? pending : [NOTHING]);
    pending = [];
    const rows = Math.max(1, Math.ceil(records.length / PAGE_RECORDS));
    for (let row = 0; row < rows; row++) {
      const some = records.slice(row * PAGE_RECORDS, (row + 1) * PAGE_RECORDS);
      const last = row === rows - 1;
      const page = {
        stream: key,
        pass: mark.pass,
        index: mark.pages + row,
        records: some,
        // counted once, with the checkpoint that counts them
        aside: last ? aside : [],
        persons: last ? persons : [],
        read: last ? entries : 0,
        supporting: last ? supporting : 0,
        raws: new Map(some.flatMap(({id}) => (raws.has(id) ? [[id, raws.get(id)] as const] : []))),
      };
      // before the last row the cursor stays: a cut there reads this page again, into the same places
      const checkpoint = last
        ? {...mark, cursor, pages: mark.pages + rows, received: mark.received + entries, ...end}
        : {...mark};
      await write(last && !entries && !some.length ? {...checkpoint, pages: mark.pages} : checkpoint, {
        ...(entries || some.length ? {page} : {}),
        ...(last && end && !mark.part ? {dropPassesBefore: mark.pass} : {}),
      });
    }
    storedAt = clock.monotonic();
  };

  for (let again = resumes; ; again = false) {
    try {
      let ended = false;
      for await (const {raw, mapped} of pagesOf(read, mark.cursor)) {
        read.onReceived(mapped.read);
        pending.push(mapped);
        next = raw.next;
        if (raw.withheld) mark = {...mark, withheld: true};
        // what the first look has read before the pass is no newer than that
        const readAt = Date.parse(raw.retrievedAt);
        if (readAt < (mark.startedAt ?? 0)) mark = {...mark, startedAt: readAt};
        again = false;
        ended = next === null;
        const held = pending.reduce((all, {records}) => all + records.length, 0);
        if (ended) break;
        if (!mark.pages || held >= PAGE_RECORDS || clock.monotonic() - storedAt > FLUSH_MS) await flush(next);
      }
      if (signal.aborted) throw new CodedError('aborted');
      const at = clock.now();
      const {startedAt} = mark;
      const seen = startedAt === undefined ? {} : {seenAt: startedAt, ...(mark.part ? {} : {wholeAt: startedAt})};
      const base = mark.part ? {} : {base: mark.pass};
      await flush(null, {state: 'complete', completedAt: at, endedAt: at, ...seen, ...base});
      return mark;
    } catch (thrown) {
      const code = toCode(thrown);
      if (code === 'aborted') throw thrown;
      const keeps = !!read.givenUp || CURSOR_KEEPS.has(code);
      if (again && !keeps) {
        mark = begin();
        next = null;
        continue;
      }
      if (pending.length) await flush(next);
      const {cursor} = mark;
      await write({
        ...mark,
        state: streamStateOf(code),
        code,
        endedAt: clock.now(),
        cursor: keeps ? cursor : null,
      });
      return mark;
    }
  }
};

const NOTHING: MappedPage = {read: 0, shown: 0, supporting: 0, records: [], aside: [], persons: [], raws: new Map()};
