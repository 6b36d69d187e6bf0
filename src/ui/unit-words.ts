/** Codes of https://ucum.org/ucum that do not read as what they mean once their brackets are gone. */
const WORDS: Readonly<Record<string, string>> = {
  '[degF]': '°F',
  Cel: '°C',
  '[iU]': 'IU',
  '[IU]': 'IU',
  '[lb_av]': 'lb',
  '[oz_av]': 'oz',
  "[arb'U]": 'arbitrary units',
  1: '',
};
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const raise = (digits: string): string => digits.replace(/\d/g, digit => RAISED[+digit]!);

/** A unit as people write it: UCUM notation in words and signs, everything else as the source wrote it. */
export const unitWords = (unit = ''): string =>
  WORDS[unit] ??
  unit
    // notes of UCUM (§12): behind a unit they add nothing to read, alone they are the unit
    .replace(/([^/.])\{[^{}]*\}/g, '$1')
    .replace(/\{([^{}]*)\}/g, (_, note: string) => note.replaceAll('_', ' '))
    .replace(/\[[^[\]]+\]/g, code => WORDS[code] ?? code.slice(1, -1).replace(/_\w+$/, ''))
    .replace(/(?:[x×]\s?)?10[*^](\d+)/gi, (_, power: string) => `×10${raise(power)}`)
    .replace(/(^|[/.])u(?=[gLl]|mol|IU|[mM]?eq|kat|m\b)/g, '$1µ')
    .replace(/m([23])(?!\w)/g, (_, power: string) => `m${raise(power)}`);
