import {CodedError} from '../../src/errors.js';
import type {Clock} from '../../src/environment.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
}

// one channel for all turns: a browser that makes and collects tens of thousands of ports is slow
const {port1, port2} = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** Lets everything that is ready run: promise jobs, stream chunks, bodies of in-page responses. */
const turn = () =>
  new Promise<void>(resolve => {
    waiting.push(resolve);
    port2.postMessage(null);
  });

/**
 * Time that passes only when a test says so. Timers fire in order of their time, then of their making; between two
 * of them everything that became ready runs to its end. `random()` repeats for the same seed.
 */
export class VirtualClock implements Clock {
  #monotonic = 0;
  #wall: number;
  #seed: number;
  #order = 0;
  #timers: Timer[] = [];
  /** Every delay that was asked for, in ms, in order. */
  readonly delays: number[] = [];

  constructor({wall = Date.UTC(2026, 1, 3, 15), seed = 1}: {wall?: number; seed?: number} = {}) {
    this.#wall = wall;
    this.#seed = seed;
  }

  now(): number {
    return this.#wall + this.#monotonic;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  random(): number {
    // mulberry32
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  delay(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(new CodedError('aborted'));
    this.delays.push(ms);
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#timers = this.#timers.filter(other => other !== timer);
        reject(new CodedError('aborted'));
      };
      const timer: Timer = {
        at: this.#monotonic + Math.max(0, ms),
        order: this.#order++,
        fire: () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
      };
      this.#timers.push(timer);
      signal?.addEventListener('abort', stop, {once: true});
    });
  }

  /** How many delays have not ended. */
  get pending(): number {
    return this.#timers.length;
  }

  /** The computer's own clock is set to another time; monotonic time does not notice. */
  shiftWall(ms: number): void {
    this.#wall += ms;
  }

  /** Runs what is ready now, without letting time pass. */
  async settle(turns = 6): Promise<void> {
    for (let index = 0; index < turns; index++) await turn();
  }

  /** Lets `ms` pass, firing what falls due on the way. */
  async advance(ms: number): Promise<void> {
    const until = this.#monotonic + ms;
    await this.settle();
    for (let timer = this.#next(until); timer; timer = this.#next(until)) {
      await this.#fire(timer);
    }
    this.#monotonic = until;
    await this.settle();
  }

  /** Fires everything until no delay is left, or until `limitMs` of virtual time have passed. */
  async runUntilIdle(limitMs = 24 * 60 * 60_000): Promise<void> {
    const until = this.#monotonic + limitMs;
    await this.settle();
    for (let timer = this.#next(until); timer; timer = this.#next(until)) {
      await this.#fire(timer);
    }
  }

  /** Lets time pass until the promise settles; answers as it does. Fails when it is still open after `limitMs`. */
  async until<T>(promise: Promise<T>, limitMs = 24 * 60 * 60_000): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    promise.then(done, done);
    const end = this.#monotonic + limitMs;
    await this.settle();
    while (!settled) {
      const timer = this.#next(end);
      if (!timer) throw new Error(`still open after ${limitMs} ms of virtual time`);
      await this.#fire(timer);
    }
    return promise;
  }

  #next(until: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > until) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    return first;
  }

  async #fire(timer: Timer): Promise<void> {
    this.#timers = this.#timers.filter(other => other !== timer);
    this.#monotonic = Math.max(this.#monotonic, timer.at);
    timer.fire();
    await this.settle();
  }
}
