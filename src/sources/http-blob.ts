import {CodedError} from '../errors.js';
import {discard, mediaType, readBody} from './http-body.js';

/**
 * The file that an answer holds.
 * @throws {CodedError} `source_sign_in` for a page where no page was asked for; else as `readBody`
 */
export const blobOf = async (
  response: Response,
  accept: string,
  limits: {readonly maxBytes: number; readonly signal: AbortSignal},
): Promise<Blob> => {
  const type = mediaType(response);
  if (type === 'text/html' && !/html|\*\/\*/.test(accept)) {
    discard(response);
    throw new CodedError('source_sign_in');
  }
  return new Blob([await readBody(response, limits)], {type});
};
