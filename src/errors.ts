/**
 * Failures are values: a closed list of codes. Words for patients come from the elements' strings; messages of
 * browsers and servers are never shown, logged or dispatched, because they can quote a record or a token.
 */
export const ERROR_CODES = [
  // the page
  'unsafe_page',
  'bad_argument',
  'internal',
  // the host (portal)
  'host_unreachable',
  'host_sign_in',
  'host_signed_out',
  'host_not_eligible',
  'host_busy',
  'host_refused',
  'host_error',
  'host_invalid',
  // record sources
  'source_unreachable',
  'source_blocked',
  'source_sign_in',
  'source_refused',
  'source_bad_request',
  'source_not_found',
  'source_conflict',
  'source_busy',
  'source_error',
  'source_timeout',
  'source_invalid',
  'source_too_large',
  'source_paging',
  'source_off_origin',
  'source_older_format',
  'source_unsupported',
  // storage in this browser
  'storage_unavailable',
  'storage_full',
  'storage_blocked',
  'storage_lost',
  // flows
  'connect_failed',
  'connect_expired',
  'popup_blocked',
  'opt_out_unconfirmed',
  'erase_blocked',
  'aborted',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** The only error that crosses a module border in this kit. `message` is the code itself. */
export class CodedError extends Error {
  override readonly name = 'CodedError';
  constructor(
    readonly code: ErrorCode,
    /** Seconds to wait before trying again is useful; absent when the server did not say. */
    readonly retryAfter?: number,
  ) {
    super(code);
  }
}

/** What may be tried again without anybody changing anything. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'host_unreachable',
  'host_busy',
  'host_error',
  'source_unreachable',
  'source_busy',
  'source_error',
  'source_timeout',
  'source_invalid',
  'source_conflict',
  'storage_blocked',
  'storage_lost',
]);
export const isRetryable = (code: ErrorCode): boolean => RETRYABLE.has(code);

/** Any thrown thing as one of ours: what is not becomes `code`, its message dropped. */
export const toCoded = (thrown: unknown, code: ErrorCode = 'internal'): CodedError =>
  thrown instanceof CodedError ? thrown : new CodedError(code);

export const toCode = (thrown: unknown): ErrorCode => toCoded(thrown).code;

/**
 * For code that is loaded when it is wanted and did not come: no line, or a newer version of the portal.
 * @throws {CodedError} `host_unreachable`
 */
export const notLoaded = (): never => {
  throw new CodedError('host_unreachable');
};
