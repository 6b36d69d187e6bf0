import {CodedError} from '../../src/errors.js';
import type {Category, HealthRecord, MappedPage, SourcePerson} from '../../src/records/model.js';
import type {HumanApiSource} from '../../src/sources/human-api/index.js';
import type {RecordSource, SourceContext, SourcePage, Stream} from '../../src/sources/source.js';
import type {World} from './world.js';

interface Row {
  readonly id: string;
  readonly day: string;
  readonly institution: {readonly id: string; readonly name: string};
  readonly text: string;
}

/** The work, unless the read is given up before it is done. */
const unlessEnded = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(new CodedError('aborted'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, {once: true});
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

/** A record server behind the interface of a source: lists of rows, in pages, with faults where a test wants them. */
export class RecordServer {
  pageSize = 50;
  /** Streams in the order of the plan. */
  lists = new Map<string, {categories: Category[]; also?: Category[]; rows: Row[]}>();
  connections: HumanApiSource[] = [];
  /** Whom it takes the patient for: comes with the visits, with each page of them. */
  persons: Omit<SourcePerson, 'route'>[] = [];
  /** What was asked, in order: `labs 0`, `sources`. */
  readonly requests: string[] = [];
  readonly tokens = new Set<string>();
  /** Takes no token, however new. */
  closed = false;

  constructor(
    readonly route: string,
    readonly world: World,
  ) {
    this.fill('labs', ['lab'], 120);
    this.fill('visits', ['visit'], 30);
    if (route === 'human-api')
      this.connections = [
        {
          id: 'c1',
          source: 's1',
          name: 'Lakeside',
          institution: this.institution,
          since: '2026-01-01T00:00:00Z',
          syncStatus: {status: 'ok', details: 'ok', synchedAt: '2026-02-01T00:00:00Z'},
          historyStatus: 'completed',
        },
      ];
  }

  get institution(): {id: string; name: string} {
    return this.route === 'human-api' ? {id: 'lakeside', name: 'Lakeside'} : {id: 'mount-sinai', name: 'Mount Sinai'};
  }

  /** Rows `0 … count - 1` of a list, newest first. */
  fill(list: string, categories: Category[], count: number, also?: Category[]): void {
    const day = (index: number): string =>
      new Date(Date.UTC(2026, 0, 1) - index * 86_400_000).toISOString().slice(0, 10);
    this.lists.set(list, {
      categories,
      ...(also && {also}),
      rows: Array.from({length: count}, (_, index) => ({
        id: `${list}/${this.world.portal.patient}-${index}`,
        day: day(index),
        institution: this.institution,
        text: `${list} of ${this.world.portal.patient}`,
      })),
    });
  }

  /** Rows of another institution on top of a list. */
  add(list: string, institution: Row['institution'], count: number): void {
    const {patient} = this.world.portal;
    for (let index = 0; index < count; index++) {
      const id = `${list}/${patient}-${institution.id}-${index}`;
      this.lists.get(list)!.rows.unshift({id, day: '2019-05-04', institution, text: `${list} of ${patient}`});
    }
  }

  /** An institution and its rows are not there any more. */
  remove(institution: string): void {
    this.connections = this.connections.filter(one => one.institution.id !== institution);
    for (const list of this.lists.values()) list.rows = list.rows.filter(row => row.institution.id !== institution);
  }

  get ids(): string[] {
    return [...this.lists.values()].flatMap(({rows}) => rows.map(({id}) => id)).sort();
  }

  /** Ids in the lists of a category. */
  idsOf(category: Category): string[] {
    const lists = [...this.lists.values()].filter(({categories}) => categories[0] === category);
    return lists.flatMap(({rows}) => rows.map(({id}) => id));
  }

  source(
    context: SourceContext,
    live: <T>(work: () => Promise<T>) => Promise<T>,
  ): RecordSource & {readSources(signal: AbortSignal): Promise<readonly HumanApiSource[]>} {
    const {world, route} = this;
    const request = (action: string, what: string, signal: AbortSignal): Promise<void> =>
      live(async () => {
        this.requests.push(what);
        let token = await context.token();
        await unlessEnded(world.faults.pass(action), signal);
        for (let tries = 0; token !== null && (this.closed || !world.portal.good.has(token)); tries++) {
          this.tokens.add(token);
          token = tries ? null : await context.token(token);
        }
        if (token === null) throw new CodedError('source_refused');
        this.tokens.add(token);
        if (signal.aborted) throw new CodedError('aborted');
      });
    const page = async (list: string, from: number, signal: AbortSignal): Promise<SourcePage> => {
      await request(`read ${route}|${list}`, `${list} ${from}`, signal);
      const {rows} = this.lists.get(list)!;
      const end = from + this.pageSize;
      return {
        stream: list,
        entries: rows.slice(from, end),
        next: end < rows.length ? String(end) : null,
        retrievedAt: new Date(world.clock.now()).toISOString(),
      };
    };
    const {lists} = this;
    return {
      route,
      plan: async signal => {
        await live(() => world.faults.pass(`plan ${route}`));
        if (signal.aborted) throw new CodedError('aborted');
        return [...lists].map(([id, {categories, also}]): Stream => ({id, categories, ...(also && {also})}));
      },
      async *read(stream, cursor, signal) {
        for (let from: string | null = cursor ?? '0'; from !== null;) {
          const one: SourcePage = await page(stream.id, Number(from), signal);
          yield one;
          from = one.next;
        }
      },
      map: ({stream, entries, retrievedAt}): MappedPage => {
        const records = (entries as Row[]).map(({id, day, institution, text}): HealthRecord => ({
          id: `${route}|${institution.id}|${id}`,
          category: lists.get(stream)!.categories[0]!,
          title: text,
          date: {value: day, precision: 'day'},
          codes: [],
          sources: [{route, institution, recordId: id, retrievedAt, date: {value: day, precision: 'day'}}],
          details: [],
          attachments: [
            {title: 'Letter', contentType: 'application/pdf', url: `Binary/${id}`},
            {title: 'Note', contentType: 'text/plain', inline: true},
          ],
        }));
        return {
          read: entries.length,
          shown: entries.length,
          supporting: 0,
          records,
          aside: [],
          persons: stream === 'visits' ? this.persons.map(person => ({route, ...person})) : [],
          raws: new Map(records.map(({id}, index) => [id, entries[index]])),
        };
      },
      fetchAttachment: async (url, signal, held) => {
        if (held) return new Blob([`${held.index} of ${(held.payload as Row).id}`]);
        await request(`attachment ${route}`, url, signal);
        return new Blob([url]);
      },
      readSources: async signal => {
        await request(`sources ${route}`, 'sources', signal);
        return structuredClone(this.connections);
      },
    };
  }
}
