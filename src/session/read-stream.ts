import {CodedError, toCode} from '../errors.js';
import {accountFor} from '../records/account.js';
import {streamStateOf} from '../sources/source.js';
import {begin, ended, resume} from './pass-mark.js';
import {StreamWriter} from './stream-writer.js';
import type {Checkpoint, RecordStore, StoreHead, StoreWrite} from '../cache/store.js';
import type {Breather, Clock} from '../environment.js';
import type {ErrorCode} from '../errors.js';
import type {RecordSource, Stream} from '../sources/source.js';
import type {FirstPage} from './ahead.js';

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
    yield {raw, mapped: accountFor(await source.map(raw, breathe), route)};
  }
}

/**
 * Reads one stream from where it stood to its end. Every page is stored in one transaction with the checkpoint that
 * counts it (I3). An end that is not good keeps all earlier pages; a complete pass replaces the passes before it.
 * @returns the stream's state and code
 * @throws {CodedError} `aborted` when the life has ended, or another tab leads
 */
export const readStream = async (read: StreamRead): Promise<Checkpoint> => {
  const {clock, signal} = read;
  const going = resume(read);
  const writer = new StreamWriter(read, going ?? begin(read));
  let next = writer.mark.cursor;
  // a cursor that is refused at once has gone bad: then the pass begins anew
  for (let again = !!going; ; again = false) {
    try {
      for await (const {raw, mapped} of pagesOf(read, writer.mark.cursor)) {
        read.onReceived(mapped.read);
        writer.add(mapped);
        next = raw.next;
        again = false;
        if (raw.withheld) writer.mark = {...writer.mark, withheld: true};
        // what the first look has read before the pass is no newer than that
        const readAt = Date.parse(raw.retrievedAt);
        if (readAt < (writer.mark.startedAt ?? 0)) writer.mark = {...writer.mark, startedAt: readAt};
        if (next === null) break;
        if (writer.isDue) await writer.flush(next);
      }
      if (signal.aborted) throw new CodedError('aborted');
      await writer.flush(null, ended(writer.mark, clock.now()));
      return writer.mark;
    } catch (thrown) {
      const code = toCode(thrown);
      if (code === 'aborted') throw thrown;
      const keeps = !!read.givenUp || CURSOR_KEEPS.has(code);
      if (again && !keeps) {
        writer.mark = begin(read);
        next = null;
        continue;
      }
      if (writer.holds) await writer.flush(next);
      const {mark} = writer;
      await writer.write({
        ...mark,
        state: streamStateOf(code),
        code,
        endedAt: clock.now(),
        cursor: keeps ? mark.cursor : null,
      });
      return writer.mark;
    }
  }
};
