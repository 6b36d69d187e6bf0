/** The tags in JSX, without any library: what each of them lets an element have is taken, and a mistake is found. */
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {newFolder, remove, ROOT, typecheck} from './kit.js';

const HEAD = `
import type {MyHealthTags} from '${join(ROOT, 'dist/jsx.js')}';
declare global {
  namespace JSX {
    interface IntrinsicElements extends MyHealthTags {}
  }
}
/** As React wraps events. */
interface Wrapped<T> {
  readonly nativeEvent: T;
  readonly type: string;
  readonly target: EventTarget;
  readonly currentTarget: EventTarget & Element;
  preventDefault(): void;
  stopPropagation(): void;
}
declare const maybe: string | undefined;
`;

describe('the tags in JSX', () => {
  let folder: string;
  before(async () => (folder = await newFolder()));
  after(() => remove(folder));

  const compile = async (tag: string): Promise<void> => {
    await writeFile(join(folder, 'main.tsx'), `${HEAD}export const made = () => ${tag};\n`);
    await typecheck(folder, ['main.tsx'], {jsx: 'preserve', exactOptionalPropertyTypes: true, skipLibCheck: true});
  };

  it('take what every element takes, and values that may be missing', () =>
    compile(`[
      <my-health-timeline title="Records" role="region" tabIndex={-1} inert data-x="1" aria-label="Records" />,
      <provider-connect tabindex="0" style="color:red" onClick={event => event.preventDefault()} />,
      <provider-connect style={{color: 'red'}} onClick={(event: MouseEvent) => void event.clientX} />,
      <opt-out-panel onKeyDown={(event: Wrapped<KeyboardEvent>) => void event.nativeEvent.key} onFocus={undefined} />,
      <my-health-timeline locale={maybe} token-endpoint={maybe} pageSize={undefined} onmh-sync={undefined} title={maybe} />,
      <my-health-timeline onmh-sync={({route, phase}) => void (route + phase)} page-size={50} />,
    ]`));

  for (const [tag, said] of [
    ['<my-health-timeline pagesize={50} />', /TS2322.*'pagesize'/s],
    ['<my-health-timeline pageSize="fifty" />', /TS2322.*'string'.*'number'/s],
    ['<provider-connect onclick={() => undefined} />', /TS2322.*'onclick'/s],
    ['<provider-connect onClick={(count: number) => void count} />', /TS2322.*'number'/s],
    ['<my-health-timeline onmh-sync={({text}) => void text} />', /TS2339.*'text'/],
    ['<opt-out-panel role={7} />', /TS2322.*'number'.*'string'/s],
  ] as const)
    it(`find the mistake in ${tag}`, () => assert.rejects(compile(tag), said));
});
