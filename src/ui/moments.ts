const formats = new Map<string, Intl.DateTimeFormat>();

const formatter = (language: string, withTime: boolean, utc: boolean): Intl.DateTimeFormat => {
  const key = `${language} ${withTime} ${utc}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, {
      dateStyle: 'medium',
      ...(withTime ? {timeStyle: 'short'} : {}),
      ...(utc ? {timeZone: 'UTC'} : {}),
    });
    formats.set(key, format);
  }
  return format;
};

/** A day, also as portals and Human API write one that they keep as an instant. */
const IS_DAY = /^[\d-]{10}(T00:00(:00(\.0+)?)?(Z|[+-]00:00))?$/;

/** `3 Feb 2026`: a day stays the day that was written, an instant is shown in the reader's zone. `''` for missing. */
export const formatDay = (iso: string | undefined, language: string): string => {
  const time = iso ? Date.parse(iso) : NaN;
  return Number.isNaN(time) ? '' : formatter(language, false, IS_DAY.test(iso!)).format(time);
};

/** `3 Feb 2026, 14:05`; a date without a time stays a day. `''` for missing. */
export const formatMoment = (iso: string | undefined, language: string): string => {
  const time = iso ? Date.parse(iso) : NaN;
  return Number.isNaN(time) ? '' : formatter(language, iso!.length > 10, iso!.length === 10).format(time);
};

/** `14:05` today, `4 Feb 2026, 14:05` on any other day. */
export const formatSoon = (ms: number, language: string): string => {
  const time = new Date(ms);
  const today = time.toDateString() === new Date().toDateString();
  return today ? time.toLocaleTimeString(language, {timeStyle: 'short'}) : formatMoment(time.toISOString(), language);
};

/** `A, B, and C`. */
export const formatList = (items: readonly string[], language: string): string =>
  new Intl.ListFormat(language).format(items);
