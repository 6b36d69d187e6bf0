/**
 * Fetches what leaving and taking the copy away are done with, while there is a line: without one they have to work as
 * well. Not before the screen shows what it can.
 */
export const prepareLeaving = (): void =>
  void Promise.all([import('./actions.js'), import('./participation.js'), import('../cache/purge.js')]).catch(
    () => undefined,
  );
