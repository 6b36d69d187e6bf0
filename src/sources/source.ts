import type {Breather} from '../environment.js';
import type {ErrorCode} from '../errors.js';
import type {Category, Institution, MappedPage} from '../records/model.js';

/**
 * The one interface behind which every protocol stands. A source reads raw pages (`read`) and turns them into
 * records (`map`); it knows nothing of caches, sessions or screens.
 */
export interface RecordSource {
  /** Route id of the session document. */
  readonly route: string;
  /** What can be asked for here. Newest and most wanted first. */
  plan(signal: AbortSignal): Promise<readonly Stream[]>;
  /**
   * Pages of one stream, from its beginning (`cursor: null`) or from a checkpoint. Ends when the source has no more.
   * @throws {CodedError} when the stream cannot go on; pages yielded before stay good.
   */
  read(stream: Stream, cursor: string | null, signal: AbortSignal): AsyncIterable<SourcePage>;
  /** Cursor of a pass over what the source has changed since an instant (wall ms), where it can tell. */
  since?(ms: number): string;
  /**
   * Narrower streams to read in place of one that the source refused before its first page (a FHIR server that answers
   * 400 to a bare search); none where nothing narrower exists. Each of them ends in its own state.
   */
  narrow?(stream: Stream, code: ErrorCode): readonly Stream[];
  /**
   * Pure: one raw page as records. Never throws on content; bad entries are set aside and counted. Where a page needs
   * what most do without, it is loaded first. A long page gives way with `breathe`.
   * @throws {CodedError} `host_unreachable` when what it needs does not come
   */
  map(page: SourcePage, breathe?: Breather): MappedPage | Promise<MappedPage>;
  /**
   * Bytes of an attachment: from the raw payload of its record where they stand there, else from the source; only ever
   * from the route's own origin when with token.
   */
  fetchAttachment(url: string, signal: AbortSignal, held?: HeldFile): Promise<Blob>;
}

/** A raw payload that carries files, and which of `HealthRecord.attachments` is wanted. */
export interface HeldFile {
  readonly payload: unknown;
  readonly index: number;
}

/** One list that a source is asked for: a FHIR search, a Human API resource. */
export interface Stream {
  /** Unique within the route: `Observation`, `Condition?category=problem-list-item`, `test_results`. */
  readonly id: string;
  /** Categories that this list is the place for; coverage is said in these. */
  readonly categories: readonly Category[];
  /** Categories that single entries of it can also become. That it has none of them says nothing of the category. */
  readonly also?: readonly Category[];
}

/** One raw page, already parsed, checked for depth and size, not yet looked into. */
export interface SourcePage {
  readonly stream: string;
  readonly entries: readonly unknown[];
  /** Where the next page starts; `null` on the last. Opaque; goes into the checkpoint. */
  readonly next: string | null;
  /** ISO instant of the read. */
  readonly retrievedAt: string;
  /** The source said that it holds part of this back (FHIR outcome entries such as Epic's 59204). */
  readonly withheld?: true;
}

/** What a source needs from outside. */
export interface SourceContext {
  readonly route: string;
  readonly routeName: string;
  readonly baseUrl: string;
  /** Direct routes only. */
  readonly patientId?: string;
  readonly institution?: Institution;
  /**
   * A token that is good now. `rejected` names a value that the server has just refused: it is renewed once for each
   * value, then `null` is answered and the stream ends as refused.
   */
  token(rejected?: string): Promise<string | null>;
  /** Told when the server does not answer any more (`code`: how), and (`null`) when it answers again. */
  onAnswering?(code: ErrorCode | null): void;
  /** Told that the server asked for quiet, how many ms it is not asked then, and whether its reads end meanwhile. */
  onQuiet?(ms: number, ends: boolean): void;
}

/** How one stream ended. */
export type StreamState = 'waiting' | 'reading' | 'complete' | 'refused' | 'failed' | 'blocked' | 'unsupported';

/** Which state a code puts its stream into. */
export const streamStateOf = (code: ErrorCode): StreamState => {
  switch (code) {
    case 'source_refused':
    case 'source_sign_in':
      return 'refused';
    case 'source_blocked':
      return 'blocked';
    case 'source_unsupported':
    case 'source_older_format':
    case 'source_not_found':
      return 'unsupported';
    default:
      return 'failed';
  }
};
