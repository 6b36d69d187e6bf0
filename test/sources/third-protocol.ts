import {parseFhirDate} from '../../src/records/fhir-dates.js';
import {recordKey} from '../../src/records/model.js';
import {cleanText} from '../../src/records/text.js';
import {CodedError} from '../../src/errors.js';
import type {HealthRecord, Institution, MappedPage, SetAside} from '../../src/records/model.js';
import type {SourceHttp} from '../../src/sources/http.js';
import type {RecordSource, SourceContext, SourcePage, Stream} from '../../src/sources/source.js';

/**
 * A third protocol, as docs/architecture.md tells how to write one: an invented register of vaccinations that answers
 * `GET {base_url}/shots?page=1` with `{"shots": [{"id", "vaccine", "cvx", "given"}], "more": true}`.
 */

const SHOTS: Stream = {id: 'shots', categories: ['immunization']};

/** What comes from outside is looked at field by field; a wrong one costs its entry only. */
const mapShot = (
  entry: unknown,
  institution: Institution,
  {route}: SourceContext,
  retrievedAt: string,
): HealthRecord | SetAside => {
  const aside = (reason: SetAside['reason']): SetAside => ({
    state: 'unreadable',
    route,
    institution,
    type: 'shots',
    reason,
  });
  if (typeof entry !== 'object' || entry === null) return aside('not_an_object');
  const {id, vaccine, cvx, given} = entry as Record<string, unknown>;
  if (typeof id !== 'string') return aside('no_id');
  const recordId = `shots/${id}`;
  const date = parseFhirDate(given);
  return {
    id: recordKey(route, institution.id, recordId),
    category: 'immunization',
    title: cleanText(vaccine) || 'Vaccination',
    date,
    codes: typeof cvx === 'string' ? [{system: 'http://hl7.org/fhir/sid/cvx', code: cvx}] : [],
    sources: [{route, institution, recordId, retrievedAt, date}],
    details: [],
    attachments: [],
  };
};

export const createRegisterSource = (context: SourceContext, http: SourceHttp): RecordSource => {
  const institution = context.institution ?? {id: context.route, name: context.routeName};
  return {
    route: context.route,
    plan: () => Promise.resolve([SHOTS]),

    async *read({id: stream}, cursor, signal): AsyncGenerator<SourcePage> {
      for (let page = Number(cursor ?? 1); ; page++) {
        const {body} = await http.getJson(`shots?page=${page}`, {signal, accept: 'application/json'});
        const {shots, more} = (body ?? {}) as {shots?: unknown; more?: unknown};
        if (!Array.isArray(shots)) throw new CodedError('source_invalid');
        const next = more === true && shots.length ? String(page + 1) : null;
        yield {stream, entries: shots, next, retrievedAt: new Date().toISOString()};
        if (next === null) return;
      }
    },

    map({entries, retrievedAt}): MappedPage {
      const mapped = entries.map(entry => mapShot(entry, institution, context, retrievedAt));
      const records = mapped.filter(one => 'id' in one);
      return {
        read: entries.length,
        shown: records.length,
        supporting: 0,
        records,
        aside: mapped.filter((one): one is SetAside => 'reason' in one),
        persons: [],
        raws: new Map(entries.flatMap((raw, at) => ('id' in mapped[at]! ? [[mapped[at].id, raw]] : []))),
      };
    },

    fetchAttachment: () => Promise.reject(new CodedError('source_not_found')),
  };
};
