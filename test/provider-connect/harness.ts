import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {HUMAN_API_ROUTE, connection, snapshot, StandInStore} from '../helpers/snapshots.js';
import '../../src/provider-connect/define.js';
import type {ProviderConnect} from '../../src/provider-connect/index.js';
import type {DirectoryEntry} from '../../src/session/requests.js';
import type {ConnectionView, RouteView, Snapshot} from '../../src/session/snapshot.js';

export const LINKS = {
  connections: '/connections',
  directory: '/directory',
  providerRequest: '/requests',
  help: '/help',
};

export const ACCOUNT = {
  route: 'human-api',
  name: 'Human API',
  signUpUrl: 'https://humanapi.example/sign-up',
  optOutUrl: 'https://humanapi.example/opt-out',
};

export const viaHumanApi = (id: string, name: string, more: Partial<ConnectionView> = {}): ConnectionView =>
  connection({
    key: `human-api|${id}`,
    route: 'human-api',
    routeName: 'Human API',
    routeKind: 'aggregator',
    connection: id,
    institution: {id, name},
    ...more,
  });

export const LAKESIDE = viaHumanApi('lake', 'Lakeside Cardiology');

/** Test files share their origin, and with it the channel on which a return page speaks: one route for each. */
export const POPUP_ROUTE: RouteView = {
  id: `valley-${crypto.randomUUID()}`,
  kind: 'direct',
  protocol: 'fhir-r4',
  name: 'Valley Health',
  institution: {id: 'valley', name: 'Valley Hospital', kind: 'hospital'},
  supported: true,
  status: 'not_connected',
  connect: {kind: 'popup', url: 'https://valley.example/sign-in'},
};

export const INSTANT_ROUTE: RouteView = {
  ...POPUP_ROUTE,
  id: 'harbor',
  name: 'Harbor Health',
  institution: {id: 'harbor', name: 'Harbor Hospital', kind: 'hospital'},
  connect: {kind: 'instant'},
};

/** A direct route as the session lists it before it is connected. */
export const notYet = (route: RouteView): ConnectionView =>
  connection({
    key: route.id,
    route: route.id,
    routeName: route.name,
    institution: route.institution!,
    status: 'not_connected',
    fetchedAt: undefined,
  });

export const entry = (id: string, name: string, more: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  id,
  name,
  route: 'human-api',
  aliases: [],
  ...more,
});

/** Everything offered: links, an account, one route of each kind. */
export const offered = (more: Partial<Snapshot> = {}): Snapshot =>
  snapshot({
    routes: [HUMAN_API_ROUTE, POPUP_ROUTE, INSTANT_ROUTE],
    connections: [],
    links: LINKS,
    accounts: [ACCOUNT],
    ...more,
  });

/** States are waited for, however long a busy machine takes: only the test's own time limits them. */
const waitFor = (what: () => unknown, message: string): Promise<void> =>
  waitUntil(what, message, {timeout: 9000, interval: 5});

const said = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
const named = (element: Element): string => element.getAttribute('aria-label') ?? said(element);

/** Acts on `<provider-connect>` as a patient would: by what is on the screen. */
export class ConnectHarness {
  /** What the element itself has told as `mh-error`: route and code. */
  readonly failures: string[] = [];

  private constructor(
    readonly element: ProviderConnect,
    readonly store: StandInStore,
  ) {
    element.addEventListener('mh-error', ({route, code}) => this.failures.push(`${route} ${code}`));
  }

  /** @param endpoint one for each test, because locks are shared by all tabs of an origin */
  static async mount(
    state: Snapshot = offered(),
    endpoint = `https://portal.example/${crypto.randomUUID()}`,
  ): Promise<ConnectHarness> {
    const store = new StandInStore(state);
    const element = await fixture<ProviderConnect>(
      html`<provider-connect .store=${store} .tokenEndpoint=${endpoint}></provider-connect>`,
    );
    const harness = new ConnectHarness(element, store);
    if (state.phase === 'ready') await harness.whole();
    else await waitFor(() => harness.root.querySelector('section > p')?.textContent, 'nothing is said');
    return harness;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** The late part has come. */
  async whole(): Promise<void> {
    this.element.dispatchEvent(new Event('pointerover'));
    await waitFor(() => this.root.querySelector('dialog'), 'the late part never came');
  }

  async settled(): Promise<void> {
    await this.element.updateComplete;
    await new Promise(done => setTimeout(done));
    await this.element.updateComplete;
  }

  get text(): string {
    return said(this.root.querySelector('[part=base]')!);
  }

  get dialog(): HTMLDialogElement {
    return this.root.querySelector('dialog')!;
  }

  get dialogText(): string {
    return this.dialog.open ? said(this.dialog) : '';
  }

  get title(): string {
    return this.dialog.open ? said(this.root.getElementById('dialog-title')!) : '';
  }

  get frame(): HTMLIFrameElement | null {
    return this.root.querySelector('iframe');
  }

  /** Names of the connections, in order. */
  get places(): string[] {
    return [...this.root.querySelectorAll('[part=connection] b bdi')].map(said);
  }

  row(key: string): HTMLElement {
    return this.root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)!;
  }

  rowText(key: string): string {
    return said(this.row(key));
  }

  /** The control that a screen reader would call this. */
  control(name: string | RegExp, within: ParentNode = this.root): HTMLElement {
    const all = [...within.querySelectorAll<HTMLElement>('button, a[href], summary')];
    const found = all.find(each => (typeof name === 'string' ? named(each) === name : name.test(named(each))));
    if (!found) throw new Error(`nothing is called ${String(name)}; there is: ${all.map(named).join(' | ')}`);
    return found;
  }

  has(name: string | RegExp, within: ParentNode = this.root): boolean {
    return [...within.querySelectorAll('button, a[href], summary')].some(each =>
      typeof name === 'string' ? named(each) === name : name.test(named(each)),
    );
  }

  async press(name: string | RegExp, within: ParentNode = this.root): Promise<void> {
    const control = this.control(name, within);
    control.focus();
    control.click();
    await this.settled();
  }

  get field(): HTMLInputElement {
    return this.root.querySelector<HTMLInputElement>('#search')!;
  }

  async openSearch(): Promise<void> {
    await this.press(/^Connect a(nother)? place$/);
    await waitFor(() => this.root.querySelector('dialog .count') && this.count !== 'Searching…', 'no search');
  }

  /** Types and waits until the search has answered. */
  async type(query: string): Promise<void> {
    this.field.value = query;
    this.field.dispatchEvent(new InputEvent('input', {bubbles: true}));
    await waitFor(() => this.count === 'Searching…' || this.count !== '', 'no search');
    await this.settled();
    await waitFor(() => this.count !== 'Searching…', 'the search did not end');
  }

  /** The spoken count. */
  get count(): string {
    const status = this.root.querySelector('dialog .count');
    return status ? said(status) : '';
  }

  get results(): string[] {
    return [...this.root.querySelectorAll('dialog [part=result]')]
      .filter(each => each.checkVisibility())
      .map(each => said(each));
  }

  /** The news below the list. */
  get news(): string {
    return said(this.root.querySelector('.news')!);
  }

  /** What has focus, in words. */
  get focused(): string {
    const active = this.root.activeElement;
    return active ? (active.id === 'search' ? '#search' : named(active)) : '';
  }

  /** A press of Escape ends in this (the browser's own dialogs cannot be reached by synthetic keys). */
  async escape(): Promise<void> {
    this.dialog.close();
    // a tab in the background, as test files run in, would wait for its next frame with this
    this.dialog.dispatchEvent(new Event('close'));
    await waitFor(() => !this.dialog.open, 'the dialog did not close');
    await this.settled();
  }

  /** A message as Human Connect's window would send it, or, with other parts, as a forger would. */
  message(data: unknown, parts: Partial<{origin: string; source: MessageEventSource | null}> = {}): void {
    const {origin = location.origin, source = this.frame?.contentWindow ?? null} = parts;
    window.dispatchEvent(new MessageEvent('message', {data, origin, source}));
  }

  async until(what: () => unknown, message: string): Promise<void> {
    await waitFor(what, message);
    await this.settled();
  }

  async accessible(): Promise<void> {
    await expect(this.element).to.be.accessible();
  }
}
