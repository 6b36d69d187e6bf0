import {at, own, textAt} from '../resource.js';
import {localId} from '../references.js';
import {FHIR_JSON} from '../searches.js';
import type {SourceHttp} from '../../http.js';

/** Medications read for one source; more than any patient has, few enough for a hostile list. */
const MOST = 200;

/**
 * Names of medicines that are only referenced: neither a display, nor contained, nor on the page. Each is read once;
 * what cannot be read leaves its record with the dose alone.
 */
export const missingMedications = (http: SourceHttp) => {
  const read = new Map<string, Promise<unknown>>();

  return async (entries: readonly unknown[], signal: AbortSignal): Promise<unknown[]> => {
    const wanted = new Set<string>();
    for (const entry of entries) {
      for (const reference of at(entry, 'resource.medicationReference')) {
        const text = own(reference, 'reference');
        if (typeof text === 'string' && !own(reference, 'display') && localId(text).startsWith('Medication/'))
          wanted.add(text);
      }
    }
    if (!wanted.size) return [];
    const here = new Set(entries.map(entry => `Medication/${textAt(entry, 'resource.id')}`));
    const readings: Promise<unknown>[] = [];
    for (const text of wanted) {
      if (here.has(localId(text))) continue;
      let reading = read.get(text);
      if (!reading && read.size < MOST) {
        reading = http.getJson(text, {signal, accept: FHIR_JSON, totalMs: 20_000}).then(
          ({body}) => (own(body, 'resourceType') === 'Medication' ? {fullUrl: text, resource: body} : null),
          () => {
            // an aborted read says nothing about the medicine
            if (signal.aborted) read.delete(text);
            return null;
          },
        );
        read.set(text, reading);
      }
      if (reading) readings.push(reading);
    }
    return (await Promise.all(readings)).filter(Boolean);
  };
};
