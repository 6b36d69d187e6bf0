import type {BrowserContext, FrameLocator, Locator, Page} from 'playwright-core';

/** What of an export the tests look at (docs/host-contract.md §9). */
export interface Exported {
  readonly missing: readonly {route: string; category?: string; state: string; record_ids?: string[]}[];
  readonly records: readonly {
    id: string;
    title: string;
    sources: readonly {route: string; institution: {id: string; name: string}; record_id: string}[];
  }[];
}

/** Notes every event of the elements, and every violation of the page's policy, from before the first script on. */
const takeNotes = (): void => {
  const notes = {seen: [] as object[], violations: [] as string[]};
  Object.assign(window, {notes});
  const fields = [
    'state',
    'route',
    'phase',
    'received',
    'status',
    'reason',
    'code',
    'retryable',
    'erased',
    'confirmed',
  ];
  for (const type of ['mh-state', 'mh-sync', 'mh-connection', 'mh-opt-out', 'mh-session-end', 'mh-error']) {
    document.addEventListener(type, event => {
      const from = event as unknown as Record<string, unknown>;
      notes.seen.push({
        type,
        ...Object.fromEntries(fields.filter(name => name in event).map(name => [name, from[name]])),
      });
    });
  }
  document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) =>
    notes.violations.push(`${violatedDirective} ${blockedURI}`),
  );
};
interface Notes {
  readonly seen: readonly Readonly<Record<string, unknown>>[];
  readonly violations: readonly string[];
}
const haveEnded = (routes: readonly string[]): boolean => {
  const {seen} = (window as unknown as {notes: Notes}).notes;
  return routes.every(route => {
    const phases = seen.filter(event => event['type'] === 'mh-sync' && event['route'] === route);
    return /^(done|partial|failed)$/.test(String(phases.at(-1)?.['phase']));
  });
};
const notesOf = (): Notes => (window as unknown as {notes: Notes}).notes;

/** A new context in which every page takes notes; all its requests' origins are collected. */
export const watch = async (context: BrowserContext): Promise<{context: BrowserContext; origins: Set<string>}> => {
  const origins = new Set<string>();
  context.on('request', request => origins.add(new URL(request.url()).origin));
  context.setDefaultTimeout(15_000);
  // the compiler names inner functions with a helper that pages do not have
  await context.addInitScript('globalThis.__name = value => value');
  await context.addInitScript(takeNotes);
  return {context, origins};
};

/** What a test asks the host for to see that everything asked for before has been answered. */
const TRIP = '/icon.svg';

/** A page with the three tags, used as a patient uses it. Locators go through the open shadow roots. */
export class Visit {
  readonly timeline: Locator;
  readonly connections: Locator;
  readonly leaving: Locator;
  /** How often the page has asked for something, the test's own trips aside. */
  #asked = 0;

  private constructor(
    readonly page: Page,
    scope: Page | FrameLocator = page,
  ) {
    this.timeline = scope.locator('my-health-timeline');
    this.connections = scope.locator('provider-connect');
    this.leaving = scope.locator('opt-out-panel');
    page.on('request', request => (this.#asked += Number(!request.url().endsWith(TRIP))));
  }

  /** The same page, its tags inside a frame. */
  within(frame: string): Visit {
    return new Visit(this.page, this.page.frameLocator(frame));
  }

  static async begin(context: BrowserContext, url: string): Promise<Visit> {
    const page = await context.newPage();
    await page.goto(url);
    return new Visit(page);
  }

  /** A visit in which every route has been read to its end. */
  static async whole(context: BrowserContext, url: string): Promise<Visit> {
    const visit = await Visit.begin(context, url);
    await visit.ended('mount-sinai', 'human-api');
    return visit;
  }

  /** The records of the list, those in folded parts included. */
  get records(): Locator {
    return this.timeline.locator('article');
  }

  /** Their titles, in order. */
  titles(): Promise<(string | null)[]> {
    return this.records.evaluateAll(all => all.map(one => one.getAttribute('aria-label')));
  }

  /** The row of one connection. */
  connection(place: string): Locator {
    return this.connections.getByRole('listitem').filter({hasText: place}).first();
  }

  /** The word that says how a connection stands. */
  status(place: string, word: string): Locator {
    return this.connection(place).locator('[part=status]').filter({hasText: word});
  }

  /** The frame of Human Connect inside the connect dialog. */
  get humanConnect(): FrameLocator {
    return this.connections.getByRole('dialog').frameLocator('iframe');
  }

  /** Shows a further step, and waits for the last of it: its records are painted one part after the other. */
  async showEarlier(): Promise<void> {
    const button = this.timeline.getByRole('button', {name: /^Show earlier records/});
    const [shown = 0, all = 0] = ((await button.textContent())!.match(/[\d,]+/g) ?? []).map(text =>
      Number(text.replaceAll(',', '')),
    );
    const before = await this.records.count();
    // by key: how high a record is shows when it first comes near the view, and a jump to the end moves the button then
    await button.press('Enter');
    await this.records.nth(before + Math.min(50, all - shown) - 1).waitFor({state: 'attached'});
  }

  /** Connects a place over Human Connect's own page, as its pages ask for it. Returns with the dialog closed. */
  async connectThrough(place: string): Promise<void> {
    await this.connections.getByRole('button', {name: /^Connect (another|a) place/}).click();
    const dialog = this.connections.getByRole('dialog');
    await dialog.getByRole('searchbox').fill(place);
    await dialog.getByRole('button', {name: place}).click();
    await this.humanConnect.getByRole('button', {name: 'Sign in and share'}).click();
    await this.humanConnect.getByRole('button', {name: 'Finish'}).click();
    await dialog.getByRole('heading', {name: `Connected: ${place}`}).waitFor();
    await dialog.getByRole('button', {name: 'Done'}).click();
    await dialog.waitFor({state: 'hidden'});
  }

  /** Presses through the whole of leaving. */
  async optOut(): Promise<void> {
    await this.leaving.getByRole('button', {name: 'Leave My Health…'}).press('Enter');
    await this.leaving.getByRole('dialog').getByRole('button', {name: 'Leave and remove'}).click();
  }

  /** Resolves when such an event has been seen, now or earlier. */
  async event(type: string, fields: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const wanted = {type, ...fields};
    await this.page.waitForFunction(
      wanted =>
        (window as unknown as {notes: Notes}).notes.seen.some(event =>
          Object.entries(wanted).every(([name, value]) => event[name] === value),
        ),
      wanted,
      {timeout: 60_000},
    );
  }

  /** Resolves when the newest pass over each of these routes has ended. */
  async ended(...routes: string[]): Promise<void> {
    await this.page.waitForFunction(haveEnded, routes, {timeout: 60_000});
  }

  /** Resolves when a route has been read to its end this often. */
  async passes(route: string, times: number): Promise<void> {
    await this.page.waitForFunction(
      ([route, times]) =>
        (window as unknown as {notes: Notes}).notes.seen.filter(
          event => event['type'] === 'mh-sync' && event['route'] === route && event['phase'] === 'done',
        ).length >= times,
      [route, times] as const,
    );
  }

  /**
   * Puts the page's clock forward until the work is done: pauses and deadlines pass at once. It must be installed.
   * What really travels keeps up with the clock, however slow the machine is. The patient stays there meanwhile.
   * @returns seconds of the page's time
   */
  async hurry(work: Promise<unknown>): Promise<number> {
    let isDone = false;
    const ending = work.finally(() => (isDone = true));
    let seconds = 0;
    for (; !isDone; seconds += 5) {
      if (seconds > 3600) throw new Error('The work has not ended in an hour of the page’s time');
      await this.#arrived();
      await this.page.clock.runFor(5000);
    }
    await ending;
    return seconds;
  }

  /**
   * Resolves when what the page has asked for has been answered, and what it asked for thereupon (a refused token is
   * renewed, and the list asked for again): nothing more was asked while something of the test's own came twice.
   */
  async #arrived(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet++) {
      const asked = this.#asked;
      await this.page.evaluate(async path => {
        dispatchEvent(new Event('keydown'));
        await (await fetch(path, {cache: 'no-store'})).text();
      }, TRIP);
      if (this.#asked !== asked) quiet = -1;
    }
  }

  async events(type: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.page.evaluate(notesOf)).seen.filter(event => event['type'] === type);
  }

  async violations(): Promise<readonly string[]> {
    return (await this.page.evaluate(notesOf)).violations;
  }

  /** Reads all sources again, as a press would. */
  async refresh(): Promise<void> {
    await this.page.evaluate(() =>
      (document.querySelector('my-health-timeline') as unknown as {refresh(): Promise<void>}).refresh(),
    );
  }

  /** All that is loaded, through the public method. */
  async exported(): Promise<Exported> {
    return this.page.evaluate(async () => {
      const timeline = document.querySelector('my-health-timeline') as unknown as {
        exportRecords(options: {format: 'json'}): Promise<Blob>;
      };
      return JSON.parse(await (await timeline.exportRecords({format: 'json'})).text()) as Exported;
    });
  }

  /** Ids at one route of everything that was read from there, whether shown or set aside. */
  async idsOf(route: string): Promise<string[]> {
    const {records, missing} = await this.exported();
    return [
      ...records.flatMap(({sources}) => sources.filter(source => source.route === route).map(one => one.record_id)),
      ...missing.filter(entry => entry.route === route).flatMap(entry => entry.record_ids ?? []),
    ].sort();
  }

  /** Resolves when something is as wanted; fails when it is not within 10 s. */
  async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 10_000; !(await isSo());) {
      if (Date.now() > end) throw new Error(`Not within 10 s: ${what}`);
      // the simulated servers run in this very process
      await new Promise(turn => setImmediate(turn));
    }
  }

  /** Keys of all rows in all IndexedDB databases of the origin. */
  async storedKeys(): Promise<string[]> {
    return this.page.evaluate(async () => {
      const ask = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error!);
        });
      const keys: string[] = [];
      for (const {name} of await indexedDB.databases()) {
        const db = await ask(indexedDB.open(name!));
        const stores = [...db.objectStoreNames];
        if (stores.length) {
          const reading = db.transaction(stores);
          for (const store of stores)
            for (const key of await ask(reading.objectStore(store).getAllKeys()))
              keys.push(`${store} ${JSON.stringify(key)}`);
        }
        db.close();
      }
      return keys;
    });
  }

  /** How many rows they hold. */
  async storedRows(): Promise<number> {
    return (await this.storedKeys()).length;
  }
}

/** What the record servers were asked for, without the lists of connections. */
export const recordRequests = (requests: readonly {target: string; url: string; method: string}[]): string[] =>
  requests
    .filter(({target, url}) => target === 'fhir' || (target === 'human-api' && url.includes('/medical/')))
    .map(({method, url}) => `${method} ${url}`);

/** How often the token endpoint was asked. */
export const tokenCalls = (requests: readonly {url: string}[]): number =>
  requests.filter(({url}) => new URL(url).pathname.endsWith('/my-health/token')).length;
