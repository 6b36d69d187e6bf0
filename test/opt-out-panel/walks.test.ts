/** Every step of leaving, of coming back and of removing the copy, by keyboard alone. */
import {CodedError} from '../../src/errors.js';
import {loadingSnapshot} from '../helpers/snapshots.js';
import {escape, hold, meanwhile, press, reach, Walker, type Step} from '../helpers/walk.js';
import {AT, hasLeft, LEFT, OptOutHarness, pending, takingPart} from './harness.js';
import type {Snapshot} from '../../src/session/snapshot.js';

const HEADING = 'Leave My Health';
const LEAVE = 'Leave My Health…';
const REMOVE = 'Remove the copy on this device…';

interface Walk {
  readonly title: string;
  readonly state: Snapshot;
  steps(harness: OptOutHarness): readonly Step[];
}

const WALKS: readonly Walk[] = [
  {
    title: 'leaving: asked, stayed, failed, at work, done, printed',
    state: takingPart(),
    steps: harness => {
      harness.store.answers['opt-out'] = () => new CodedError('host_refused');
      let answer = (): void => undefined;
      return [
        [press(LEAVE), 'Stay in My Health', 'Will be removed'],
        [press('Stay in My Health'), LEAVE],
        [press(LEAVE), 'Stay in My Health'],
        [escape, LEAVE],
        [press(LEAVE), 'Stay in My Health'],
        [press('Leave and remove'), 'Leave and remove', 'did not allow this'],
        [
          meanwhile('the portal takes its time', () => (answer = hold(harness.store, 'opt-out', () => LEFT))),
          'Leave and remove',
        ],
        [press('Leave and remove'), 'Leaving…'],
        [
          meanwhile('it agrees', () => {
            harness.store.set(hasLeft());
            answer();
          }),
          'Your receipt: You have left My Health',
          '✓ You have left',
        ],
      ];
    },
  },
  {
    title: 'leaving while the portal is out of reach: done here, told later',
    state: {...loadingSnapshot(), phase: 'error', problem: {code: 'host_unreachable', retryable: true}},
    steps: harness => {
      harness.store.answers['opt-out'] = () => {
        harness.store.set(pending({accounts: [], links: {}}));
        return {...LEFT, confirmed: false};
      };
      return [
        [press(LEAVE), 'Stay in My Health', 'Companies that collect records for you'],
        [press('Leave and remove'), 'Your receipt: You asked to leave My Health', '… Not confirmed yet'],
      ];
    },
  },
  {
    title: 'an open wish: asked again, failed, told',
    state: pending({erased: undefined}),
    steps: harness => {
      harness.store.answers['opt-out'] = () => new CodedError('host_unreachable');
      let answer = (): void => undefined;
      const TELL = 'Yes, tell my portal now';
      return [
        [press(TELL), TELL, 'Your portal cannot be reached'],
        [meanwhile('the portal takes its time', () => (answer = hold(harness.store, 'opt-out', () => LEFT))), TELL],
        [press(TELL), 'Leaving…'],
        [
          meanwhile('it agrees', () => {
            harness.store.set(hasLeft({erased: undefined}));
            answer();
          }),
          HEADING,
          'Your portal has confirmed it',
        ],
      ];
    },
  },
  {
    title: 'an open wish: taken back',
    state: pending(),
    steps: harness => {
      harness.store.answers['opt-in'] = () => {
        harness.store.set({...takingPart(), pendingOptOut: false, erased: undefined, problem: undefined});
        return {erased: {records: 0, stores: 0}, confirmed: true};
      };
      return [[press('No, stay in My Health'), HEADING, 'You can leave at any time']];
    },
  },
  {
    title: 'coming back: failed, at work, done',
    state: hasLeft(),
    steps: harness => {
      harness.store.answers['opt-in'] = () => new CodedError('host_busy');
      let answer = (): void => undefined;
      return [
        [press('Take part again'), 'Take part again', 'Your portal is busy'],
        [meanwhile('the portal takes its time', () => (answer = hold(harness.store, 'opt-in', () => LEFT))), /^Take/],
        [press('Take part again'), 'Take part again', 'One moment…'],
        [
          meanwhile('it agrees', () => {
            harness.store.set({...takingPart(), erased: undefined});
            answer();
          }),
          HEADING,
          'You have taken part since',
        ],
      ];
    },
  },
  {
    title: 'the copy on this device: asked, kept, failed, at work, removed',
    state: takingPart(),
    steps: harness => {
      harness.store.answers['erase-local'] = () => new CodedError('erase_blocked');
      let answer = (): void => undefined;
      return [
        [press(REMOVE), 'Keep the copy', 'What stays'],
        [press('Keep the copy'), REMOVE],
        [press(REMOVE), 'Keep the copy'],
        [press('Remove the copy'), 'Remove the copy', 'Close your other tabs'],
        [
          meanwhile('it takes its time', () => (answer = hold(harness.store, 'erase-local', () => LEFT.erased))),
          'Remove the copy',
        ],
        [press('Remove the copy'), 'Removing…'],
        [
          meanwhile('it is gone', () => {
            harness.store.set({storage: {kind: 'memory'}, erased: hasLeft().erased});
            answer();
          }),
          'Your receipt: The copy on this device',
          '612 records removed',
        ],
      ];
    },
  },
  {
    title: 'the copy is held by another tab',
    state: hasLeft({erased: {records: 612, stores: 3, at: AT, confirmed: true, blocked: true}}),
    // pressed, some engines would open their own print dialog, which nobody closes here
    steps: () => [[reach('Print this receipt'), 'Print this receipt', 'Locked for good']],
  },
  {
    title: 'signed out with the question open, then out, then gone',
    state: takingPart(),
    steps: harness => [
      [press(LEAVE), 'Stay in My Health'],
      [
        meanwhile('the session ends', () => harness.store.set({...loadingSnapshot(), phase: 'signed-out'})),
        HEADING,
        'Sign in to your portal again to leave',
      ],
      [press(REMOVE), 'Keep the copy'],
      [meanwhile('out', () => harness.store.set({phase: 'not-eligible'})), HEADING, 'nothing to leave'],
      [meanwhile('asked anew', () => harness.store.set({phase: 'loading'})), HEADING, 'One moment'],
      [meanwhile('no way to leave', () => harness.store.set(takingPart({links: {}}))), HEADING, 'no way to leave'],
    ],
  },
];

describe('<opt-out-panel> by keyboard, step by step', () => {
  for (const {title, state, steps} of WALKS) {
    it(title, async function () {
      this.timeout(30_000);
      const harness = await OptOutHarness.mount(state);
      await new Walker(harness.element).walk(steps(harness));
    });
  }
});
