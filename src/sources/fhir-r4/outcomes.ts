import {codesAt, list, own} from './resource.js';

/** What a server says beside its records. Codes are Epic's; `suppressed` is FHIR's own word for "held back". */
export interface Outcome {
  /** Part of the answer is not shared with this app. */
  readonly withheld: boolean;
  /** The next link that was followed is no longer good. */
  readonly expired: boolean;
  /** Nothing came but an error. */
  readonly failed: boolean;
}

/** Reads the OperationOutcomes of a body: itself, or entries of its Bundle. */
export const outcomeOf = (body: unknown): Outcome => {
  let withheld = false;
  let expired = false;
  let error = false;
  let others = 0;
  const entries = own(body, 'resourceType') === 'OperationOutcome' ? [body] : list(own(body, 'entry'));
  for (const entry of entries) {
    const resource = own(entry, 'resource') ?? entry;
    if (own(resource, 'resourceType') !== 'OperationOutcome') {
      others++;
      continue;
    }
    for (const issue of list(own(resource, 'issue'))) {
      const codes = [...codesAt(issue, 'details.coding'), ...codesAt(issue, 'code')];
      withheld ||= codes.some(code => /^(59204|4119|suppressed)$/.test(code));
      expired ||= codes.includes('4113');
      error ||=
        codesAt(issue, 'severity').some(level => /^(error|fatal)$/.test(level)) &&
        !codes.some(code => /^(4101|59204|not-found)$/.test(code));
    }
  }
  return {withheld, expired, failed: error && !others};
};
