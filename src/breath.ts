/** A task of its own: the browser may paint and answer input before it. */
export const breath = (): Promise<void> => new Promise(done => setTimeout(done));

/** A frame, and the task after it; not longer than a moment, because a hidden page has no frames. */
export const painted = (): Promise<void> =>
  new Promise(done => {
    setTimeout(done, 200);
    requestAnimationFrame(() => setTimeout(done));
  });
