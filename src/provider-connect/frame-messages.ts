import {connectMessage} from '../session/contract-more.js';
import type {ConnectMessage} from '../session/contract-more.js';

/**
 * What Human Connect says, and nothing that anybody else says: the frame's own window, its origin and the shape of
 * the message all have to be right (host-contract.md §4).
 *
 * @param frame asked anew for each message: a frame that is gone has no window
 */
export const readFrameMessage = (
  event: MessageEvent,
  frame: HTMLIFrameElement | null | undefined,
  origin: string,
): ConnectMessage | undefined => {
  const window = frame?.contentWindow;
  if (!window || event.source !== window || event.origin !== origin) return undefined;
  const parsed = connectMessage.safeParse(event.data);
  return parsed.success ? parsed.data : undefined;
};
