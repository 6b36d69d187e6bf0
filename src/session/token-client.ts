import type {Clock} from '../environment.js';
import type {DocumentRoute, SessionDocument} from './contract.js';
import type {Core} from './core.js';

/** A thing that runs out: a bearer token or a connect token. */
interface Lease {
  readonly value: string;
  /** Monotonic and wall ms of its receipt: monotonic time may stand still while a computer sleeps. */
  readonly mono: number;
  readonly wall: number;
  /** ms from receipt. */
  readonly life: number;
}

export type Reason = 'expiring' | 'rejected' | 'connect';

/** When something came. */
export type Receipt = Pick<Lease, 'mono' | 'wall'>;

/**
 * The tokens of one session, in memory only. A token is renewed when a read needs one, once for each value that a
 * record server refused, and never by a timer: renewals must not keep a portal session alive. At most one renewal is
 * under way; its answer replaces the whole session document.
 */
export class TokenClient {
  readonly #clock: Clock;
  readonly #renew: (route: string, reason: Reason) => Promise<void>;
  #bearer = new Map<string, Lease>();
  #connect = new Map<string, Lease>();
  readonly #refused = new Set<string>();
  #flight: Promise<void> | undefined;

  /** @param renew asks the host and hands the answer to `adopt` before it resolves */
  constructor(clock: Clock, renew: (route: string, reason: Reason) => Promise<void>) {
    this.#clock = clock;
    this.#renew = renew;
  }

  /** @param at when the document came; now, where it is not said */
  adopt(
    {routes}: Pick<SessionDocument, 'routes'>,
    at: Receipt = {mono: this.#clock.monotonic(), wall: this.#clock.now()},
  ): void {
    const pick = (of: (route: DocumentRoute) => [string | null | undefined, number | null | undefined]) =>
      new Map<string, Lease>(
        routes.flatMap((route): [string, Lease][] => {
          const [value, expiresIn] = of(route);
          return value ? [[route.id, {value, ...at, life: (expiresIn ?? 300) * 1000}]] : [];
        }),
      );
    this.#bearer = pick(({token}) => [token?.access_token, token?.expires_in]);
    this.#connect = pick(({connect}) => [connect?.token, connect?.expires_in]);
  }

  drop(): void {
    this.adopt({routes: []});
    this.#refused.clear();
  }

  /** Whether a read of this route needs no renewal. */
  good(route: string): boolean {
    return this.#lasts(this.#bearer.get(route));
  }

  /** Whether this is the route's token at the moment. */
  holds(route: string, value: string): boolean {
    return this.#bearer.get(route)?.value === value;
  }

  /** Of `SourceContext.token`. @throws {CodedError} of the host when it cannot be asked */
  async token(route: string, rejected?: string): Promise<string | null> {
    const held = () => this.#bearer.get(route);
    await this.#flight?.catch(() => undefined);
    if (!held()) return null;
    if (rejected !== undefined && held()!.value === rejected) {
      if (this.#refused.has(rejected)) await this.#flight;
      else {
        this.#refused.add(rejected);
        await this.#once(route, 'rejected').catch((thrown: unknown) => {
          this.#refused.delete(rejected); // it was not renewed: the host could not be asked
          throw thrown;
        });
      }
      return held() && held()!.value !== rejected ? held()!.value : null;
    }
    if (!this.#lasts(held())) await this.#once(route, 'expiring');
    return held()?.value ?? null;
  }

  /** A connect token that is good now; `renew`: another than the last one. `null` when the host gives none. */
  async connectToken(route: string, renew = false): Promise<string | null> {
    await this.#flight?.catch(() => undefined);
    if (renew || !this.#lasts(this.#connect.get(route))) await this.#once(route, 'connect');
    return this.#connect.get(route)?.value ?? null;
  }

  /** Elapsed time is the larger of both clocks: a jump costs one renewal, never a refused read after a long sleep. */
  #lasts(held: Lease | undefined): boolean {
    if (!held) return false;
    const elapsed = Math.max(this.#clock.monotonic() - held.mono, this.#clock.now() - held.wall);
    return elapsed < held.life - Math.min(30_000, held.life / 5);
  }

  #once(route: string, reason: Reason): Promise<void> {
    this.#flight ??= this.#renew(route, reason).finally(() => (this.#flight = undefined));
    return this.#flight;
  }
}

/** The tokens of a session: what its document brought, from when somebody first reads with them. */
export const tokensOf = (core: Core): TokenClient => {
  if (!core.tokens) {
    core.tokens = new TokenClient(core.surroundings.clock, async (route, reason) =>
      (await core.engine()).renew(route, reason),
    );
    if (core.document && core.received) core.tokens.adopt(core.document, core.received);
  }
  return core.tokens;
};
