/** An answer from the lock manager is waited for this long; a browser that gives none must not stop anybody. */
const DEADLINE_MS = 2_000;

/** Short, stable, and nothing can be read from it: lock names are visible to every script of the origin. */
const hash = (text: string): string => {
  let value = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
};

/**
 * One connect flow at a time across tabs.
 *
 * @returns the way to let go, or `undefined` when another tab holds the lock. Without Web Locks: always yes.
 */
export const takeConnectLock = (endpoint: string): Promise<(() => void) | undefined> => {
  const nothing = (): void => undefined;
  // absent on pages that are not a secure context
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return Promise.resolve(nothing);
  return new Promise(answer => {
    const timer = setTimeout(() => answer(nothing), DEADLINE_MS);
    locks
      .request(`my-health.connect.${hash(endpoint)}`, {ifAvailable: true}, lock => {
        clearTimeout(timer);
        if (!lock) return answer(undefined);
        return new Promise<void>(release => answer(release));
      })
      .catch(() => answer(nothing));
  });
};
