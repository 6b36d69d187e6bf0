import type {Category} from '../../records/model.js';

/** How one resource of human-api.md becomes records. */
export interface Resource {
  readonly category: Category;
  /** What it is, in words; the title of an item that names nothing. Empty: the item only supports others. */
  readonly noun: string;
  /** Fields of a few words behind the title, best first. */
  readonly subtitle: readonly string[];
  /** Rows asked for at once. */
  readonly limit: number;
}

/**
 * `name|category|noun|subtitle fields|rows` a line; newest and most wanted first. Visits are about 12 kB each, so
 * fewer at once.
 */
const TABLE = `test_results|lab|Test result|orderedBy
medications|medication|Medicine|dosageInfo details.dosage details.strength instructions
vitals|vital|Vital signs|
immunizations|immunization|Vaccine|
issues|condition|Health problem|
allergies|allergy|Allergy|
encounters|visit|Visit|provider.name provider.departmentName|100
procedures|procedure|Procedure|performer.organizationName performer.name performer
narratives|document|Note|author.name author
plans_of_care|plan|Plan|specialty provider.name provider
ccds|document|Summary of care|author.name author
social_history|social|Social history|
instructions|plan|Instructions|provider.name provider
functional_statuses|other|Functional status|
profile|other||
demographics|other||
organizations|other||`;

export const RESOURCES: ReadonlyMap<string, Resource> = new Map(
  TABLE.split('\n').map(line => {
    const [name, category, noun, subtitle, limit] = line.split('|') as [string, Category, string, string, string?];
    return [name, {category, noun, subtitle: subtitle ? subtitle.split(' ') : [], limit: Number(limit ?? 500)}];
  }),
);

/** An endpoint that came later: shown, in words, as something else. */
export const UNKNOWN_RESOURCE: Resource = {category: 'other', noun: 'Record', subtitle: [], limit: 500};
