import type {Random} from './random.js';

export type Audience = 'human-api' | 'human-connect' | 'fhir';

/** What a presented token is worth. */
export type TokenState = 'good' | 'missing' | 'unknown' | 'expired';

interface Issued {
  audience: Audience;
  value: string;
  issuedAt: number;
  expiresAt: number;
}

/** Issues and judges the short-lived tokens that the portal hands to the browser. */
export class TokenOffice {
  #issued = new Map<string, Issued>();
  #current = new Map<Audience, Issued>();

  readonly #now: () => number;
  readonly #random: Random;

  constructor(now: () => number, random: Random) {
    this.#now = now;
    this.#random = random;
  }

  /** A new token. Older ones of the audience stay good until they run out. */
  issue(audience: Audience, seconds: number): string {
    const issuedAt = this.#now();
    const value = `${audience === 'human-connect' ? 'hct' : 'at'}_${this.#random.base64url(24)}`;
    const issued = {audience, value, issuedAt, expiresAt: issuedAt + seconds * 1000};
    this.#issued.set(value, issued);
    this.#current.set(audience, issued);
    return value;
  }

  /** The current token of an audience with what is left of it, new when less than half is left. */
  current(audience: Audience, seconds: number): {value: string; expiresIn: number} {
    const left = (issued: Issued): number => Math.floor((issued.expiresAt - this.#now()) / 1000);
    const known = this.#current.get(audience);
    if (known && this.#issued.has(known.value) && left(known) > seconds / 2)
      return {value: known.value, expiresIn: left(known)};
    return {value: this.issue(audience, seconds), expiresIn: seconds};
  }

  judge(value: string | null | undefined, audience: Audience): TokenState {
    if (!value) return 'missing';
    const issued = this.#issued.get(value);
    if (!issued || issued.audience !== audience) return 'unknown';
    return issued.expiresAt > this.#now() ? 'good' : 'expired';
  }

  /** Judges an `Authorization` header. */
  judgeHeader(header: string | undefined, audience: Audience): TokenState {
    return this.judge(/^Bearer (\S+)$/.exec(header ?? '')?.[1], audience);
  }

  /** Lets every token of an audience run out now. */
  expireAll(audience?: Audience): void {
    for (const issued of this.#issued.values()) {
      if (!audience || issued.audience === audience) issued.expiresAt = this.#now();
    }
  }

  /** Forgets every token: record servers answer 401 to all of them. */
  revokeAll(): void {
    this.#issued.clear();
    this.#current.clear();
  }
}
