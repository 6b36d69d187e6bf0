/** The tags in JSX, without any library: what each of them lets an element have is taken, and a mistake is found. */
import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {newFolder, remove, ROOT, typecheck} from './kit.js';

const headOf = (tags: 'MyHealthTags' | 'MyHealthSolidTags'): string => `
import type {${tags}} from '${join(ROOT, 'dist/jsx.js')}';
import type {MyHealthTimeline} from '${join(ROOT, 'dist/my-health-timeline/index.js')}';
declare global {
  namespace JSX {
    interface IntrinsicElements extends ${tags} {}
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
declare let timeline: MyHealthTimeline;
`;

describe('the tags in JSX', () => {
  let folder: string;
  before(async () => (folder = await newFolder()));
  after(() => remove(folder));

  const compile = async (tag: string, tags: 'MyHealthTags' | 'MyHealthSolidTags' = 'MyHealthTags'): Promise<void> => {
    await writeFile(join(folder, 'main.tsx'), `${headOf(tags)}export const made = () => ${tag};\n`);
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

  // what Solid would write in small letters, and so give to nobody, is not taken
  it('as Solid sets them: properties and events by their own names', async () => {
    const solid = (tag: string): Promise<void> => compile(tag, 'MyHealthSolidTags');
    await solid(`[
      <my-health-timeline ref={timeline} token-endpoint="/token" page-size={50} density="compact" class="wide" />,
      <my-health-timeline ref={element => void element.pageSize} prop:hostHeaders={() => ({})} prop:pageSize={50} />,
      <my-health-timeline on:mh-sync={({route, phase}) => void (route + phase)} onClick={() => undefined} prop:strings={{}} />,
      <opt-out-panel on:mh-opt-out-request={event => event.preventDefault()} title={maybe} />,
    ]`);
    await assert.rejects(solid('<my-health-timeline hostHeaders={() => ({})} />'), /TS2322.*'hostHeaders'/s);
    await assert.rejects(solid('<my-health-timeline tokenEndpoint="/token" />'), /TS2322.*'tokenEndpoint'/s);
    await assert.rejects(solid('<my-health-timeline prop:pageSize="fifty" />'), /TS2322.*'string'.*'number'/s);
    await assert.rejects(solid('<my-health-timeline on:mh-sync={({text}) => void text} />'), /TS2339.*'text'/);
  });
});
