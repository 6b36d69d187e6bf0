import {breath} from '../breath.js';
import {CodedError} from '../errors.js';
import {exportCsv, exportJson, type Missing} from '../records/export.js';
import type {ConnectionStatus, CoverageState, Snapshot} from '../session/snapshot.js';
import type {SessionController} from '../ui/session-controller.js';

const MISSING: ReadonlySet<CoverageState> = new Set([
  'none',
  'collecting',
  'refused',
  'failed',
  'blocked',
  'unsupported',
] as const);

/** What stands between a connected place and its records. */
const UNREAD: Readonly<Partial<Record<ConnectionStatus, Missing['state']>>> = {
  collecting: 'collecting',
  slow: 'collecting',
  stuck: 'collecting',
  needs_attention: 'failed',
  unavailable: 'failed',
  ended: 'refused',
  blocked: 'blocked',
};

/**
 * Coverage in the words of the contract: what is being read counts as still being collected. A place of which nothing
 * is known by kind, and a route that this version cannot read, stand there as a whole.
 */
export const missingIn = ({
  coverage,
  connections,
  routes,
}: Pick<Snapshot, 'coverage' | 'connections' | 'routes'>): Missing[] => [
  ...coverage.flatMap(({route, institution, category, state}) => {
    const told = state === 'reading' ? 'collecting' : state;
    if (!MISSING.has(told)) return [];
    return {route, institution, category, state: told as Missing['state']};
  }),
  ...connections.flatMap(({route, institution, status}) => {
    const state = UNREAD[status];
    const told = coverage.some(one => one.route === route && one.institution.id === institution.id);
    return state && !told ? [{route, institution, state}] : [];
  }),
  ...routes.flatMap(({id, institution, supported}) =>
    supported ? [] : {route: id, ...(institution && {institution}), state: 'unsupported' as const},
  ),
];

/**
 * All records that are loaded, and all that this browser has stored, as a file.
 * @throws {CodedError} `bad_argument` for another format, `aborted` when nobody is signed in, `storage_blocked` when
 * what is stored does not come.
 */
export const exportFile = async (
  session: Pick<SessionController, 'snapshot' | 'dispatch'>,
  format: 'json' | 'csv',
  locale: string,
): Promise<Blob> => {
  if (format !== 'json' && format !== 'csv') throw new CodedError('bad_argument');
  if (session.snapshot?.phase === 'ready') await session.dispatch({type: 'load-stored'});
  const {snapshot} = session;
  if (snapshot?.phase !== 'ready') throw new CodedError('aborted');
  const {library} = snapshot;
  const input = {library, missing: missingIn(snapshot), locale, exportedAt: new Date().toISOString()};
  const pieces: string[] = [];
  for (const piece of format === 'csv' ? exportCsv(input) : exportJson(input)) {
    pieces.push(piece);
    // tens of thousands of records must not hold the page
    if (pieces.length % 8 === 0) await breath();
  }
  return new Blob(pieces, {type: format === 'csv' ? 'text/csv;charset=utf-8' : 'application/json'});
};

/** Saves a file under a name, without leaving the page. */
export const save = (file: Blob, name: string): void => {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the download has its own hold on the bytes once it has begun
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
