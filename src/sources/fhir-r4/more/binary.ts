import {own} from '../resource.js';
import type {SourceHttp} from '../../http.js';

/** A Binary comes as its own bytes or wrapped in JSON, as the server likes. https://hl7.org/fhir/R4/binary.html */
export const fetchBinary = async (http: SourceHttp, url: string, signal: AbortSignal): Promise<Blob> => {
  const blob = await http.getBlob(url, {signal, accept: 'application/fhir+json, */*;q=0.5'});
  if (!/[/+]json/.test(blob.type)) return blob;
  try {
    const wrapped: unknown = JSON.parse(await blob.text());
    const data = own(wrapped, 'data');
    if (own(wrapped, 'resourceType') !== 'Binary' || typeof data !== 'string') return blob;
    const bytes = Uint8Array.from(atob(data.replace(/\s/g, '')), character => character.charCodeAt(0));
    const type = own(wrapped, 'contentType');
    return new Blob([bytes], {type: typeof type === 'string' ? type.split(';')[0]! : ''});
  } catch {
    // JSON that is the file itself, or is broken: as it came
    return blob;
  }
};
