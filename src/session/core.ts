import {CodedError, isRetryable, toCoded} from '../errors.js';
import {safeUrl} from './contract.js';
import {readable} from './facts.js';
import {onHostError, onMessage} from './messages.js';
import {HostClient} from './host-client.js';
import {watchIdle} from './idle.js';
import {openLife} from './life.js';
import {leaveLastOwner} from './owner.js';
import {Retry} from './retry.js';
import {Tabs} from './tabs.js';
import {Publisher} from './publisher.js';
import {prepareLook, settle} from './settle.js';
import type {SessionDocument} from './contract.js';
import type * as RestModule from './rest.js';
import type {Life} from './life.js';
import type {EndReason, Phase, Problem, Snapshot} from './snapshot.js';
import type {Surroundings} from './surroundings.js';
import type {SyncEngine} from './sync.js';
import type {Receipt, TokenClient} from './token-client.js';

/** What is loaded after the first screen was painted. */
export type Rest = typeof RestModule;

export interface CoreOptions {
  readonly endpoint: string;
  readonly credentials: RequestCredentials;
}

/**
 * The state machine behind `Session`, open to the modules of this folder only. One patient's `life` at a time; a
 * session document, whichever call brought it, goes through `adopt`.
 */
export class Core {
  readonly host: HostClient;
  /** Made with the first read. */
  tokens?: TokenClient;
  /** When the document came. */
  received?: Receipt;
  /** Hash of the key of the patient whom this page was last for, also after their session has ended. */
  owner?: string;
  readonly publisher: Publisher;
  tabs?: Tabs;
  /** Opaque name of this session in storage, locks and channels. */
  name = '';
  document?: SessionDocument;
  life?: Life;
  rest?: Rest;
  /** A life of which what is stored could not be read yet. */
  unsettled: Life | undefined;
  /** Somebody brings the library to what has been read. */
  building = false;
  phase: Phase = 'loading';
  ended?: EndReason;
  problem?: Problem;
  pendingOptOut = false;
  /** Put aside by the browser, or left by all elements: nothing is shown until the host has confirmed who is here. */
  veiled = false;
  erased?: Snapshot['erased'];
  readonly busy = new Map<string, number>();
  #engine?: Promise<SyncEngine>;
  #starting?: Promise<void>;
  #idle?: ReturnType<typeof watchIdle>;
  readonly #retry: Retry;
  /** How far the portal's clock is ahead of this computer's, in ms, as far as it is known. */
  #drift = 0;
  /** Grows whenever something ends: what the host was asked before says who was here, not who is. */
  age = 0;

  constructor(
    readonly surroundings: Surroundings,
    readonly options: CoreOptions,
  ) {
    this.publisher = new Publisher(this);
    this.#retry = new Retry(surroundings.clock);
    this.host = new HostClient(surroundings, {
      ...options,
      headers: () => this.publisher.headers(),
      onTime: at => (this.#drift = at - surroundings.clock.now()),
      onWait: retryAt => !this.life && this.set({problem: {code: 'host_busy', retryable: true, retryAt}}),
      onCall: () => onHostError.bind(null, this, this.age),
    });
    surroundings.page.on(signal => {
      if (signal === 'online') void this.#online();
      else if (signal === 'frozen') this.veil();
      else if (signal === 'restored' && this.veiled) void this.start();
    });
  }

  /** Wall ms by the portal's clock: what servers have dated is counted by it. */
  portalTime(): number {
    return this.surroundings.clock.now() + this.#drift;
  }

  /** Makes sure of the session's name, which needs no answer of the host. */
  async named(): Promise<void> {
    this.name ||= `my-health.${(await this.surroundings.hash(this.options.endpoint)).slice(0, 22)}`;
  }

  set(state: Partial<Pick<Core, 'phase' | 'ended' | 'problem' | 'pendingOptOut' | 'erased' | 'veiled'>>): void {
    Object.assign(this, state);
    this.publisher.changed(true);
  }

  /** Requests of a kind that have begun (1) or ended (-1), here or in another tab. */
  count(type: string, by: number): void {
    const now = (this.busy.get(type) ?? 0) + by;
    if (now) this.busy.set(type, now);
    else this.busy.delete(type);
    this.publisher.changed(true);
  }

  /** Asks the token endpoint and goes where its answer leads. Never rejects. */
  start(): Promise<void> {
    this.#retry.stop();
    const starting = (this.#starting ??= this.#begin().finally(() => {
      if (this.#starting === starting) this.#starting = undefined;
    }));
    return starting;
  }

  async #begin(): Promise<void> {
    const {surroundings} = this;
    const {endpoint} = this.options;
    if (!this.life) this.set({phase: 'loading', ended: undefined, problem: undefined});
    else if (this.veiled) this.set({problem: undefined});
    try {
      if (!surroundings.selfTest()) throw new CodedError('unsafe_page');
      if (!safeUrl(endpoint, endpoint)) throw new CodedError('host_invalid');
      await this.named();
      // what the first screen needs comes over the line together with the session document
      if (this.#isKnown()) surroundings.storage.prepare?.();
      else if (this.publisher.reads) prepareLook();
      this.tabs ??= new Tabs(surroundings, this.name, message => onMessage(this, message));
      await surroundings.ready?.();
      await this.take(this.host.session());
      this.#retry.reset();
      void this.read(false);
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  /**
   * Adopts the document that a call brings, unless the screen was blanked while it was under way.
   * @param age of this session when the call was made
   * @throws {CodedError} of the host; `aborted`
   */
  async take(call: Promise<SessionDocument>, age = this.age): Promise<SessionDocument> {
    const document = await call;
    if (age !== this.age) throw new CodedError('aborted');
    await this.adopt(document);
    return document;
  }

  /** Every session document comes through here: owner first, then participation, then tokens. */
  async adopt(document: SessionDocument): Promise<void> {
    const {surroundings} = this;
    if (this.life && this.life.document.patient.key !== document.patient.key) this.blank('user-changed');
    const held = this.life;
    const owner = held ? this.owner! : await surroundings.hash(document.patient.key);
    if (held && held !== this.life) throw new CodedError('aborted');
    const {memo} = surroundings;
    const known = this.#isKnown(owner);
    await leaveLastOwner(this, owner, !!held);
    this.#receive(document);
    this.owner = owner;
    if (document.participation.status === 'opted_out') return this.#stay(false);
    if (memo.get(`${this.name}.opt-out`)?.includes(`${owner} `)) return this.#stay(true);
    memo.set(`${this.name}.owner`, document.cache ? owner : null);
    this.tabs?.post({type: 'owner', hash: owner});
    if (this.life && this.life.document.cache?.kid === document.cache?.kid) {
      const before = this.life.document.routes;
      this.life.document = document;
      this.set({problem: undefined, pendingOptOut: false, veiled: !this.publisher.watched});
      const news = document.routes.filter(
        route => readable(route) && !before.some(old => old.id === route.id && readable(old)),
      );
      if (news.length)
        void this.read(
          false,
          news.map(({id}) => id),
        );
      return;
    }
    await this.#open(document, known);
  }

  #receive(document: SessionDocument): void {
    const {clock} = this.surroundings;
    this.document = document;
    this.received = {mono: clock.monotonic(), wall: clock.now()};
    this.tokens?.adopt(document, this.received);
  }

  /** Whether this browser has stored something for this endpoint: of anybody, or of this owner. */
  #isKnown(owner?: string): boolean {
    const last = this.surroundings.memo.get(`${this.name}.owner`);
    return !!last && (!owner || last === owner);
  }

  /** A life for this patient, painted from what is stored before any record server is asked. */
  async #open(document: SessionDocument, known: boolean): Promise<void> {
    this.drop();
    this.#receive(document);
    const life = await openLife(this.surroundings, this.options.endpoint, document, known);
    if (this.document !== document) {
      life.store.close();
      throw new CodedError('aborted');
    }
    this.life = life;
    this.#idle = watchIdle(
      this.surroundings,
      document.idle_timeout ?? 900,
      () => this.blank('idle'),
      () => this.tabs?.post({type: 'input'}),
    );
    this.set({
      phase: 'ready',
      ended: undefined,
      problem: undefined,
      pendingOptOut: false,
      veiled: !this.publisher.watched,
    });
    void settle(this, life, known);
  }

  /** Reads what there is to read, when somebody shows it. Never rejects; `done` for callers who wait. */
  async read(forced: boolean, routes?: readonly string[], whole = false): Promise<void> {
    const {life} = this;
    if (life && life === this.unsettled) void settle(this, life, true);
    if (!life?.whole || !this.publisher.watched) return;
    if (life.pause.signal.aborted) life.pause = new AbortController();
    await this.engine()
      .then(engine => engine.run(life, {forced, whole, ...(routes ? {routes} : {})}))
      .catch(() => undefined);
  }

  engine(): Promise<SyncEngine> {
    this.#engine ??= import('./sync.js').then(({SyncEngine}) => new SyncEngine(this));
    this.#engine.catch(() => (this.#engine = undefined));
    return this.#engine;
  }

  /** The patient is here, in another tab. */
  touch(): void {
    this.#idle?.touch();
  }

  /** ms since the patient was last here. */
  quiet(): number {
    return this.#idle?.quiet() ?? 0;
  }

  /** Shows nothing until the host has said who is here. */
  veil(): void {
    this.age++;
    this.#starting = undefined;
    this.set({veiled: true});
  }

  /** Nothing of the patient stays: records, tokens, key; nor begins anything again by itself. What was stored stays sealed. */
  drop(): void {
    this.age++;
    this.#retry.stop();
    this.life?.end.abort();
    this.life?.store.close();
    this.#idle?.stop();
    this.tokens?.drop();
    this.received = undefined;
    this.life = this.unsettled = this.document = this.erased = undefined;
  }

  blank(reason: EndReason, {tell = true} = {}): void {
    if (!this.life && this.phase === 'signed-out') return;
    this.drop();
    this.#starting = undefined;
    this.set({phase: 'signed-out', ended: reason, problem: undefined, pendingOptOut: false, veiled: false});
    if (tell) this.tabs?.post({type: 'blank', why: reason});
    this.publisher.emit({type: 'mh-session-end', reason});
  }

  /** Shows a failure of the session itself: as the whole screen, or beside what was read before. */
  fail(thrown: unknown): void {
    const error = toCoded(thrown);
    const {code, retryAfter} = error;
    if (code === 'aborted' || code === 'host_signed_out' || code === 'host_not_eligible') return;
    const hidden = !this.life || this.veiled;
    const pause = retryAfter ? retryAfter * 1000 : hidden ? this.#retry.next(code, () => this.start()) : 0;
    const retryAt = pause ? {retryAt: this.surroundings.clock.now() + pause} : {};
    const problem = {code, retryable: isRetryable(code), ...retryAt};
    this.set(this.life ? {problem} : {phase: 'error', problem});
  }

  async #online(): Promise<void> {
    const {clock} = this.surroundings;
    await clock.delay(clock.random() * 5000);
    const {code, retryable} = this.problem ?? {};
    // a busy portal has said when
    if (this.phase === 'error' || this.veiled) return void (retryable && code !== 'host_busy' && this.start());
    if (this.phase === 'ready') await this.read(false);
  }

  #stay(pending: boolean): Promise<void> {
    return import('./participation.js').then(({stayOut}) => stayOut(this, pending));
  }
}
