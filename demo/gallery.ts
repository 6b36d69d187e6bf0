import {GALLERY_STATES} from './gallery-states.js';
import {show} from './gallery-view.js';

const wanted = new URLSearchParams(location.search);
const root = document.documentElement;
root.dataset['theme'] = wanted.get('theme') ?? 'system';
root.className = wanted.has('hospital') ? `theme-${wanted.get('hospital')}` : '';
root.lang = wanted.get('lang') ?? 'en';
root.dir = wanted.get('dir') ?? (root.lang === 'ar' ? 'rtl' : 'ltr');

// one state at a time unless all are asked for: every state is the whole product
const chosen = wanted.get('state') ?? 'ready';
const link = (id: string, text: string): HTMLAnchorElement => {
  const address = new URL(location.href);
  address.searchParams.set('state', id);
  const anchor = Object.assign(document.createElement('a'), {href: address.href, textContent: text});
  if (id === chosen) anchor.setAttribute('aria-current', 'page');
  return anchor;
};
document.querySelector('.states')?.append(...GALLERY_STATES.map(({id}) => link(id, id)), link('all', 'all'));
document.querySelector('main')?.append(...GALLERY_STATES.filter(({id}) => chosen === 'all' || id === chosen).map(show));
