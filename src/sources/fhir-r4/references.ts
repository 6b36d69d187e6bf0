import {isObject, type Json} from '../json.js';
import {at, list, own} from './resource.js';

/** An entry as it is read: the resource and the address that the server gave it. */
export interface Entry {
  readonly resource: Json;
  readonly fullUrl: string;
}

const LOCAL = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9.\-_~:%]{1,200})(?:\/_history\/[^/]*)?$/;

/** `Type/id` at the end of a relative or absolute reference, without its version; `''` for every other kind. */
export const localId = (reference: string): string => {
  const match = LOCAL.exec(reference);
  return match ? `${match[1]}/${match[2]}` : '';
};

/** Published records have less than a tenth of it. */
export const MOST_VALUES = 5000;

/** What stands beside a resource on its page, so that references can be followed without asking the server. */
export class Neighbours {
  readonly #byId = new Map<string, Json>();
  /** Values that one record may still put into words: what is nested widely would cost minutes, and say nothing. */
  left = MOST_VALUES;

  constructor(entries: readonly Entry[]) {
    for (const {resource, fullUrl} of entries) {
      const type = own(resource, 'resourceType');
      const id = own(resource, 'id');
      if (typeof type === 'string' && typeof id === 'string') this.#add(`${type}/${id}`, resource);
      if (fullUrl) this.#add(fullUrl, resource);
    }
  }

  #add(key: string, resource: Json): void {
    if (!this.#byId.has(key)) this.#byId.set(key, resource);
  }

  /** The resource that a Reference names, looked for inside its own resource and on its page; else `undefined`. */
  find(reference: unknown, container: Json): Json | undefined {
    const text = own(reference, 'reference');
    if (typeof text !== 'string') return undefined;
    if (text.startsWith('#')) {
      return list(own(container, 'contained')).find(
        (inner): inner is Json => isObject(inner) && own(inner, 'id') === text.slice(1),
      );
    }
    return this.#byId.get(text) ?? this.#byId.get(localId(text));
  }

  /** `Type/id` of what a Reference names, also when it is not on the page; `''` when that cannot be told. */
  idOf(reference: unknown, container: Json, type: string): string {
    const text = own(reference, 'reference');
    if (typeof text !== 'string') return '';
    const local = localId(text);
    if (local) return local;
    const found = text.startsWith('#') ? undefined : this.find(reference, container);
    const id = own(found, 'id');
    if (typeof id === 'string') return `${type}/${id}`;
    // a urn that is not on this page: servers that keep urns use the same id
    const urn = /^urn:(?:uuid|oid):([\w.-]+)$/i.exec(text);
    return urn ? `${type}/${urn[1]}` : '';
  }

  /**
   * True when the resource is about somebody else: a reference of its subject resolves to another Patient, and none to
   * this one. What cannot be resolved to a Patient says nothing; a conditional reference that does not ask for this one
   * is about another.
   */
  isAnothers(resource: Json, patientId: string): boolean {
    let other = false;
    for (const path of SUBJECTS) {
      // most resources have one of these
      if (!Object.hasOwn(resource, path === ACTOR ? 'participant' : path)) continue;
      for (const reference of at(resource, path)) {
        // some write the address where the Reference should be
        const text = typeof reference === 'string' ? reference : own(reference, 'reference');
        if (typeof text !== 'string') continue;
        // nearly all of a patient's own resources say so like this
        if (text.length === patientId.length + 8 && text === `Patient/${patientId}`) return false;
        const inside = text.startsWith('#');
        const [named, local, search] = (!inside && PATIENT.exec(text.trim().slice(0, 2000))) || [];
        const found = named || localId(text) ? undefined : this.find(reference, resource);
        const id = local ?? patientIdOf(found, inside);
        const numbers = found ? at(found, 'identifier.value') : search ? [search.split(/[=|]|%7c/i).at(-1)] : [];
        const ours = numbers.length ? at(this.#byId.get(`Patient/${patientId}`), 'identifier.value') : [];
        if (numbers.some(number => number === patientId || ours.includes(number))) return false;
        // ids of what is contained are its container's: its numbers say more, where the patient's are known
        if (id === patientId && !(inside && ours.length)) return false;
        if (id || search !== undefined) other = true;
      }
    }
    return other;
  }
}

/** A Patient's address, however it is written: its id, or what a conditional reference asks for. */
const PATIENT = /^(?:.*\/)?patient(?:\/([^/?#|\s]+)(?:\/_history\/[^/]*)?\/*(?:[?#|].*)?|\?(.*))$/is;

/** Id of a Patient that was found; `''` for other types, and for a contained one that does not say who it is. */
const patientIdOf = (found: Json | undefined, contained: boolean): string => {
  const id = own(found, 'id');
  return own(found, 'resourceType') === 'Patient' &&
    typeof id === 'string' &&
    (!contained || ['name', 'birthDate', 'identifier'].some(key => own(found, key) !== undefined))
    ? id
    : '';
};

const ACTOR = 'participant.actor';
const SUBJECTS = ['subject', 'patient', 'beneficiary', 'for', 'individual', ACTOR];
