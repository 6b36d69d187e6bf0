/**
 * Sends an event from an element. One function, because the manifest analyzer would otherwise invent event names
 * from `this.dispatchEvent(new X(…))`; the class JSDoc's `@fires` lines are the documentation.
 *
 * @returns false when a listener called `preventDefault()`.
 */
export const emit = (target: EventTarget, event: Event): boolean => target.dispatchEvent(event);
