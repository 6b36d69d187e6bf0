import {Later} from '../../later.js';
import {moreWords} from '../../records/code-words.js';

/** What the mapping of results does without, and most other types need. */
export const more = new Later(async () => {
  const [parts] = await Promise.all([import('./more/index.js'), moreWords.load()]);
  return parts;
});
