const sunday = (year: number, month: number, nth: number): string => {
  // the nth Sunday of a month; -1 is the last
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const sundays = Array.from({length: days}, (_, index) => index + 1).filter(
    day => new Date(Date.UTC(year, month - 1, day)).getUTCDay() === 0,
  );
  const day = nth > 0 ? sundays[nth - 1] : sundays.at(nth);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

/** Daylight saving time in New York on a day, by the rules of that year. */
const isSummer = (day: string): boolean => {
  const year = Number(day.slice(0, 4));
  const [start, end] =
    year >= 2007 ? [sunday(year, 3, 2), sunday(year, 11, 1)] : [sunday(year, 4, 1), sunday(year, 10, -1)];
  return day >= start && day < end;
};

/** A moment in New York as a hospital there writes it: `2019-03-12T09:42:00-04:00`. */
export const newYork = (day: string, time: string): string => `${day}T${time}:00${isSummer(day) ? '-04:00' : '-05:00'}`;

/** The same moment as an aggregator writes it: `2019-03-12T13:42:00.000Z`. */
export const asUtc = (day: string, time: string): string => new Date(newYork(day, time)).toISOString();
