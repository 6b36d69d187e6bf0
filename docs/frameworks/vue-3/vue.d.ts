import type {MyHealthTags} from 'my-health-elements/jsx';

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;
/** Vue knows a handler of `@mh-sync` as `onMhSync`. */
type Vue<Tag> = new () => {
  $props: {
    [Name in keyof Tag as Name extends `onmh-${infer Rest}` ? `onMh${Capitalize<Camel<Rest>>}` : Name]: Tag[Name];
  };
};

declare module 'vue' {
  interface GlobalComponents {
    'my-health-timeline': Vue<MyHealthTags['my-health-timeline']>;
    'provider-connect': Vue<MyHealthTags['provider-connect']>;
    'opt-out-panel': Vue<MyHealthTags['opt-out-panel']>;
  }
}
