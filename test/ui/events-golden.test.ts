import {expect} from '@open-wc/testing';
import * as events from '../../src/ui/events.js';
import {toEvent} from '../../src/ui/to-event.js';
import {MhRecordEvent} from '../../src/my-health-timeline/events.js';
import {MhConnectRequestEvent} from '../../src/provider-connect/events.js';
import {MhOptOutRequestEvent} from '../../src/opt-out-panel/events.js';

/** docs/host-contract.md §8, plus `mh-record`: every field an event may carry, and how it travels. */
const GOLDEN = {
  'mh-state': {fields: ['state'], bubbles: true, composed: true, cancelable: false},
  'mh-sync': {fields: ['phase', 'received', 'route'], bubbles: true, composed: true, cancelable: false},
  'mh-connection': {fields: ['connection', 'route', 'status'], bubbles: true, composed: true, cancelable: false},
  'mh-opt-out': {fields: ['confirmed', 'erased'], bubbles: true, composed: true, cancelable: false},
  'mh-session-end': {fields: ['reason'], bubbles: true, composed: true, cancelable: false},
  'mh-error': {fields: ['code', 'retryable', 'route'], bubbles: true, composed: true, cancelable: false},
  'mh-record': {fields: ['open'], bubbles: false, composed: false, cancelable: false},
  'mh-connect-request': {fields: ['institution', 'route'], bubbles: false, composed: false, cancelable: true},
  'mh-opt-out-request': {fields: [], bubbles: false, composed: false, cancelable: true},
};

/** One of each, made from more than it may carry. */
const more = {name: 'Maya', date: '2026-01-01', text: 'Glucose', token: 'secret'};
const all: readonly Event[] = [
  new events.MhStateEvent({state: 'ready', ...more}),
  new events.MhSyncEvent({route: 'a', phase: 'done', received: 1, ...more}),
  new events.MhConnectionEvent({route: 'a', connection: 'b', status: 'slow', ...more}),
  new events.MhOptOutEvent({erased: {records: 1, stores: 1}, confirmed: true, ...more}),
  new events.MhSessionEndEvent({reason: 'idle', ...more}),
  new events.MhErrorEvent({code: 'internal', route: 'a', retryable: false, ...more}),
  new MhRecordEvent({open: true, ...more}),
  new MhConnectRequestEvent({route: 'a', institution: 'b', ...more}),
  new MhOptOutRequestEvent(),
];

const shapeOf = (event: Event): object => ({
  fields: Object.keys(event)
    .filter(name => name !== 'isTrusted')
    .sort(),
  bubbles: event.bubbles,
  composed: event.composed,
  cancelable: event.cancelable,
});

describe('the events', () => {
  it('carry exactly the fields of the contract, and travel as it says', () => {
    expect(Object.fromEntries(all.map(event => [event.type, shapeOf(event)]))).to.deep.equal(GOLDEN);
  });

  it('are all in the golden list', () => {
    const exported = Object.values(events).filter(one => typeof one === 'function' && 'type' in one);
    const types = exported.map(one => (one as unknown as {type: string}).type);
    expect(types.length).to.equal(6);
    expect(Object.keys(GOLDEN)).to.include.members(types);
  });

  it('are made from what a session says without adding to it', () => {
    const event = toEvent({type: 'mh-sync', route: 'a', phase: 'progress', received: 7, ...more});
    expect(shapeOf(event)).to.deep.equal(GOLDEN['mh-sync']);
    expect(JSON.stringify(event)).to.not.match(/Maya|Glucose|secret|2026/);
  });
});
