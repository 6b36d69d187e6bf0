import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {gunzipSync} from 'node:zlib';

/** Folder of published records that tests read in place; absent on most machines, and then tests say so. */
export const DATA_FOLDER = resolve(process.env.MY_HEALTH_DATA ?? '../shared/data');

function* walk(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* walk(path);
    else yield path;
  }
}

/** WTR commands `data-list` (paths below a folder; null when the data is absent) and `data-read` (text, unpacked). */
export function dataPlugin() {
  return {
    name: 'data-commands',
    executeCommand({command, payload}) {
      if (command === 'data-list') {
        if (!existsSync(DATA_FOLDER)) return {paths: null};
        return {paths: [...walk(join(DATA_FOLDER, payload ?? ''))].map(path => relative(DATA_FOLDER, path))};
      }
      if (command === 'data-read') {
        const path = resolve(DATA_FOLDER, payload);
        if (!path.startsWith(DATA_FOLDER)) throw new Error('outside the data folder');
        const bytes = readFileSync(path);
        return {text: (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')};
      }
      return undefined;
    },
  };
}
