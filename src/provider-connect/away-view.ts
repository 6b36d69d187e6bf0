import {html, nothing, type TemplateResult} from 'lit';
import type {Snapshot} from '../session/snapshot.js';
import {failureText} from '../ui/failure.js';
import {formatSoon} from '../ui/moments.js';
import {failureLine} from '../ui/speaks.js';
import {unsafe} from '../ui/unsafe.js';
import type {Context} from './context.js';

/**
 * The screen where no connection can be shown: why, and the way back where there is one.
 *
 * @param aloud whether it is this element that says a failure to screen readers
 */
export const awayView = (
  snapshot: Snapshot,
  words: Context['words'],
  language: string,
  restart: () => void,
  aloud: boolean,
): TemplateResult => {
  const {phase, ended, problem, pendingOptOut} = snapshot;
  const again = (text: string, button: string, more: unknown = nothing): TemplateResult =>
    html`<p>${text}</p>
      ${more}
      ${
        unsafe(snapshot)
          ? nothing
          : html`<p><button class="button" type="button" @click=${restart}>${button}</button></p>`
      }`;
  switch (phase) {
    case 'loading':
      // a portal that asked for quiet is waited for
      return html`<p role="status">${words.busyUntil(formatSoon(problem!.retryAt!, language))}</p>`;
    case 'signed-out':
      return ended === 'idle' ? again(words.hidden, words.showAgain) : again(words.signedOut, words.tryAgain);
    case 'not-eligible':
      return html`<p>${words.notEligible}</p>`;
    case 'opted-out':
      return html`<p>${pendingOptOut ? words.leaving : words.optedOut}</p>`;
    default:
      return again(
        words.error,
        words.tryAgain,
        problem ? failureLine(failureText(problem, words, language), aloud) : nothing,
      );
  }
};
