/**
 * A host page may have replaced `JSON` or `Promise`, or have left something on `Object.prototype`, and has done so
 * before this code ran. Records are not shown on such ground: one clear code, nothing read.
 */
export const selfTest = (): boolean => {
  try {
    for (const _polluted in {}) return false;
    if (['then', 'toJSON', 'get', 'value', 'headers', 'body', 'signal', 'token'].some(name => name in {})) return false;
    if (Object.keys(Array.prototype).length) return false;
    const probe = '{"a":[1,"\\u00e9<&",null,{"b":true}],"c":-1.5e-7}';
    const back = JSON.parse(probe) as {a: unknown[]; c: number};
    return (
      JSON.stringify(back) === '{"a":[1,"é<&",null,{"b":true}],"c":-1.5e-7}' &&
      back.a.length === 4 &&
      back.c < 0 &&
      Object.isFrozen(Object.freeze({})) &&
      new Map([['a', 1]]).get('a') === 1 &&
      [3, 1, 2].sort((a, b) => a - b).join() === '1,2,3' &&
      typeof Promise.resolve(1).then === 'function' &&
      new TextDecoder().decode(new TextEncoder().encode('é')) === 'é' &&
      typeof crypto.subtle.digest === 'function'
    );
  } catch {
    return false;
  }
};
