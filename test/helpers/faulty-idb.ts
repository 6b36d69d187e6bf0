/**
 * How an action fails. `error`: it says so at once. `hang`: it never answers. `blocked`: open and delete wait for
 * another tab. `quota`, `abort`: the request is sent, then its transaction ends (full disk; tab killed).
 */
export type IdbFault = 'error' | 'hang' | 'blocked' | 'quota' | 'abort';

interface Rule {
  readonly action: string;
  readonly fault: IdbFault;
  skip: number;
  times: number;
}

/** A request that events are sent to by hand; it passes for a real one, as `idb` asks for by `instanceof`. */
class HandRequest extends EventTarget {
  declare result: unknown;
  declare error: unknown;
  declare transaction: unknown;
  constructor() {
    super();
    // the accessors that stand behind these names work on real requests only
    for (const name of ['result', 'error', 'transaction', 'onsuccess', 'onerror', 'onblocked', 'onupgradeneeded'])
      Object.defineProperty(this, name, {value: null, writable: true});
    this.result = undefined;
  }
  fire(type: 'success' | 'error' | 'blocked' | 'upgradeneeded') {
    const event = new Event(type);
    this.dispatchEvent(event);
    (this as unknown as Record<string, ((event: Event) => void) | null>)[`on${type}`]?.(event);
  }
}
Object.setPrototypeOf(HandRequest.prototype, IDBOpenDBRequest.prototype);

/**
 * A real `IDBFactory` whose named actions fail on demand: `open <name>`, `delete <name>`, `transaction`, and
 * `get|put|delete|clear|count <store>`. A rule matches every action that starts with its text.
 */
export class FaultyIdb {
  /** Every action asked for, in order. */
  readonly log: string[] = [];
  #busy = 0;
  #hung = 0;
  #rules: Rule[] = [];
  #held: (() => void)[] = [];
  #open = new Set<IDBDatabase>();

  constructor(readonly real: IDBFactory = indexedDB) {}

  /** From the `skip`-th match on, `times` times. */
  fail(action: string, fault: IdbFault, {skip = 0, times = Infinity}: {skip?: number; times?: number} = {}): this {
    this.#rules.push({action, fault, skip, times});
    return this;
  }

  /** Nothing fails from now on; what was blocked or hung stays so. */
  mend(): void {
    this.#rules = [];
  }

  /** Lets opens and deletes go on that were blocked. */
  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  /** Something is held back (it hangs, or waits for another tab), and nothing else is under way. */
  get stuck(): boolean {
    return this.#hung + this.#held.length > 0 && this.#busy === 0;
  }

  /** Connections that are open through this factory. */
  get connections(): number {
    return this.#open.size;
  }

  /** The browser takes a database away under the page: connections end, then it is gone. */
  async evict(name: string): Promise<void> {
    for (const db of this.#open) if (db.name === name) db.close();
    this.#open.clear();
    await new Promise((resolve, reject) => {
      const request = this.real.deleteDatabase(name);
      request.onsuccess = resolve;
      request.onerror = () => reject(request.error!);
    });
  }

  get factory(): IDBFactory {
    return {
      open: (name: string, version?: number) => this.#request(`open ${name}`, () => this.real.open(name, version)),
      deleteDatabase: (name: string) => this.#request(`delete ${name}`, () => this.real.deleteDatabase(name)),
      cmp: (a: unknown, b: unknown) => this.real.cmp(a, b),
      databases: () => this.real.databases(),
    } as unknown as IDBFactory;
  }

  #fault(action: string): IdbFault | undefined {
    this.log.push(action);
    const rule = this.#rules.find(one => action.startsWith(one.action) && one.times > 0);
    if (!rule || rule.skip-- > 0) return undefined;
    rule.times--;
    return rule.fault;
  }

  #request(action: string, send: () => IDBOpenDBRequest): HandRequest {
    const request = new HandRequest();
    const go = () => {
      const real = send();
      this.#busy++;
      let aborted: IDBDatabase | undefined;
      real.onupgradeneeded = () => {
        aborted = real.result;
        request.result = this.#wrapDb(real.result);
        request.transaction = real.transaction;
        request.fire('upgradeneeded');
      };
      real.onblocked = () => request.fire('blocked');
      real.onerror = () => {
        this.#busy--;
        if (aborted) this.#open.delete(aborted);
        request.error = real.error;
        request.fire('error');
      };
      real.onsuccess = () => {
        this.#busy--;
        // a delete answers with undefined
        request.result = (real.result as IDBDatabase | undefined) && this.#wrapDb(real.result);
        request.fire('success');
      };
    };
    switch (this.#fault(action)) {
      case undefined:
        go();
        break;
      case 'blocked':
        queueMicrotask(() => request.fire('blocked'));
        this.#held.push(go);
        break;
      case 'hang':
        this.#held.push(go);
        break;
      default:
        queueMicrotask(() => {
          request.error = new DOMException('Connection to Indexed Database server lost', 'UnknownError');
          request.fire('error');
        });
    }
    return request;
  }

  #wrapDb(db: IDBDatabase): IDBDatabase {
    this.#open.add(db);
    return this.#proxy(db, {
      close: () => {
        this.#open.delete(db);
        db.close();
      },
      transaction: (names: string[], mode?: IDBTransactionMode) => {
        if (this.#fault(`transaction ${mode ?? 'readonly'}`)) throw new DOMException('', 'InvalidStateError');
        const transaction = db.transaction(names, mode);
        const state = {error: null as DOMException | null};
        this.#busy++;
        for (const end of ['complete', 'abort']) transaction.addEventListener(end, () => this.#busy--);
        return this.#proxy(transaction, {
          get error() {
            return state.error ?? transaction.error;
          },
          objectStore: (name: string) => this.#wrapStore(transaction.objectStore(name), transaction, state),
        });
      },
    });
  }

  #wrapStore(store: IDBObjectStore, transaction: IDBTransaction, state: {error: DOMException | null}): IDBObjectStore {
    const act =
      (verb: 'get' | 'put' | 'delete' | 'clear' | 'count' | 'getAllKeys') =>
      (...args: never[]) => {
        const fault = this.#fault(`${verb} ${store.name}`);
        if (fault === 'hang') {
          this.#hung++;
          return new HandRequest();
        }
        if (fault === 'error') throw new DOMException('', 'UnknownError');
        const request = (store[verb] as (...all: never[]) => IDBRequest)(...args);
        if (fault) {
          request.addEventListener('success', () => {
            if (fault === 'quota') state.error = new DOMException('', 'QuotaExceededError');
            transaction.abort();
          });
        }
        return request;
      };
    return this.#proxy(store, {
      get: act('get'),
      put: act('put'),
      delete: act('delete'),
      clear: act('clear'),
      count: act('count'),
      getAllKeys: act('getAllKeys'),
    });
  }

  /** `target` with some members of its own; everything else reaches the real object with the right `this`. */
  #proxy<T extends object>(target: T, own: object): T {
    return new Proxy(target, {
      get: (_, key) => {
        if (key in own) return Reflect.get(own, key) as unknown;
        const value = Reflect.get(target, key, target) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
      set: (_, key, value) => Reflect.set(target, key, value, target),
    });
  }
}
