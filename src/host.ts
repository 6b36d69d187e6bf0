/**
 * What a portal team needs beside the tags: the schemas and types of docs/host-contract.md, the closed list of error
 * codes, and the one call for the page where an institution's sign-in ends. Runs in Node too: nothing here touches a
 * page before it is called.
 *
 * @example
 * import {sessionDocument} from 'my-health-elements/host';
 * const {success, error} = sessionDocument.safeParse(answerOfOurEndpoint);
 */
import * as z from 'zod/mini';
import {CATEGORIES} from './records/model.js';

export {announceConnectReturn} from './session/announce.js';
export {sessionDocument, type SessionDocument} from './session/contract-schema.js';
export type {DocumentRoute} from './session/contract.js';
export {connectMessage, directoryAnswer, type ConnectMessage, type DirectoryAnswer} from './session/contract-more.js';
export {ERROR_CODES, type ErrorCode} from './errors.js';
export type {ConnectionStatus, EndReason} from './session/snapshot.js';
export type {MhState} from './ui/events.js';

const version = z.literal(1);
const text = z.string();

/** §2: the body of a call to the token endpoint. */
export const tokenRequest = z.object({
  version,
  refresh: z.optional(text.check(z.minLength(1))),
  reason: z.optional(z.enum(['expiring', 'rejected', 'connect'])),
});
export type TokenRequest = z.infer<typeof tokenRequest>;

/** §3: the body of a call to `links.participation`. */
export const participationRequest = z.object({version, action: z.enum(['opt_out', 'opt_in'])});
export type ParticipationRequest = z.infer<typeof participationRequest>;

/** §3: the body of a call to `links.connections`; `connection` is left out for a direct route. */
export const connectionsRequest = z.object({
  version,
  action: z.enum(['connect', 'disconnect', 'resync']),
  route: text,
  connection: z.optional(text),
});
export type ConnectionsRequest = z.infer<typeof connectionsRequest>;

/** §3: the body of a call to `links.provider_request`: an institution that the patient misses. */
export const providerRequest = z.object({version, name: text, place: text, website: text});
export type ProviderRequest = z.infer<typeof providerRequest>;

/** §2: the body of an answer that is an error. `error_description` is neither shown nor logged. */
export const hostError = z.object({error: text, error_description: z.optional(text)});
export type HostError = z.infer<typeof hostError>;

const category = z.enum(CATEGORIES);
const date = z.object({value: text, precision: z.enum(['year', 'month', 'day', 'minute', 'second'])});
const place = z.object({id: text, name: text});
const code = z.object({system: text, code: text, display: z.optional(text)});

/** §9: what `exportRecords({format: 'json'})` holds. */
export const recordsExport = z.object({
  version,
  exported_at: text,
  locale: text,
  missing: z.array(
    z.object({
      route: text,
      institution: z.optional(place),
      category: z.optional(category),
      state: z.enum([
        'none',
        'collecting',
        'refused',
        'failed',
        'blocked',
        'unsupported',
        'unreadable',
        'entered_in_error',
        'other_patient',
      ]),
      count: z.optional(z.number()),
      record_ids: z.optional(z.array(text)),
    }),
  ),
  records: z.array(
    z.object({
      id: text,
      category,
      title: text,
      status: z.optional(text),
      negated: z.optional(z.boolean()),
      date: z.nullable(date),
      end: z.optional(date),
      value: z.optional(text),
      unit: z.optional(text),
      range: z.optional(text),
      interpretation: z.optional(text),
      components: z.optional(
        z.array(
          z.object({
            title: text,
            value: z.optional(text),
            unit: z.optional(text),
            range: z.optional(text),
            codes: z.array(code),
          }),
        ),
      ),
      codes: z.array(code),
      sources: z.array(
        z.object({
          route: text,
          institution: place,
          record_id: text,
          retrieved_at: text,
          date: z.nullable(date),
        }),
      ),
      visit: z.optional(text),
      report: z.optional(text),
      attachments: z.optional(z.array(z.object({title: text, content_type: text, size: z.optional(z.number())}))),
      details: z.array(z.object({label: text, text})),
    }),
  ),
});
export type RecordsExport = z.infer<typeof recordsExport>;
