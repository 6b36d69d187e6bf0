import {html, nothing, type TemplateResult} from 'lit';
import {isReading} from '../session/facts.js';
import {heading} from '../ui/heading.js';
import {formatSoon} from '../ui/moments.js';
import {failureLine} from '../ui/speaks.js';
import {isTelling} from '../ui/telling.js';
import {unsafe} from '../ui/unsafe.js';
import {button, state} from './templates.js';
import type {Snapshot} from '../session/snapshot.js';
import type {Context, Model} from './context.js';
import type {TimelineStrings} from './strings.js';

/**
 * The screens without records: what is the case, and what to do.
 *
 * @param aloud whether it is this element that says a failure to screen readers
 */
export const otherScreen = (
  snapshot: Snapshot,
  words: TimelineStrings,
  {level, viewer}: Pick<Context, 'level' | 'viewer'>,
  restart: () => void,
  aloud: boolean,
): TemplateResult => {
  const title = (text: string): TemplateResult => heading(level, text);
  // a portal that asked for quiet is waited for
  const busyUntil = snapshot.problem?.retryAt;
  switch (snapshot.phase) {
    case 'loading':
    case 'ready':
      return state(
        title(words.heading),
        busyUntil ? words.busyUntil(formatSoon(busyUntil, viewer.locale)) : words.loading,
      );
    case 'signed-out': {
      const {title: head, text} = words.signedOut[snapshot.ended ?? 'signed-out'];
      return state(title(head), text, button(words.comeBack, restart, 'primary'));
    }
    case 'not-eligible':
      return state(title(words.notEligibleTitle), words.notEligibleText);
    case 'opted-out': {
      const {pendingOptOut} = snapshot;
      const telling = isTelling(snapshot);
      return state(
        title(pendingOptOut ? words.askedToLeaveTitle : words.optedOutTitle),
        telling ? words.leavingText : words.optedOutText,
        pendingOptOut && !telling ? html`<p class="muted">${words.pendingOptOut}</p>` : nothing,
      );
    }
    case 'error': {
      const {code, retryAt} = snapshot.problem ?? {};
      const later = retryAt !== undefined && retryAt > Date.now();
      // a portal that asked for quiet said when; every other time is our own
      const when = code === 'host_busy' ? words.notBefore : words.triesAgain;
      return state(
        title(words.errorTitle),
        '',
        html`${code ? failureLine(words.problem(code), aloud) : nothing}
        ${later ? html`<p>${when(formatSoon(retryAt, viewer.locale))}</p>` : nothing}
        ${unsafe(snapshot) ? nothing : button(words.retry, restart, 'primary')}`,
      );
    }
  }
};

/** Signed in and no record: an invitation, a first read, or what is known so far; never more than is known. */
export const emptyScreen = ({words, snapshot, context}: Model, missing: () => void): TemplateResult => {
  const {progress, connections, coverage, library, routes, erased, unlisted} = snapshot;
  const title = (text: string): TemplateResult => heading(context.level + 1, text);
  // nothing is read any more until the page is opened anew
  if (erased && !progress.length) return state(nothing, erased.pending ? words.copyGoing : words.copyRemoved);
  // connected, and nothing asked yet
  const before = !progress.length && !coverage.length && routes.some(({status}) => status === 'connected');
  if (before || unlisted || progress.some(isReading)) {
    return state(nothing, words.reading, button(words.missing, missing));
  }
  if (!connections.some(({status}) => status !== 'not_connected')) {
    return state(title(words.emptyTitle), words.emptyText);
  }
  // only what an aggregator still collects is not here: nothing has failed
  const coming = coverage.length > 0 && coverage.every(({state}) => state === 'collecting' || state === 'none');
  const answered =
    coverage.length > 0 && !library.aside.length && coverage.every(({state}) => state === 'none' || state === 'loaded');
  return state(
    answered ? title(words.nothingTitle) : nothing,
    answered ? words.nothingText : coming ? words.comingText : words.unknownText,
    button(words.missing, missing),
  );
};
