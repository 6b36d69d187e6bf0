import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {connection, snapshot, StandInStore} from '../helpers/snapshots.js';
import '../../src/opt-out-panel/define.js';
import type {OptOutPanel} from '../../src/opt-out-panel/index.js';
import type {Snapshot} from '../../src/session/snapshot.js';

export const ACCOUNT = {route: 'human-api', name: 'Human API', optOutUrl: 'https://humanapi.example/opt-out'};

/** A patient who takes part and may leave. */
export const takingPart = (more: Partial<Snapshot> = {}): Snapshot =>
  snapshot({connections: [connection()], links: {participation: '/participation'}, accounts: [ACCOUNT], ...more});

export const AT = Date.parse('2026-03-20T12:00:00Z');

/** After leaving, as the session tells it. */
export const hasLeft = (more: Partial<Snapshot> = {}): Snapshot =>
  takingPart({
    phase: 'opted-out',
    routes: [],
    connections: [],
    storage: {kind: 'none'},
    erased: {records: 612, stores: 3, at: AT, confirmed: true, blocked: false},
    ...more,
  });

/** After leaving while the portal was out of reach. */
export const pending = (more: Partial<Snapshot> = {}): Snapshot =>
  hasLeft({
    pendingOptOut: true,
    erased: {records: 612, stores: 3, at: AT, confirmed: false, blocked: false},
    problem: {code: 'opt_out_unconfirmed', retryable: true},
    ...more,
  });

/** What the session answers to somebody who has left. */
export const LEFT = {erased: {records: 612, stores: 3}, confirmed: true};

const said = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();

/** Acts on `<opt-out-panel>` as a patient would: by what is on the screen. */
export class OptOutHarness {
  private constructor(
    readonly element: OptOutPanel,
    readonly store: StandInStore,
  ) {}

  static async mount(state: Snapshot = takingPart()): Promise<OptOutHarness> {
    const store = new StandInStore(state);
    const element = await fixture<OptOutPanel>(html`<opt-out-panel .store=${store}></opt-out-panel>`);
    const harness = new OptOutHarness(element, store);
    element.dispatchEvent(new Event('pointerover'));
    await waitUntil(() => harness.root.querySelector('dialog'), 'the late part never came', {timeout: 8000});
    return harness;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
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

  /** The four places: name and state, then the text below. */
  places(within: ParentNode = this.root.querySelector('section > .places')!): string[] {
    return [...within.querySelectorAll('[part=place]')].map(said);
  }

  get receipt(): string {
    const box = this.root.querySelector('[part=receipt]');
    return box ? said(box) : '';
  }

  get focused(): string {
    const active = this.root.activeElement;
    return active ? said(active) : '';
  }

  control(name: string | RegExp): HTMLElement {
    const all = [...this.root.querySelectorAll<HTMLElement>('button, a[href]')];
    const found = all.find(each => (typeof name === 'string' ? said(each) === name : name.test(said(each))));
    if (!found) throw new Error(`nothing is called ${String(name)}; there is: ${all.map(said).join(' | ')}`);
    return found;
  }

  has(name: string | RegExp): boolean {
    return [...this.root.querySelectorAll('button, a[href]')].some(each =>
      typeof name === 'string' ? said(each) === name : name.test(said(each)),
    );
  }

  async settled(): Promise<void> {
    await this.element.updateComplete;
    await new Promise(done => setTimeout(done));
    await this.element.updateComplete;
  }

  async press(name: string | RegExp): Promise<void> {
    const control = this.control(name);
    control.focus();
    control.click();
    await this.settled();
  }

  async accessible(): Promise<void> {
    await expect(this.element).to.be.accessible();
  }
}
