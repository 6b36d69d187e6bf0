import {watchPopup} from './popup.js';
import type {SessionController} from '../ui/session-controller.js';

/** A flow that the host runs itself (it took over at `mh-connect-request`), and when to look what became of it. */
export class HostFlow {
  #listening: AbortController | undefined;

  constructor(private readonly session: SessionController) {}

  /** Once the patient is back, or the return page says so, the list is read again. */
  listen(route: string): void {
    this.stop();
    const listening = (this.#listening = new AbortController());
    const reload = (): void => {
      listening.abort();
      this.session.dispatch({type: 'reload-connections'}).catch(() => undefined); // the list says so
    };
    watchPopup(route, {returned: reload, focused: reload}, listening.signal);
  }

  stop(): void {
    this.#listening?.abort();
  }
}
