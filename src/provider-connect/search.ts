import {Task, TaskStatus} from '@lit/task';
import {breath} from '../breath.js';
import {failureOf} from '../ui/failure.js';
import {chainsInSlices, type Chain} from './grouping.js';
import {indexInSlices, rank, reorder} from './ranking.js';
import type {ReactiveControllerHost} from 'lit';
import type {DirectoryEntry, DirectoryPage} from '../session/requests.js';
import type {Failure} from '../ui/failure.js';
import type {SessionController} from '../ui/session-controller.js';
import type {DirectoryIndex} from './ranking.js';

/** A pause in typing of this length starts a search. */
const DEBOUNCE_MS = 250;
/** No host suggests more than this: a longer first answer is the whole directory. */
const WHOLE = 200;
/** Work on a whole directory gives way after this time. */
const SLICE_MS = 8;
/** Lines shown at first, and with each "show more". */
const STEP = 20;

export interface SearchResult {
  readonly entries: readonly DirectoryEntry[];
  readonly next: string | null;
  /** The whole directory is here, with the place of each of its entries. */
  readonly chains?: ReadonlyMap<DirectoryEntry, Chain>;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(done => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });

/** Lets the browser paint and answer keys whenever so much time has gone by. */
const inSlices = async <T>(steps: Generator<void, T>): Promise<T> => {
  for (let from = performance.now(); ;) {
    const {done, value} = steps.next();
    if (done) return value;
    if (performance.now() - from < SLICE_MS) continue;
    await breath();
    from = performance.now();
  }
};

const same = (a: readonly DirectoryEntry[], b: readonly DirectoryEntry[]): boolean =>
  a.length > 0 && a.length === b.length && a.every(({id}, i) => id === b[i]!.id);

/**
 * The directory as one types. A host that returns its whole directory, whatever is asked, is asked once; from then on
 * the search is local, and forgives typing errors.
 */
export class DirectorySearch {
  query = '';
  /** Lines on screen. */
  shown = STEP;
  readonly #task: Task<readonly unknown[], SearchResult>;
  #attempt = 0;
  #failure: Failure | undefined;
  #suggestions: readonly DirectoryEntry[] | undefined;
  #whole: {index: DirectoryIndex; chains: ReadonlyMap<DirectoryEntry, Chain>} | undefined;
  /**
   * The first answer, and the index of a directory that it holds as a whole, are on their way: who types on waits for
   * them, and asks the host nothing.
   */
  #learning: Promise<unknown> | undefined;
  /** Pages after the first, of the query that they belong to. */
  #more: {query: string; entries: readonly DirectoryEntry[]; next: string | null} | undefined;
  /** Why the host has not shown more. */
  moreError: Failure | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly session: SessionController,
    active: () => boolean,
  ) {
    this.#task = new Task(host, {
      args: () => [active(), this.query, this.#attempt],
      task: ([on], {signal}) =>
        on ? this.#find(signal).catch(thrown => this.#note(thrown, signal)) : {entries: [], next: null},
    });
  }

  get pending(): boolean {
    return this.#task.status === TaskStatus.PENDING;
  }

  get error(): Failure | undefined {
    return this.#task.status === TaskStatus.ERROR ? this.#failure : undefined;
  }

  /** The latest answer; while the next one is awaited, the one before. */
  get result(): SearchResult | undefined {
    const first = this.#task.value;
    const more = this.#more;
    if (!first || more?.query !== this.query) return first;
    return {...first, entries: [...first.entries, ...more.entries], next: more.next};
  }

  type(query: string): void {
    this.query = query;
    this.shown = STEP;
    this.#more = undefined;
    this.moreError = undefined;
    this.host.requestUpdate();
  }

  again(): void {
    this.#attempt++;
    this.host.requestUpdate();
  }

  /**
   * More lines: of what is here, else of the host. Resolves when they, or why there are none, are on screen.
   *
   * @param before called when they are here, and not on screen yet
   */
  async showMore(before: () => void): Promise<void> {
    const {result, query} = this;
    this.moreError = undefined;
    if (!result?.next || this.shown + STEP <= result.entries.length) this.shown += STEP;
    else {
      try {
        const page = await this.session.dispatch({type: 'search-directory', query, cursor: result.next});
        if (this.query !== query) return;
        const known = new Set(result.entries.map(({id}) => id));
        const entries = page.institutions.filter(({id}) => !known.has(id));
        this.#more = {query, entries: [...(this.#more?.entries ?? []), ...entries], next: page.nextCursor};
        this.shown += STEP;
      } catch (error) {
        if (this.query === query) this.moreError = failureOf(error);
      }
    }
    before();
    this.host.requestUpdate();
    await this.host.updateComplete;
  }

  #note(thrown: unknown, signal: AbortSignal): never {
    if (!signal.aborted) this.#failure = failureOf(thrown);
    throw thrown;
  }

  async #find(signal: AbortSignal): Promise<SearchResult> {
    const query = this.query.trim();
    await this.#learning;
    if (this.#whole) return this.#local(query);
    if (query) {
      await pause(DEBOUNCE_MS, signal);
      signal.throwIfAborted();
      return this.#ask(query, signal);
    }
    const first = this.#ask(query);
    this.#learning = first.catch(() => undefined); // whoever asked says so
    return first;
  }

  async #ask(query: string, signal?: AbortSignal): Promise<SearchResult> {
    const page = await this.session.dispatch({type: 'search-directory', query, ...(signal ? {signal} : {})});
    signal?.throwIfAborted();
    if (this.#isWhole(query, page)) {
      await this.#index(page.institutions);
      return this.#local(query);
    }
    if (!query) this.#suggestions = page.institutions;
    return {entries: reorder(page.institutions, query), next: page.nextCursor};
  }

  async #index(entries: readonly DirectoryEntry[]): Promise<void> {
    this.#whole = {index: await inSlices(indexInSlices(entries)), chains: await inSlices(chainsInSlices(entries))};
  }

  /** A directory that answers every question alike is a static one. */
  #isWhole(query: string, {institutions, nextCursor}: DirectoryPage): boolean {
    if (nextCursor) return false;
    if (!query) return institutions.length > WHOLE;
    return this.#suggestions !== undefined && same(this.#suggestions, institutions);
  }

  #local(query: string): SearchResult {
    const {index, chains} = this.#whole!;
    const {entries} = index;
    const found = query ? rank(index, query) : entries.length > WHOLE ? [] : entries;
    return {entries: found, next: null, chains};
  }
}
