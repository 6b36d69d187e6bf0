const TEXTS = ['é<&', '2020-01-02', '2020-01-02T03:04:05.678Z', '/Date(1)/', '0071', '1.50', 'true', ''];
const PROBE =
  '["é<&","2020-01-02","2020-01-02T03:04:05.678Z","/Date(1)/","0071","1.50","true","",[1,null,{"b":true}],-1.5e-7]';

/**
 * A host page may have replaced `JSON` or `Promise`, or have left something on `Object.prototype`, and has done so
 * before this code ran. Records are not shown on such ground: one clear code, nothing read.
 *
 * What a page adds to other classes without enumerating it, and what it wraps around `fetch`, `JSON` or `Promise`
 * without changing what they give, is its own affair. A browser that is too old for this code is told by the same code.
 */
export const selfTest = (): boolean => {
  try {
    const base = Object.prototype as unknown as Record<string | symbol, unknown>;
    // whatever is there beside the browser's own functions would be read as a field of every answer; zone.js has its
    // own `toString`
    const own = (name: string | symbol): boolean =>
      name === '__proto__' ||
      name === 'toString' ||
      /\[native code]/.test(Function.prototype.toString.call(base[name]));
    const read = JSON.parse(PROBE) as unknown[];
    return (
      Reflect.ownKeys(base).every(own) &&
      // the browser's own functions under another name are found so
      ![base, Array.prototype].some(one => Object.keys(one).length) &&
      // some libraries read dates or numbers out of text
      TEXTS.every((text, at) => read[at] === text) &&
      // or write markup as something else, or leave out what they take for nothing
      JSON.stringify([...read.map(one => one).filter(() => true)]) === PROBE &&
      Array.from(new Set([1]), one => one + 1)[0] === 2 &&
      // and others read dates in a way of their own
      Date.parse(TEXTS[2]!) === 1577934245678 &&
      Object.isFrozen(Object.freeze({})) &&
      new Map([['a', 1]]).get('a') === 1 &&
      [3, 1, 2].sort((a, b) => a - b).join() === '1,2,3' &&
      typeof Promise.race([Promise.resolve(1)]).then === 'function' &&
      new TextDecoder().decode(new TextEncoder().encode('é')) === 'é' &&
      typeof crypto.subtle.digest === 'function' &&
      // the youngest function that is called here: a browser without it is too old
      typeof AbortSignal.any === 'function'
    );
  } catch {
    return false;
  }
};
