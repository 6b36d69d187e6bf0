import {CodedError} from '../errors.js';
import {cleanText} from '../records/text.js';
import {htmlToText, rtfToText} from './attachment-text.js';
import type {Attachment} from '../records/model.js';

/** Text beyond this is a download: a page of it would hold the screen reader, and nobody reads it here. */
const MOST_TEXT = 2_000_000;
const MOST_LETTERS = 200_000;
const IMAGES = /^image\/(png|jpeg|gif|webp)$/;
const TEXTS = /^(text\/(plain|html|rtf)|application\/(rtf|xhtml\+xml))$/;

/** What an attachment has become on screen. */
export type Opened =
  {readonly kind: 'text'; readonly text: string} | {readonly kind: 'image'; readonly image: ImageBitmap};

/** True when it can be read here; all other files are downloads. */
export const isReadable = ({contentType}: Attachment): boolean => TEXTS.test(contentType) || IMAGES.test(contentType);

/**
 * Bytes of a note or picture as something to look at. A record's markup is never rendered, and no address is made for
 * its pictures.
 * @throws {CodedError} `source_too_large`, `source_invalid`.
 */
export const openAttachment = async (file: Blob, contentType: string): Promise<Opened> => {
  if (IMAGES.test(contentType)) {
    try {
      return {kind: 'image', image: await createImageBitmap(file)};
    } catch {
      throw new CodedError('source_invalid');
    }
  }
  if (file.size > MOST_TEXT) throw new CodedError('source_too_large');
  const source = await file.text();
  const text = /html/.test(contentType) ? htmlToText(source) : /rtf/.test(contentType) ? rtfToText(source) : source;
  return {kind: 'text', text: cleanText(text, MOST_LETTERS)};
};

/** A file name without anything that a file system or a shell could read otherwise; never one that a browser opens. */
export const fileName = ({title, contentType}: Attachment): string => {
  const stem = title
    .replace(/\.[a-z\d]{1,5}$/i, '')
    .replace(/[^\p{L}\p{N} _-]+/gu, '')
    .trim()
    .slice(0, 80);
  const ending = contentType === 'application/pdf' ? 'pdf' : TEXTS.test(contentType) ? 'txt' : 'bin';
  return `${stem || 'file'}.${ending}`;
};
