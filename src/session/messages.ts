import type {Core} from './core.js';
import type {TabMessage} from './tabs.js';

/** What another tab of this session says. */
export const onMessage = (core: Core, message: TabMessage): void => {
  if (message.type === 'input') core.touch();
  else if (message.type === 'owner') {
    if (core.life && core.life.owner !== message.hash) core.blank('user-changed', {tell: false});
  } else if (message.type === 'blank') {
    const {why} = message;
    if (why === 'opted-out' || why === 'not-eligible') {
      const {document} = core;
      core.drop();
      core.document = document;
      core.set({phase: why, problem: undefined});
    } else if (why === 'erased') void import('./participation.js').then(({forget}) => forget(core));
    else core.blank(why, {tell: false});
  } else if (message.type === 'stored' || message.type === 'reload') {
    void core.engine().then(engine => engine.onMessage(message));
  }
};
