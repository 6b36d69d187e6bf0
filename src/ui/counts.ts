// `Intl` objects are not made while a file loads: the first one of a page takes 40 ms in Chromium

/** `1,204`, in English. */
export const number = (n: number): string => n.toLocaleString('en');

/** `1 record`, `1,204 records`, in English. */
export const count = (n: number, one: string, many = one + 's'): string => `${number(n)} ${n === 1 ? one : many}`;
