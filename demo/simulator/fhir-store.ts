import type {Bundle, JsonObject, Resource} from './types.js';

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isResource = (value: unknown): value is Resource => isObject(value) && typeof value['resourceType'] === 'string';

/** Elements that place a resource in a patient's compartment (R4, CompartmentDefinition/patient), as far as needed. */
const PATIENT_ELEMENTS = ['patient', 'subject', 'beneficiary', 'individual', 'for', 'policyHolder'] as const;

export interface LoadOptions {
  /** The first Patient gets this id, and every reference to it follows. */
  patientId?: string;
  /** `urn:uuid:` and conditional references become `Type/id`, as a real server stores them. Default true. */
  rewriteReferences?: boolean;
}

/** The resources of one FHIR server. */
export class FhirStore {
  readonly #types = new Map<string, Map<string, Resource>>();
  /** `fullUrl`s and renamed ids → `Type/id`. */
  readonly #aliases = new Map<string, string>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get types(): string[] {
    return [...this.#types.keys()];
  }

  /** Adds resources that already have ids and final references. */
  load(resources: Iterable<Resource>): void {
    for (const resource of resources) this.put(resource);
  }

  /** @throws {TypeError} for a resource without an id. */
  put(resource: Resource): void {
    if (!resource.id) throw new TypeError('resource without id');
    const byId = this.#types.get(resource.resourceType) ?? new Map<string, Resource>();
    if (!byId.has(resource.id)) this.#size++;
    byId.set(resource.id, resource);
    this.#types.set(resource.resourceType, byId);
  }

  remove(type: string, id: string): boolean {
    const gone = this.#types.get(type)?.delete(id) ?? false;
    if (gone) this.#size--;
    return gone;
  }

  read(type: string, id: string): Resource | undefined {
    return this.#types.get(type)?.get(id);
  }

  all(type: string): Resource[] {
    return [...(this.#types.get(type)?.values() ?? [])];
  }

  /** Resources of a type in a patient's compartment. */
  ofPatient(type: string, patientId: string): Resource[] {
    const wanted = `Patient/${patientId}`;
    return this.all(type).filter(resource =>
      PATIENT_ELEMENTS.some(name => this.#target(resource[name]).some(target => target === wanted)),
    );
  }

  /** Where a reference (or a list of them) leads. */
  #target(value: unknown): string[] {
    if (Array.isArray(value)) return value.flatMap(item => this.#target(item));
    if (!isObject(value)) return [];
    const {reference} = value;
    if (typeof reference !== 'string') return [];
    return [this.#aliases.get(reference) ?? /(?:^|\/)([A-Z]\w+\/[^/]+)$/.exec(reference)?.[1] ?? reference];
  }

  /** Loads any Bundle the way a server takes a transaction. Returns the patient's id, if there is a Patient. */
  loadBundle(bundle: Bundle, options: LoadOptions = {}): string | null {
    const {patientId, rewriteReferences = true} = options;
    const entries = (bundle.entry ?? []).flatMap(({fullUrl, resource}) =>
      isResource(resource) ? [{fullUrl, resource}] : [],
    );
    let patient: string | null = null;
    const loaded = entries.map(({fullUrl, resource}, index) => {
      const isFirst = resource.resourceType === 'Patient' && patient === null;
      const own = resource.id ?? fullUrl?.replace(/^.*[:/]/, '') ?? `unnamed-${this.#size + index}`;
      const id = isFirst && patientId ? patientId : own;
      if (isFirst) patient = id;
      const target = `${resource.resourceType}/${id}`;
      if (fullUrl) this.#aliases.set(fullUrl, target);
      if (id !== own) this.#aliases.set(`${resource.resourceType}/${own}`, target);
      for (const identifier of Array.isArray(resource['identifier']) ? (resource['identifier'] as unknown[]) : []) {
        if (!isObject(identifier) || typeof identifier['value'] !== 'string') continue;
        const system = typeof identifier['system'] === 'string' ? identifier['system'] : '';
        this.#aliases.set(`${resource.resourceType}?identifier=${system}|${identifier['value']}`, target);
      }
      return {...resource, id};
    });
    for (const resource of loaded) this.put(rewriteReferences ? (this.#rewrite(resource) as Resource) : resource);
    return patient;
  }

  #rewrite(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(item => this.#rewrite(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        name === 'reference' && typeof item === 'string' ? (this.#aliases.get(item) ?? item) : this.#rewrite(item),
      ]),
    );
  }
}
