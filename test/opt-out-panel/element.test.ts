import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {CodedError} from '../../src/errors.js';
import {MhOptOutRequestEvent, OptOutPanel} from '../../src/opt-out-panel/index.js';
import {loadingSnapshot, StandInStore} from '../helpers/snapshots.js';
import {ACCOUNT, AT, hasLeft, LEFT, OptOutHarness, pending, takingPart} from './harness.js';
import {asOnASmallScreen} from '../helpers/small-screen.js';
import type {ErrorCode} from '../../src/errors.js';
import type {Snapshot} from '../../src/session/snapshot.js';

describe('<opt-out-panel>', () => {
  it('is defined', () => {
    expect(customElements.get('opt-out-panel')).to.equal(OptOutPanel);
  });

  it('shows its setup state as a plain tag', async () => {
    const element = await fixture<OptOutPanel>(html`<opt-out-panel></opt-out-panel>`);
    expect(element.shadowRoot!.textContent).to.contain('not set up yet');
    await expect(element).to.be.accessible();
  });

  it('says at first what it is for, with its button, before its late part has come', async () => {
    const store = new StandInStore(takingPart());
    const element = await fixture<OptOutPanel>(html`<opt-out-panel .store=${store}></opt-out-panel>`);
    expect(element.shadowRoot!.textContent).to.contain('You can leave at any time').and.to.contain('Leave My Health…');
  });

  it('survives being removed and put back', async () => {
    const harness = await OptOutHarness.mount();
    await harness.press('Leave My Health…');
    const {element, store} = harness;
    const parent = element.parentElement!;
    element.remove();
    expect(store.listeners).to.equal(0);
    parent.append(element);
    await harness.settled();
    expect(store.listeners).to.equal(1);
    expect(harness.dialog.open).to.be.false;
    await harness.press('Leave My Health…');
    // that the dialog was closed with its element is told late
    harness.dialog.dispatchEvent(new Event('close'));
    await harness.settled();
    expect(harness.dialog.open).to.be.true;
  });

  const phases: [Snapshot['phase'], string, boolean, boolean][] = [
    ['loading', 'One moment', false, false],
    ['ready', 'You can leave at any time', true, true],
    ['signed-out', 'Sign in to your portal again', false, true],
    ['not-eligible', 'nothing to leave', false, false],
    ['opted-out', 'You have left My Health', false, false],
    ['error', 'You can still leave', true, true],
  ];
  const reasons: [ErrorCode, string][] = [
    ['host_unreachable', 'Your portal cannot be reached'],
    ['host_sign_in', 'asks you to sign in'],
    ['host_error', 'Your portal has a problem'],
    ['unsafe_page', 'does not look safe'],
  ];
  for (const [code, reason] of reasons) {
    it(`says its own words for ${code}`, async () => {
      const harness = await OptOutHarness.mount({
        ...loadingSnapshot(),
        phase: 'error',
        problem: {code, retryable: true},
      });
      expect(harness.text).to.contain(reason).and.to.contain('You can still leave');
      expect(/cannot be reached/.test(harness.text)).to.equal(code === 'host_unreachable');
    });
  }
  const back: [Partial<Snapshot>, string, string][] = [
    [{phase: 'signed-out', ended: 'idle'}, 'hidden because the page was not used', 'Show again'],
    [{phase: 'signed-out', ended: 'signed-out'}, 'Sign in to your portal again', 'Try again'],
    [{phase: 'error', problem: {code: 'host_sign_in', retryable: false}}, 'asks you to sign in', 'Try again'],
  ];
  for (const [state, reason, button] of back) {
    it(`has a way back by itself: ${state.ended ?? state.phase}`, async () => {
      const harness = await OptOutHarness.mount({...loadingSnapshot(), ...state});
      expect(harness.text).to.contain(reason);
      harness.control(button).click();
      expect(harness.store.requests).to.deep.equal([{type: 'restart'}]);
    });
  }

  it('says beside an unconfirmed wish why it is, and what to do first', async () => {
    const problem = {code: 'opt_out_unconfirmed', why: 'host_signed_out', retryable: false} as const;
    const harness = await OptOutHarness.mount(hasLeft({pendingOptOut: true, problem}));
    expect(harness.text).to.contain('You are signed out. Sign in to your portal again.');
  });
  for (const [phase, words, leave, remove] of phases) {
    it(`offers in phase ${phase} what can be done there, accessibly`, async () => {
      const base = phase === 'ready' || phase === 'opted-out' ? takingPart() : loadingSnapshot();
      const harness = await OptOutHarness.mount({...base, phase});
      expect(harness.text).to.contain(words);
      expect(harness.has('Leave My Health…')).to.equal(leave);
      expect(harness.has('Remove the copy on this device…')).to.equal(remove);
      await harness.accessible();
    });
  }

  it('leaves out since when, where the portal does not say it as a date', async () => {
    const harness = await OptOutHarness.mount({...takingPart(), since: 'yesterday'});
    expect(harness.places()[1]).to.contain('You take part').and.not.to.contain('since');
  });

  it('tells the four places apart, each with its state and where to act', async () => {
    const harness = await OptOutHarness.mount();
    const [browser, portal, account, institutions, ...more] = harness.places();
    expect(browser).to.contain('The copy in this browser').and.to.contain('Kept, locked');
    expect(portal).to.contain('My Health in this portal').and.to.contain('You have taken part since Feb 3, 2026');
    expect(account).to.contain('Not removed').and.to.contain('does not remove your data at Human API');
    expect(institutions).to.contain('Not changed');
    expect(more).to.deep.equal([]);
    const link = harness.control(/^Opt out at Human API/) as HTMLAnchorElement;
    expect(link.href).to.equal(ACCOUNT.optOutUrl);
    expect(link.rel).to.contain('noopener');
  });

  it('says "nothing kept" only where that is proven', async () => {
    const harness = await OptOutHarness.mount(takingPart({storage: {kind: 'memory'}}));
    expect(harness.places()[0]).to.contain('Nothing kept');
    expect(harness.has('Remove the copy on this device…')).to.be.false;
    harness.store.set({storage: {kind: 'memory', notice: 'storage_unavailable'}});
    await harness.settled();
    expect(harness.places()[0]).to.contain('Not known').and.not.contain('Nothing kept');
    expect(harness.has('Remove the copy on this device…')).to.be.true;
    harness.store.set({storage: {kind: 'none'}});
    await harness.settled();
    expect(harness.places()[0]).to.contain('May be kept');
  });

  it('says so where the portal offers no way to leave', async () => {
    const harness = await OptOutHarness.mount(takingPart({links: {}}));
    expect(harness.has('Leave My Health…')).to.be.false;
    expect(harness.text).to.contain('Your portal offers no way to leave from here');
  });

  describe('leaving', () => {
    const ask = async (): Promise<OptOutHarness> => {
      const harness = await OptOutHarness.mount();
      harness.store.answers['opt-out'] = () => {
        harness.store.set(hasLeft());
        return LEFT;
      };
      await harness.press('Leave My Health…');
      return harness;
    };

    it('says what will happen in each place, with the least destructive answer focused', async () => {
      const harness = await ask();
      const places = harness.places(harness.dialog);
      expect(places[0]).to.contain('Will be removed');
      expect(places[1]).to.contain('Will stop');
      expect(places[2]).to.contain('Stays').and.to.contain('does not remove your data at Human API');
      expect(places[3]).to.contain('Stays');
      expect(harness.focused).to.equal('Stay in My Health');
      await harness.accessible();
    });

    it('is read from its question where the safe answer would not stand on the same screen', async () => {
      const harness = await OptOutHarness.mount();
      asOnASmallScreen(harness.root);
      await harness.press('Leave My Health…');
      expect(harness.dialog.scrollTop).to.equal(0);
      expect(harness.focused).to.equal('Leave My Health?');
    });

    it('does nothing when the patient stays, and gives focus back', async () => {
      const harness = await ask();
      await harness.press('Stay in My Health');
      expect(harness.dialog.open).to.be.false;
      expect(harness.focused).to.equal('Leave My Health…');
      expect(harness.store.requests).to.deep.equal([]);
    });

    it('leaves on the second press and shows the receipt, with focus on it', async () => {
      const harness = await ask();
      await harness.press('Leave and remove');
      expect(harness.store.requests).to.deep.equal([{type: 'opt-out'}]);
      expect(harness.dialog.open).to.be.false;
      expect(harness.receipt).to.contain('Records in this browser before 612');
      expect(harness.receipt).to.contain('Records in this browser after 0');
      expect(harness.places()[0]).to.contain('Removed');
      expect(harness.places()[1]).to.contain('You have left').and.to.contain('Your portal has confirmed it');
      expect(harness.places()[2]).to.contain('Not removed');
      expect(harness.focused).to.equal('Your receipt: You have left My Health');
      await harness.accessible();
    });

    it('sets the figures of the receipt on one edge where they stand below their words too', async () => {
      const harness = await OptOutHarness.mount(hasLeft());
      const edges = (): number[] =>
        [...harness.root.querySelectorAll('.receipt dd')].map(each => each.getBoundingClientRect().right);
      for (let width = 200; width < 340; width += 10) {
        harness.element.style.inlineSize = `${width}px`;
        for (const edge of edges()) expect(edge, `${width} px`).to.be.closeTo(edges()[0]!, 1);
      }
    });

    it('shows that it is at work, and takes no second press', async () => {
      const harness = await ask();
      let answer: (result: typeof LEFT) => void = () => undefined;
      harness.store.answers['opt-out'] = () => new Promise<typeof LEFT>(done => (answer = done));
      await harness.press('Leave and remove');
      await harness.press('Leaving…');
      expect(harness.store.requests).to.have.length(1);
      answer(LEFT);
      await harness.settled();
      expect(harness.dialog.open).to.be.false;
    });

    it('offers nothing while the portal is being told, and claims nothing of it', async () => {
      const harness = await ask();
      let answer: (result: typeof LEFT) => void = () => undefined;
      harness.store.answers['opt-out'] = () => {
        harness.store.set(pending({busy: ['opt-out'], problem: undefined}));
        return new Promise<typeof LEFT>(done => (answer = done));
      };
      await harness.press('Leave and remove');
      expect(harness.dialog.open).to.be.true;
      for (const words of ['Stay in My Health', 'No, stay in My Health', 'Yes, tell my portal now', 'Take part again'])
        expect(harness.has(words), words).to.be.false;
      expect(harness.places()[1]).to.contain('Being told');
      expect(harness.text).not.to.contain('did not confirm').and.not.to.contain('has confirmed');
      await harness.accessible();
      harness.store.set(hasLeft());
      answer(LEFT);
      await harness.settled();
      expect(harness.dialog.open).to.be.false;
      expect(harness.places()[1]).to.contain('Your portal has confirmed it');
    });

    it('says so in another tab, which asks nothing meanwhile', async () => {
      const going = {records: 0, stores: 0, at: AT, confirmed: true, blocked: false, pending: true} as const;
      const harness = await OptOutHarness.mount(pending({busy: ['opt-out'], problem: undefined, erased: going}));
      expect(harness.places()[0]).to.contain('Being removed');
      expect(harness.places()[1]).to.contain('Being told');
      expect(harness.has('Yes, tell my portal now')).to.be.false;
      expect(harness.receipt).to.equal('');
      await harness.accessible();
    });

    it('is possible while the portal asks for quiet, and says that it does', async () => {
      const problem = {code: 'host_busy', retryable: true, retryAt: Date.now() + 300_000} as const;
      const harness = await OptOutHarness.mount({...loadingSnapshot(), problem});
      expect(harness.text).to.match(/Your portal is busy\. This page tries again by itself at .*\d:\d\d/);
      await harness.accessible();
      await harness.press('Leave My Health…');
      await harness.press('Leave and remove');
      expect(harness.store.requests).to.deep.equal([{type: 'opt-out'}]);
    });

    it('asks the host first: the event does not bubble, and stops everything when cancelled', async () => {
      const harness = await ask();
      let above = 0;
      const count = (): void => void above++;
      document.addEventListener(MhOptOutRequestEvent.type, count);
      harness.element.addEventListener(MhOptOutRequestEvent.type, event => {
        expect(event).to.deep.include({bubbles: false, cancelable: true});
        event.preventDefault();
      });
      await harness.press('Leave and remove');
      document.removeEventListener(MhOptOutRequestEvent.type, count);
      expect(above).to.equal(0);
      expect(harness.store.requests).to.deep.equal([]);
      expect(harness.dialog.open).to.be.false;
    });

    it('says why it did not work, and stays in the question', async () => {
      const harness = await ask();
      harness.store.answers['opt-out'] = () => new CodedError('host_refused');
      await harness.press('Leave and remove');
      expect(harness.dialogText).to.contain('Your portal did not allow this');
      await harness.accessible();
    });
  });

  describe('when the portal cannot be reached', () => {
    it('says that the copy is gone and that the portal does not know', async () => {
      const harness = await OptOutHarness.mount(pending());
      expect(harness.text).to.contain('You asked to leave My Health').and.not.contain('You have left My Health');
      expect(harness.places()[0]).to.contain('Removed');
      expect(harness.places()[1]).to.contain('Not confirmed yet').and.to.contain('we ask you again');
      expect(harness.receipt).to.contain('You asked to leave');
      await harness.accessible();
    });

    it('claims nothing of the portal that it has not said, and no count of what was locked', async () => {
      const harness = await OptOutHarness.mount({...loadingSnapshot(), phase: 'error'});
      const [, portal, company] = harness.places();
      expect(portal).to.contain('Not known').and.not.contain('You take part');
      expect(company).to.contain('Companies that collect records for you').and.to.contain('Not removed');
      harness.store.answers['opt-out'] = () => {
        harness.store.set({
          phase: 'opted-out',
          pendingOptOut: true,
          erased: {records: 0, stores: 1, at: AT, confirmed: false, blocked: false, uncounted: true},
        });
        return {erased: {records: 0, stores: 1}, confirmed: false};
      };
      await harness.press('Leave My Health…');
      await harness.press('Leave and remove');
      expect(harness.receipt).to.contain('Not counted, because they were locked');
      expect(harness.text).to.contain('The locked copy was removed').and.not.contain('0 records removed');
      await harness.accessible();
    });

    it('tells the portal only after asking again', async () => {
      const harness = await OptOutHarness.mount(pending({erased: undefined}));
      expect(harness.store.requests).to.deep.equal([]);
      harness.store.answers['opt-out'] = () => {
        harness.store.set(hasLeft());
        return LEFT;
      };
      await harness.press('Yes, tell my portal now');
      expect(harness.store.requests).to.deep.equal([{type: 'opt-out'}]);
      expect(harness.places()[1]).to.contain('Your portal has confirmed it');
      expect(harness.focused).to.equal('Leave My Health');
    });

    it('takes the wish back', async () => {
      const harness = await OptOutHarness.mount(pending());
      await harness.press('No, stay in My Health');
      expect(harness.store.requests).to.deep.equal([{type: 'opt-in'}]);
    });

    it('says so when the browser does not let go of the copy: locked for good, removed later, not counted as removed', async () => {
      const harness = await OptOutHarness.mount(
        hasLeft({erased: {records: 612, stores: 3, at: AT, confirmed: true, blocked: true}}),
      );
      expect(harness.places()[0]).to.contain('Locked for good').and.to.contain('has not freed its storage yet');
      expect(harness.receipt).to.contain('0 that can be read').and.to.contain('Storage areas removed Not yet');
      await harness.accessible();
    });
  });

  describe('taking part again', () => {
    it('asks the host, and says what that means', async () => {
      const harness = await OptOutHarness.mount(hasLeft());
      expect(harness.text).to.contain('you start clean');
      harness.store.answers['opt-in'] = () => {
        harness.store.set({...takingPart(), erased: undefined});
        return {erased: {records: 0, stores: 0}, confirmed: true};
      };
      await harness.press('Take part again');
      expect(harness.store.requests).to.deep.equal([{type: 'opt-in'}]);
      expect(harness.has('Leave My Health…')).to.be.true;
      expect(harness.focused).to.equal('Leave My Health');
    });

    it('says why it did not work', async () => {
      const harness = await OptOutHarness.mount(hasLeft());
      harness.store.answers['opt-in'] = () => new CodedError('host_unreachable');
      await harness.press('Take part again');
      expect(harness.root.querySelector('[role=alert]')!.textContent).to.contain('Your portal cannot be reached');
    });
  });

  describe('removing the copy on this device', () => {
    it('asks, removes, and says what was removed, without leaving', async () => {
      const harness = await OptOutHarness.mount();
      harness.store.answers['erase-local'] = () => {
        harness.store.set({
          storage: {kind: 'memory'},
          erased: {records: 612, stores: 3, at: AT, confirmed: true, blocked: false},
        });
        return {records: 612, stores: 3};
      };
      await harness.press('Remove the copy on this device…');
      expect(harness.dialogText).to.contain('What stays: your records everywhere else');
      expect(harness.focused).to.equal('Keep the copy');
      await harness.accessible();
      await harness.press('Remove the copy');
      expect(harness.store.requests).to.deep.equal([{type: 'erase-local'}]);
      expect(harness.receipt).to.contain('The copy on this device').and.to.contain('612');
      expect(harness.places()[0]).to.contain('Removed');
      expect(harness.places()[1]).to.contain('You take part');
      expect(harness.focused).to.contain('Your receipt');
    });

    it('says in every tab that it is under way, without figures, then what was removed', async () => {
      const harness = await OptOutHarness.mount();
      await harness.press('Remove the copy on this device…');
      const going = {records: 0, stores: 0, at: AT, confirmed: true, blocked: false, pending: true} as const;
      harness.store.set({storage: {kind: 'memory'}, erased: going});
      await waitUntil(() => !harness.dialogText, 'the question stays');
      expect(harness.places()[0]).to.contain('Being removed');
      expect(harness.text).not.to.contain('Your receipt');
      expect(harness.has('Remove the copy on this device…')).to.be.false;
      await harness.accessible();
      harness.store.set({erased: {records: 612, stores: 3, at: AT, confirmed: true, blocked: false}});
      await waitUntil(() => harness.text.includes('Your receipt'), 'no receipt');
      expect(harness.receipt).to.contain('612');
      expect(harness.places()[0]).to.contain('Nothing readable is left');
    });

    it('says in the question why it did not work', async () => {
      const harness = await OptOutHarness.mount();
      harness.store.answers['erase-local'] = () => new CodedError('erase_blocked');
      await harness.press('Remove the copy on this device…');
      await harness.press('Remove the copy');
      expect(harness.dialogText).to.contain('Close your other tabs of this portal');
    });
  });

  describe('the receipt', () => {
    it('is printed alone, from a frame of its own that holds its text and nothing else of the page', async () => {
      const harness = await OptOutHarness.mount(hasLeft());
      let printed = '';
      const box = harness.root.querySelector<HTMLElement>('[part=receipt]')!;
      const append = box.append.bind(box);
      box.append = (...nodes) => {
        append(...nodes);
        const frame = nodes[0] as HTMLIFrameElement;
        frame.contentWindow!.print = () => (printed = frame.contentDocument!.body.textContent);
      };
      await harness.press('Print this receipt');
      expect(printed).to.contain('You have left My Health').and.to.contain('before: 612').and.to.contain('Not removed');
    });
  });

  describe('methods', () => {
    it('leave and come back without asking, and say what was erased', async () => {
      const harness = await OptOutHarness.mount();
      harness.store.answers['opt-out'] = () => ({erased: {records: 7, stores: 2}, confirmed: false});
      harness.store.answers['opt-in'] = () => ({erased: {records: 0, stores: 0}, confirmed: true});
      let asked = 0;
      harness.element.addEventListener(MhOptOutRequestEvent.type, () => asked++);
      expect(await harness.element.optOut()).to.deep.equal({erased: {records: 7, stores: 2}, confirmed: false});
      expect(await harness.element.optIn()).to.deep.equal({erased: {records: 0, stores: 0}, confirmed: true});
      await harness.element.endSession();
      expect(asked).to.equal(0);
      expect(harness.store.requests.map(({type}) => type)).to.deep.equal(['opt-out', 'opt-in', 'end-session']);
    });
  });

  it('says in which language its words are, and claims nothing of those of a host that does not say it', async () => {
    const harness = await OptOutHarness.mount();
    const language = (): string | undefined => harness.root.querySelector('h2')!.closest<HTMLElement>('[lang]')?.lang;
    expect(language()).to.equal('en');
    harness.element.strings = {heading: 'Salir', language: 'es'};
    await harness.settled();
    expect(language()).to.equal('es');
    harness.element.strings = {heading: 'Salir'};
    await harness.settled();
    expect(language()).to.equal(undefined);
  });

  it('speaks with the host’s words where they are given', async () => {
    const harness = await OptOutHarness.mount();
    harness.element.strings = {heading: 'Austreten', institutions: 'Ihre Kliniken'};
    await harness.settled();
    expect(harness.text).to.contain('Austreten').and.to.contain('Ihre Kliniken');
  });
});
