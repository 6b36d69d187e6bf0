import {CodedError} from './errors.js';

/** Reads a value of one shape. @throws {CodedError} when the value has another one */
export type Shape<T> = (value: unknown) => T;
type Read<S> = S extends Shape<infer T> ? T : never;
type Fields = Readonly<Record<string, Shape<unknown>>>;
/** What may be missing is an optional property. */
type ObjectOf<F extends Fields> = {[K in keyof F as undefined extends Read<F[K]> ? never : K]: Read<F[K]>} & {
  [K in keyof F as undefined extends Read<F[K]> ? K : never]?: Read<F[K]>;
};

/**
 * A value for which a test holds. These few readers stand where the first screen waits for an answer; everywhere else
 * zod does the same, and a test holds the two together.
 */
export const that =
  <T>(test: (value: unknown) => boolean): Shape<T> =>
  value => {
    if (!test(value)) throw new CodedError('host_invalid');
    return value as T;
  };

export const text = that<string>(value => typeof value === 'string');
export const someText = that<string>(value => typeof value === 'string' && value !== '');
export const seconds = that<number>(value => Number.isFinite(value) && (value as number) >= 0);

/** `null` and `undefined` are left as they are. */
export const maybe =
  <T>(shape: Shape<T>): Shape<T | null | undefined> =>
  value =>
    value == null ? value : shape(value);

export const listOf = <T>(shape: Shape<T>): Shape<T[]> => {
  const list = that<unknown[]>(Array.isArray);
  return value => list(value).map(item => shape(item));
};

/** Fields that are not named are left behind. */
export const objectOf = <F extends Fields>(fields: F): Shape<ObjectOf<F>> => {
  const object = that<Record<string, unknown>>(
    value => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  const names = Object.keys(fields);
  return value => {
    const from = object(value);
    const read: Record<string, unknown> = {};
    for (const name of names) {
      const found = fields[name]!(from[name]);
      if (found !== undefined) read[name] = found;
    }
    return read as ObjectOf<F>;
  };
};
