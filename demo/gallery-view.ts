import {INSTITUTIONS} from './simulator/institutions.js';
import {searchDirectory} from './simulator/directory.js';
import type {RequestResults, SessionRequest, SessionStore} from '../src/session/requests.js';
import type {Snapshot} from '../src/session/snapshot.js';
import type {GalleryState, Tag} from './gallery-states.js';

/** A session that stays in one state and answers what can be answered without a portal. */
class StandInStore implements SessionStore<Snapshot> {
  readonly #snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  getState(): Snapshot {
    return this.#snapshot;
  }

  subscribe(): () => void {
    return () => {};
  }

  dispatch<R extends SessionRequest>(request: R): Promise<RequestResults[R['type']]> {
    return Promise.resolve(this.#answer(request) as RequestResults[R['type']]);
  }

  #answer(request: SessionRequest): unknown {
    switch (request.type) {
      case 'search-directory': {
        const {institutions, nextCursor} = searchDirectory(INSTITUTIONS, request.query, 20, request.cursor ?? null);
        return {
          institutions: institutions.map(({portal_name: portalName, source_id: sourceId, ...entry}) => ({
            ...entry,
            portalName,
            sourceId,
          })),
          nextCursor,
        };
      }
      case 'connect-frame':
        return {url: 'about:blank', origin: location.origin};
      case 'opt-out':
      case 'opt-in':
        return {erased: {records: 612, stores: 1}, confirmed: true};
      case 'erase-local':
        return {records: 612, stores: 1};
      case 'raw':
        return {resourceType: 'Observation', id: 'gallery'};
      case 'attachment':
        return new Blob(['A letter.'], {type: 'text/plain'});
      default:
        return undefined;
    }
  }
}

type Element = HTMLElement & {store?: SessionStore<Snapshot>};

const create = (tag: Tag, store: StandInStore | undefined): HTMLElement => {
  const element = document.createElement(tag) as Element;
  if (store) element.store = store;
  const panel = document.createElement('section');
  panel.className = 'panel';
  panel.append(element);
  return panel;
};

/** A state as a part of a page: its name, and the elements in it. */
export const show = ({id, title, tags, snapshot}: GalleryState): HTMLElement => {
  const section = document.createElement('section');
  section.className = 'state-of';
  section.id = id;
  const heading = Object.assign(document.createElement('h1'), {textContent: title});
  const grid = Object.assign(document.createElement('div'), {className: 'portal'});
  const side = Object.assign(document.createElement('div'), {className: 'side'});
  const store = snapshot && new StandInStore(snapshot);
  for (const tag of tags) (tag === 'my-health-timeline' ? grid : side).append(create(tag, store));
  grid.append(side);
  section.append(heading, grid);
  return section;
};
