import {LitElement} from 'lit';
import {selfTest} from '../session/self-test.js';
import type {SessionStore} from '../session/requests.js';
import type {Snapshot} from '../session/snapshot.js';
import {resolveLocale} from './locale.js';
import {property} from './property.js';
import {UNSAFE} from './unsafe.js';

/**
 * What the three elements have in common: attributes, the way to a session and its events, the language. Each event of
 * a session is sent once, by the element that was connected first.
 *
 * @fires {MhStateEvent} mh-state - What can be shown has changed.
 * @fires {MhSyncEvent} mh-sync - A pass over a route starts, advances or has ended.
 * @fires {MhConnectionEvent} mh-connection - The state of a connection has changed.
 * @fires {MhOptOutEvent} mh-opt-out - The local copy is erased; `confirmed` is the host's yes.
 * @fires {MhSessionEndEvent} mh-session-end - The session is over and the screen blank.
 * @fires {MhErrorEvent} mh-error - A coded failure reached the screen.
 * @cssprop [--mh-text-color=inherit] - Ink.
 * @cssprop [--mh-muted-color] - Ink of what is less important.
 * @cssprop [--mh-surface-color] - Paper of buttons and dialogs.
 * @cssprop [--mh-soft-color] - Paper of cards and fields.
 * @cssprop [--mh-line-color] - Hairlines.
 * @cssprop [--mh-edge-color] - Edges of fields.
 * @cssprop [--mh-accent-color] - Links, pressed buttons, focus.
 * @cssprop [--mh-accent-text-color] - Ink on the accent colour.
 * @cssprop [--mh-accent-soft-color] - Paper of what is chosen.
 * @cssprop [--mh-warning-color] - Ink of warnings.
 * @cssprop [--mh-warning-soft-color] - Paper of warnings.
 * @cssprop [--mh-success-color] - Ink of what went well.
 * @cssprop [--mh-danger-color] - Ink of errors, and the button that removes.
 * @cssprop [--mh-radius] - Corners of cards and dialogs.
 * @cssprop [--mh-button-radius] - Corners of buttons.
 */
export abstract class MyHealthElement extends LitElement {
  /** URL of the portal's token endpoint, resolved against the document. Without it a setup notice is shown. */
  @property({attribute: 'token-endpoint'}) tokenEndpoint = '';

  /** Credentials mode of every call to the host. Record servers always get none. */
  @property() credentials: 'same-origin' | 'include' = 'same-origin';

  /** BCP 47 tag; default: nearest `lang`, then the document's, then the browser's. */
  @property() locale = '';

  /** Level of the element's own heading, 1 to 6; inner headings follow. */
  @property({type: Number, attribute: 'heading-level'}) headingLevel = 2;

  /** Headers for every call to the host (a portal's CSRF token); never sent to record servers. */
  @property({attribute: false}) hostHeaders: (() => Record<string, string>) | undefined;

  /**
   * A session made elsewhere, in place of the one of `tokenEndpoint`: for galleries and tests.
   * @internal
   */
  @property({attribute: false}) store: SessionStore<Snapshot> | undefined;

  /**
   * Everything shown stands in one box that session-replay tools leave out of what they record: by class those built
   * on rrweb, PostHog, Sentry, Amplitude and FullStory, by attribute LogRocket, Hotjar, Datadog and Clarity
   * (docs/decisions/0011).
   */
  protected override createRenderRoot(): HTMLElement {
    const box = this.ownerDocument.createElement('div');
    box.className = 'rr-block ph-no-capture sentry-block amp-block fs-exclude';
    Object.assign(box.dataset, {private: '', hjSuppress: '', ddPrivacy: 'hidden', clarityMask: 'true'});
    // a shadow root that the page’s markup has made stays, and what stands in it goes
    this.shadowRoot?.replaceChildren();
    super.createRenderRoot().append(box);
    // Lit’s mark is whatever stands first in the shadow root, and not in this box: a page may have put something there
    this.renderOptions.renderBefore = null;
    return box;
  }

  /** Where the page has changed what Lit draws with, the one thing that there is to say is said without it. */
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (thrown) {
      if (selfTest()) throw thrown;
      this.renderRoot.textContent = UNSAFE;
    }
  }

  /** The language in use. */
  protected get language(): string {
    return resolveLocale(this, this.locale);
  }
}
