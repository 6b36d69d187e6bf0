/** In the page: how long the browser took from each press or keystroke to the next paint (Event Timing). */
let longest = 0;
const note = (entries: PerformanceEntryList): void => {
  for (const {duration} of entries) longest = Math.max(longest, duration);
};
const observer = new PerformanceObserver(list => note(list.getEntries()));
// the browser rounds to 8 ms and names none below 16
observer.observe({type: 'event', durationThreshold: 16} as PerformanceObserverInit);

const frame = (): Promise<void> => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));

/** ms of the slowest event since the last call. */
export const slowest = async (): Promise<number> => {
  // entries come with the frame after the one that they tell of
  await frame();
  await frame();
  note(observer.takeRecords());
  const found = longest;
  longest = 0;
  return found;
};
