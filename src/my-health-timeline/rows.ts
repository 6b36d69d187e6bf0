import type {Library} from '../records/library.js';
import type * as RowParts from './rows-more.js';

/*
 * What a list of results alone does without: signs of other kinds, visits and reports as cards, blood
 * pressures. It stands in the file
 * of what reads the disk, which a returning visit has anyway.
 */

let parts: typeof RowParts | undefined;
let loading: Promise<unknown> | undefined;

/** Once loaded. */
export const rowParts = (): typeof RowParts | undefined => parts;

/** @throws what `import()` throws */
export const loadRowParts = (): Promise<unknown> => {
  loading ??= import('./rows-more.js').then(
    loaded => {
      loaded.useAllIcons();
      parts = loaded;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
};

/** Whether a library can be shown as it should be with what is here. */
export const isShowable = ({dated, undated}: Library): boolean =>
  !!parts || [...dated, ...undated].every(({category, members}) => category === 'lab' && !members);
