import * as z from 'zod/mini';

const FEATURES = 'popup,width=980,height=760';

/** host-contract.md §5. */
const connectReturn = z.object({type: z.literal('connect-return'), route: z.string()});

/**
 * Opens the institution's sign-in. `noopener` is not asked for, because the answer would always be `null` and a
 * blocked window could not be told; the opener is cut afterwards instead, so that the page cannot steer this one.
 *
 * @returns `null` when the browser did not open it.
 */
export const openPopup = (url: string): Window | null => {
  const popup = window.open(url, '_blank', FEATURES);
  try {
    if (popup) popup.opener = null;
  } catch {
    // a window that is out of reach already has no opener
  }
  return popup;
};

export interface PopupListeners {
  /** The return page says that the sign-in has ended. */
  readonly returned: () => void;
  /** The patient is back on this page, which may mean anything. */
  readonly focused: () => void;
}

/** Listens for the end of a popup. Whether the window is closed is not asked: policies make that lie. */
export const watchPopup = (route: string, {returned, focused}: PopupListeners, signal: AbortSignal): void => {
  try {
    const channel = new BroadcastChannel('my-health');
    channel.addEventListener('message', ({data}: MessageEvent) => {
      const parsed = connectReturn.safeParse(data);
      if (parsed.success && parsed.data.route === route) returned();
    });
    signal.addEventListener('abort', () => channel.close());
  } catch {
    // a document that may keep nothing has no channels: coming back to this page says it too
  }
  const visible = (): void => {
    if (document.visibilityState === 'visible') focused();
  };
  window.addEventListener('focus', focused, {signal});
  document.addEventListener('visibilitychange', visible, {signal});
};
