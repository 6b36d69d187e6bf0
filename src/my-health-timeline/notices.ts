import {html, nothing, type TemplateResult} from 'lit';
import {since, type Model} from './context.js';
import {notice} from './templates.js';
import {failureText} from '../ui/failure.js';
import {formatSoon} from '../ui/moments.js';

/** What the patient should know about what is on screen: never more than is known, each with its one act. */
export const notices = ({snapshot, context, words}: Model, retry: () => void, missing: () => void): TemplateResult => {
  const {viewer} = context;
  const {stale, problem, asOf, coverage, storage, connections} = snapshot;
  const clock = (at: number): string =>
    `${since(at, context)}, ${new Date(at).toLocaleTimeString(viewer.locale, {timeZone: viewer.timeZone, timeStyle: 'short'})}`;
  const act = (label: string, go: () => void): TemplateResult =>
    html` <button class="link" @click=${go}>${label}</button>`;
  const collecting = connections.filter(
    ({routeKind, connection, status, untold}) =>
      // of a place that is not listed yet nobody has said that it collects
      routeKind === 'aggregator' && connection !== null && !untold && /^(collecting|slow|stuck)$/.test(status),
  );
  // of an aggregator's places each says the same
  const pauses = new Map(
    connections
      .filter(({retryAt}) => retryAt)
      .map(({route, routeKind, routeName, institution, status, retryAt}) => [
        route,
        (status === 'unavailable' ? words.pause : words.pauseNow)(
          routeKind === 'direct' ? institution.name : routeName,
          formatSoon(retryAt!, viewer.locale),
        ),
      ]),
  );
  const busy = problem?.code === 'host_busy' ? ` ${failureText(problem, words, viewer.locale)}` : '';
  const failed = new Set(
    coverage
      .filter(({state}) => /^(refused|failed|blocked)$/.test(state))
      .map(({route, institution}) => `${route} ${institution.id}`),
  ).size;
  return html`${
    stale || problem
      ? notice('warning', html`${words.stale(asOf ? clock(asOf) : '')}${busy}${act(words.retry, retry)}`, 'warn')
      : nothing
  }
  ${[...pauses.values()].map(text => notice('clock', text))}
  ${collecting.map(({institution, status, expectedMinutes}) => {
    const [what, how] =
      status === 'stuck'
        ? [words.collectingStuck(institution.name), words.collectingStuckHow]
        : [
            words.collecting(institution.name),
            status === 'slow'
              ? words.collectingSlow
              : expectedMinutes
                ? words.collectingMinutes(expectedMinutes)
                : words.collectingHow,
          ];
    return notice('clock', html`<b>${what}</b> ${how}`);
  })}
  ${failed ? notice('warning', html`${words.partial(failed)}${act(words.missing, missing)}`, 'warn') : nothing}
  ${
    storage.notice
      ? notice('warning', storage.notice === 'storage_full' ? words.notAllSaved : words.notSaved, 'warn')
      : nothing
  }`;
};
