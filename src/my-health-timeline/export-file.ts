import {breath} from '../breath.js';
import {CodedError} from '../errors.js';
import {exportCsv, exportJson, type Missing} from '../records/export.js';
import type {CoverageState, Snapshot} from '../session/snapshot.js';
import type {SessionController} from '../ui/session-controller.js';

const MISSING: ReadonlySet<CoverageState> = new Set([
  'none',
  'collecting',
  'refused',
  'failed',
  'blocked',
  'unsupported',
] as const);

/**
 * Coverage in the words of the contract: what is being read counts as still being collected. A route that this version
 * cannot read stands there as a whole.
 */
export const missingIn = ({coverage, routes}: Pick<Snapshot, 'coverage' | 'routes'>): Missing[] => [
  ...coverage.flatMap(({route, institution, category, state}) => {
    const told = state === 'reading' ? 'collecting' : state;
    if (!MISSING.has(told)) return [];
    return {route, institution, category, state: told as Missing['state']};
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
