import {CodedError, toCode} from '../../errors.js';
import {Later, whenLoaded} from '../../later.js';
import {countEntries, MOST_ENTRIES} from '../json.js';
import {mapPage} from './map.js';
import {outcomeOf} from './outcomes.js';
import {localId} from './references.js';
import {list, own, textAt} from './resource.js';
import {declaredTypes, FHIR_JSON, firstUrl, isOlderServer, narrower, streamsOf} from './searches.js';
import type {HttpAnswer, SourceHttp} from '../http.js';
import type {RecordSource, SourceContext, SourcePage} from '../source.js';

const MOST_PAGES = 5000;
const MOST_RESTARTS = 2;
/** Pages in a row that may bring nothing new before it is called a loop. */
const PATIENCE = 3;
/** Codes of a first page that may mean "ask more narrowly". */
const NARROWS = ['source_unsupported', 'source_refused', 'source_not_found'];
/** Codes that a next link ends with when its time is over. */
const EXPIRES = ['source_bad_request', 'source_not_found'];

export interface FhirOptions {
  /** Wall time in ms, for `retrievedAt`. Default: `Date.now`. */
  readonly now?: () => number;
  /** Types that an earlier reading of the capability statement declared. Saves that request. */
  readonly types?: readonly string[];
  /** Called with the declared types, to be kept for a day. */
  readonly onTypes?: (types: readonly string[]) => void;
}

/** `Type/id` of a raw entry; `''` when it has none. */
const keyOf = (entry: unknown): string => {
  const resource = own(entry, 'resource');
  const id = own(resource, 'id');
  return typeof id === 'string' ? `${textAt(resource, 'resourceType')}/${id}` : localId(textAt(entry, 'fullUrl'));
};

/** Whether a raw entry only refers to its medicine. */
const namesMedication = (entry: unknown): boolean => own(own(entry, 'resource'), 'medicationReference') !== undefined;

/** Records straight from one institution's FHIR R4 server. https://hl7.org/fhir/R4/http.html */
export const createFhirSource = (context: SourceContext, http: SourceHttp, options: FhirOptions = {}): RecordSource => {
  const {now = Date.now, onTypes} = options;
  const patientId = context.patientId ?? '';
  /** Types of which narrower searches were answered: the next plan asks narrowly from the start. */
  const narrowed = new Set<string>();
  const medications = new Later(async () => (await import('./more/medications.js')).missingMedications(http));

  /** An address as the server wrote it, made absolute; what is none is left for the request to refuse. */
  const absolute = (written: string, beside = ''): string => {
    try {
      return new URL(written, new URL(beside, `${context.baseUrl.replace(/\/+$/, '')}/`)).href;
    } catch {
      return written;
    }
  };

  /** The next page's address; a relative one stands beside the page that names it. */
  const nextOf = ({body, url}: HttpAnswer): string | null => {
    const link = list(own(body, 'link')).find(item => own(item, 'relation') === 'next');
    const written = own(link, 'url');
    return typeof written === 'string' && written ? absolute(written, url) : null;
  };

  async function* read(
    stream: {readonly id: string},
    cursor: string | null,
    signal: AbortSignal,
  ): AsyncGenerator<SourcePage> {
    const first = absolute(firstUrl(stream.id, patientId));
    const asked = new Set<string>();
    const given = new Set<string>();
    let url = cursor ?? first;
    let restarts = 0;
    let pages = 0;
    let patience = PATIENCE;

    for (;;) {
      if (asked.has(url) || asked.size >= MOST_PAGES) throw new CodedError('source_paging');
      asked.add(url);
      let answer: HttpAnswer | undefined;
      try {
        answer = await http.getJson(url, {signal, accept: FHIR_JSON});
      } catch (thrown) {
        // a search that the server does not do is no fault to try again
        if (url === first && toCode(thrown) === 'source_bad_request') throw new CodedError('source_unsupported');
        if (url === first || restarts >= MOST_RESTARTS || !EXPIRES.includes(toCode(thrown))) throw thrown;
      }
      const body = answer?.body;
      const type = own(body, 'resourceType');
      if (answer && typeof type !== 'string' && own(body, 'entry') === undefined)
        throw new CodedError('source_invalid');
      if (countEntries(body) > MOST_ENTRIES) throw new CodedError('source_too_large');
      const outcome = outcomeOf(body);
      if (!answer || outcome.expired) {
        if (restarts++ >= MOST_RESTARTS) throw new CodedError('source_paging');
        url = first;
        asked.clear();
        patience = pages + PATIENCE;
        continue;
      }
      if (outcome.failed) throw new CodedError('source_unsupported');

      const bundle = type === 'Bundle' || own(body, 'entry') !== undefined;
      const all = bundle ? list(own(body, 'entry')) : [{resource: body}];
      // what was given before the restart is not given again
      const entries = restarts ? all.filter(entry => !given.has(keyOf(entry))) : all;
      const next = bundle ? nextOf(answer) : null;
      let fresh = false;
      for (const entry of all) {
        const key = keyOf(entry);
        if (key && given.has(key)) continue;
        fresh = true;
        if (key) given.add(key);
      }
      const [searched, narrow] = stream.id.split('?');
      if (narrow) narrowed.add(searched!);
      const retrievedAt = new Date(now()).toISOString();
      const more = entries.some(namesMedication) ? await (await medications.load())(entries, signal) : [];
      yield {
        stream: stream.id,
        entries: more.length ? [...entries, ...more] : entries,
        next,
        retrievedAt,
        ...(outcome.withheld && {withheld: true as const}),
      };
      pages++;
      if (next === null) return;
      if (fresh) patience = Math.max(patience, PATIENCE);
      else if (--patience <= 0) throw new CodedError('source_paging');
      url = next;
    }
  }

  return {
    route: context.route,

    async plan(signal) {
      let types = options.types;
      if (!types?.length) {
        let statement: unknown;
        try {
          statement = (await http.getJson('metadata', {signal, accept: FHIR_JSON, totalMs: 15_000})).body;
        } catch (thrown) {
          // without it the usual types are asked for
          if (signal.aborted) throw thrown;
        }
        if (isOlderServer(statement)) throw new CodedError('source_older_format');
        types = declaredTypes(statement);
        if (statement !== undefined) onTypes?.(types);
      }
      return streamsOf(types).flatMap(stream => (narrowed.has(stream.id) ? narrower(stream) : [stream]));
    },

    read,

    narrow: (stream, code) => (NARROWS.includes(code) ? narrower(stream) : []),

    map: (page, breathe) => whenLoaded(() => mapPage(page, context), breathe),

    async fetchAttachment(url, signal, held) {
      const {fetchBinary} = await import('./more/binary.js');
      return fetchBinary(http, url, signal, held);
    },
  };
};
