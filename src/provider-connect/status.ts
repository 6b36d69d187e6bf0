import {html} from 'lit';
import type {TemplateResult} from 'lit';
import type {ConnectionStatus, ConnectionView} from '../session/snapshot.js';

/** Good, on its way, asks for something; all others are neutral. */
const SIGN: Partial<Record<ConnectionStatus, readonly [tone: string, sign: string]>> = {
  up_to_date: ['good', '✓'],
  collecting: ['wait', '…'],
  slow: ['wait', '…'],
  stuck: ['bad', '!'],
  needs_attention: ['bad', '!'],
  ended: ['bad', '!'],
  blocked: ['bad', '!'],
};

/** The status in a word, with a sign that repeats it; never the colour alone. */
export const statusLabel = (status: ConnectionStatus, word: string): TemplateResult => {
  const [tone, sign] = SIGN[status] ?? ['muted', '–'];
  return html`<span class="status ${tone}" part="status"><span aria-hidden="true">${sign}</span> ${word}</span>`;
};

/** Records come, or have come: nobody has to do anything about the connection as a whole. */
export const isWell = (status: ConnectionStatus): boolean =>
  /^(collecting|slow|stuck|up_to_date|nothing_available)$/.test(status);

/** A connection that stands, whatever its state. */
export const isMade = ({status}: ConnectionView): boolean => status !== 'not_connected';

/**
 * A place of an aggregator that is known by its records, or the aggregator by its name, because its list could not be
 * read: there is nothing to disconnect or to ask by, and nobody can say whether it stands.
 */
export const isUnlisted = ({routeKind, connection}: ConnectionView): boolean =>
  routeKind === 'aggregator' && connection === null;
