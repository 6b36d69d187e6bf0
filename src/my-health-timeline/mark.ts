import {html} from 'lit';
import {fold} from '../records/fold.js';
import {queryWords} from '../records/filter.js';

/** Folded text, and for each of its characters where it began and ended in the original. */
const unfold = (text: string): {folded: string; from: number[]; to: number[]} => {
  const from: number[] = [];
  const to: number[] = [];
  let folded = '';
  let at = 0;
  for (const letter of text) {
    const piece = fold(letter);
    for (let n = 0; n < piece.length; n++) {
      from.push(at);
      to.push(at + letter.length);
    }
    folded += piece;
    at += letter.length;
  }
  return {folded, from, to};
};

/** Marks the searched words in texts, whatever their accents and case. The text itself when nothing is searched. */
export const marker = (query: string | undefined): ((text: string) => unknown) => {
  const words = queryWords(query);
  if (!words.length) return text => text;
  return text => {
    const {folded, from, to} = unfold(text);
    const hit = new Uint8Array(text.length);
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
        hit.fill(1, from[at], to[at + word.length - 1]);
      }
    }
    const pieces: unknown[] = [];
    for (let at = 0, end = 0; at < text.length; at = end) {
      while (end < text.length && hit[end] === hit[at]) end++;
      const piece = text.slice(at, end);
      pieces.push(hit[at] ? html`<mark>${piece}</mark>` : piece);
    }
    return pieces;
  };
};
