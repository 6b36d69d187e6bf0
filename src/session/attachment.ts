import {CodedError} from '../errors.js';
import {sourceOf} from './source-of.js';
import type {HealthRecord} from '../records/model.js';
import type {Core} from './core.js';
import type {Life} from './life.js';

const find = ({library}: Life, id: string): HealthRecord | undefined => {
  for (const record of [...library.dated, ...library.undated]) {
    const copy = record.id === id ? record : record.copies?.find(one => one.id === id);
    if (copy) return copy;
  }
  return library.aside.find(({record}) => record?.id === id)?.record;
};

/**
 * The bytes of an attachment, from the raw payload where that carries them, else from its source.
 * @throws {CodedError} `source_not_found` when there is no such attachment
 */
export const openAttachment = async (
  core: Core,
  life: Life,
  {recordId, index}: {recordId: string; index: number},
): Promise<Blob> => {
  const record = find(life, recordId);
  const {url = '', inline} = record?.attachments[index] ?? {};
  const route = life.document.routes.find(({id}) => id === record?.sources[0]?.route);
  const payload = inline && (await life.store.raw(recordId));
  if (!(url || payload) || !route) throw new CodedError('source_not_found');
  const source = await sourceOf(core, life, route);
  if (!source) throw new CodedError('source_unsupported');
  return source.fetchAttachment(url, life.end.signal, payload ? {payload, index} : undefined);
};
