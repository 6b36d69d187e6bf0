/** Medical and proper names that have no plainer word; they count as one syllable. */
const NAMES =
  /human api|my health|mount sinai|immunizations?|medications?|allerg(y|ies)|institutions?|connections?|directory|token-endpoint|attribute|insurance|pharmac(y|ies)|hospitals?|provider/gi;

const syllables = (word: string): number => {
  const bare = word.toLowerCase().replace(/[^a-z]/g, '');
  if (bare.length <= 3) return bare ? 1 : 0;
  const groups = bare.replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, '').match(/[aeiouy]{1,2}/g);
  return Math.max(1, groups?.length ?? 1);
};

/** Flesch-Kincaid grade level: 0.39 words per sentence + 11.8 syllables per word − 15.59. */
export const grade = (text: string): number => {
  const plain = text.replace(NAMES, 'name');
  const sentences = plain.split(/[.!?:…]+/).filter(part => /[a-z]/i.test(part)).length;
  const words = plain.split(/[\s—–-]+/).filter(word => /[a-z]/i.test(word));
  if (!words.length) return 0;
  return (
    (0.39 * words.length) / sentences +
    (11.8 * words.reduce((sum, word) => sum + syllables(word), 0)) / words.length -
    15.59
  );
};
