import type {Coding} from './model.js';

// SNOMED CT "no known …", and https://hl7.org/fhir/uv/ips/CodeSystem-absent-unknown-uv-ips.html
const NONE_KNOWN =
  /^(716186003|409137002|429625007|428607008|428197003|1003774007|160244002|160243008|160245001|1828[78]900[15]|787481004|787482006|787480003|no-(known|[a-z]+-info)[a-z-]*)$/;

/** True for a code that states that there is nothing to state; CVX 998 is "no vaccine administered". */
export const isNoneCode = ({system, code}: Coding): boolean =>
  NONE_KNOWN.test(code) || (code === '998' && system.endsWith('/cvx'));
