import type {Coding} from './model.js';

// SNOMED CT "no known …", and https://hl7.org/fhir/uv/ips/CodeSystem-absent-unknown-uv-ips.html
const NONE_KNOWN =
  /^(716186003|409137002|429625007|428607008|428197003|1003774007|160244002|160243008|160245001|160266009|1828[78]900[15]|787481004|787482006|787480003|no-(known|[a-z]+-info)[a-z-]*)$/;

/** True for a code that states that there is nothing to state; CVX 998 is "no vaccine administered". */
export const isNoneCode = ({system, code}: Coding): boolean =>
  NONE_KNOWN.test(code) || (code === '998' && system.endsWith('/cvx'));

// how clinics write that there is nothing
const NONE_WORDS =
  /^((nkd?a|nkma|(none|nil) known)\b|((none|nil|not) (recorded|on file)|none|nil)$|(patient )?denies\b|(patient )?(has )?no (known|current|active|significant|evidence of|(family )?history of) |no ([a-z]+ ){0,3}(allerg(y|ies)|medications|problems|immunizations|procedures)\b)/i;

/** The same in words. */
export const isNoneWords = (text: string): boolean => NONE_WORDS.test(text);
