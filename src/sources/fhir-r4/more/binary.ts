import {CodedError} from '../../../errors.js';
import {own} from '../resource.js';
import {filesOf} from './attachments.js';
import type {SourceHttp} from '../../http.js';
import type {HeldFile} from '../../source.js';

const decoded = (data: string, type: unknown): Blob => {
  const bytes = Uint8Array.from(atob(data.replace(/\s/g, '')), character => character.charCodeAt(0));
  return new Blob([bytes], {type: typeof type === 'string' ? type.split(';')[0]! : ''});
};

/**
 * The bytes of a file that its record carries; else of a Binary, which comes as its own bytes or wrapped in JSON, as
 * the server likes. https://hl7.org/fhir/R4/binary.html
 * @throws {CodedError} `source_invalid` when what the record carries is no base64
 */
export const fetchBinary = async (
  http: SourceHttp,
  url: string,
  signal: AbortSignal,
  held?: HeldFile,
): Promise<Blob> => {
  const file = held && filesOf(held.payload)[held.index];
  const carried = own(file, 'data');
  if (typeof carried === 'string' && (carried || !url)) {
    try {
      return decoded(carried, own(file, 'contentType'));
    } catch {
      throw new CodedError('source_invalid');
    }
  }
  const blob = await http.getBlob(url, {signal, accept: 'application/fhir+json, */*;q=0.5'});
  if (!/[/+]json/.test(blob.type)) return blob;
  try {
    const wrapped: unknown = JSON.parse(await blob.text());
    const data = own(wrapped, 'data');
    if (own(wrapped, 'resourceType') !== 'Binary' || typeof data !== 'string') return blob;
    return decoded(data, own(wrapped, 'contentType'));
  } catch {
    // JSON that is the file itself, or is broken: as it came
    return blob;
  }
};
