import {existsSync, readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {gunzipSync} from 'node:zlib';

/** Folder of published records; read in place. `MY_HEALTH_DATA` names another one. */
export const DATA_FOLDER = resolve(process.env.MY_HEALTH_DATA ?? '../shared/data');
export const dataIsThere = existsSync(DATA_FOLDER);

/** Parsed JSON of one file of the data folder, unpacked where it ends in `.gz`. */
export const readData = (path: string): unknown => {
  const bytes = readFileSync(resolve(DATA_FOLDER, path));
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
};
