import {
  MhConnectionEvent,
  MhErrorEvent,
  MhOptOutEvent,
  MhSessionEndEvent,
  MhStateEvent,
  MhSyncEvent,
} from './events.js';
import type {SessionEventFields} from '../session/events.js';

/** The event for what a session says. Beside the events, which are exported, because it is not. */
export const toEvent = (fields: SessionEventFields): Event => {
  switch (fields.type) {
    case 'mh-state':
      return new MhStateEvent(fields);
    case 'mh-sync':
      return new MhSyncEvent(fields);
    case 'mh-connection':
      return new MhConnectionEvent(fields);
    case 'mh-opt-out':
      return new MhOptOutEvent(fields);
    case 'mh-session-end':
      return new MhSessionEndEvent(fields);
    case 'mh-error':
      return new MhErrorEvent(fields);
  }
};
