/** The page that plays Human Connect. Its own origin, its own script: nothing of the portal reaches into it. */
const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e9edf2); --soft: light-dark(#5b6675, #a5b0bd); --line: light-dark(#dfe4ea, #323d49);
  --paper: light-dark(#fff, #171e26); --tint: light-dark(#eef3fb, #1d2a3a); --accent: light-dark(#3a4fbf, #9aa9ff); --on: light-dark(#fff, #0b1030) }
* { box-sizing: border-box } html, body { block-size: 100% } body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; display: flex; flex-direction: column }
header { display: flex; align-items: center; gap: 10px; padding: 14px 20px; border-block-end: 1px solid var(--line) } header b { flex: 1; letter-spacing: -.01em } header small { color: var(--soft); font-size: 12.5px }
main { flex: 1; overflow: auto; padding: 20px; inline-size: 100%; max-inline-size: 620px; margin-inline: auto } h1 { font-size: 21px; margin: 0 0 4px; letter-spacing: -.01em } p { margin: 0 0 14px } .soft { color: var(--soft); font-size: 14px }
input { font: inherit; color: inherit; background: var(--paper); inline-size: 100%; min-block-size: 46px; border: 1px solid var(--line); border-radius: 10px; padding: 8px 14px; margin-block: 4px 12px } label { font-weight: 550; font-size: 14.5px }
button { font: inherit; font-weight: 600; color: var(--accent); background: none; border: 1px solid var(--line); border-radius: 10px; min-block-size: 44px; padding: 8px 16px; cursor: pointer } button.main { background: var(--accent); border-color: var(--accent); color: var(--on) } button.plain { border-color: transparent }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px } ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px } h1:focus { outline: 0 } li button { inline-size: 100%; text-align: start; display: block; color: var(--ink); padding: 10px 14px } li small { display: block; font-weight: 400; color: var(--soft) }
.row { display: flex; flex-wrap: wrap; gap: 10px; margin-block-start: 12px } .box { background: var(--tint); border-radius: 12px; padding: 14px 16px; margin-block: 0 16px } .mark { inline-size: 30px; block-size: 30px; border-radius: 8px; background: var(--accent); color: var(--on); display: grid; place-items: center; font-weight: 700 }
`;

const SCRIPT = `
const params = new URLSearchParams(location.search), token = params.get('token') ?? '', pinned = (params.get('pinnedProviders') ?? '').split(',').filter(Boolean);
const target = window.parent !== window ? window.parent : window.opener;
const results = {connectedSources: [], disconnectedSources: [], requestedSources: []};
let current = [], ended = false;
const post = message => target?.postMessage(message, '*');
const close = status => { if (ended) return; ended = true; post({type: 'hapi-connect-close', status, sessionResults: results, currentConnections: current, requestedProviders: results.requestedSources}); };
const main = document.querySelector('main');
const el = (name, attributes = {}, ...children) => { const node = Object.assign(document.createElement(name), attributes); node.append(...children); return node; };
const show = (...children) => { main.replaceChildren(...children); main.querySelector('h1')?.focus(); };
const title = text => el('h1', {tabIndex: -1, textContent: text});
const api = async (path, body) => { const response = await fetch(path, body && {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({token, ...body})}); if (!response.ok) throw new Error((await response.json()).status ?? 'SESSION_TOKEN_INVALID'); return response.json(); };
const failed = status => { show(title('This session has ended'), el('p', {textContent: status === 'SESSION_TOKEN_EXPIRED' ? 'The link was open for too long. Close this window and start again from your portal.' : 'Close this window and start again from your portal.'}), el('button', {className: 'main', textContent: 'Close', onclick: () => close(status)})); close(status); };
const place = one => [one.kind, one.address, one.city, one.state].filter(Boolean).join(' · ');
const choose = async () => {
  const input = el('input', {id: 'q', type: 'search', autocomplete: 'off', placeholder: 'Hospital, clinic, lab or pharmacy'}), list = el('ul', {ariaLabel: 'Places'}), count = el('p', {className: 'soft', role: 'status'});
  let turn = 0;
  const search = async () => { const mine = ++turn; const {institutions} = await api('/institutions?q=' + encodeURIComponent(input.value) + (input.value ? '' : '&pinned=' + pinned.join(','))); if (mine !== turn) return; list.replaceChildren(...institutions.map(one => el('li', {}, el('button', {type: 'button', onclick: () => signIn(one)}, one.name, el('small', {textContent: place(one)}))))); count.textContent = institutions.length === 0 ? 'Nothing found. You can close this window and tell your portal.' : institutions.length + ' shown'; };
  input.addEventListener('input', search);
  show(title('Where do you get care?'), el('p', {className: 'soft', textContent: 'Choose a place, then sign in with the account that you have there.'}), el('label', {htmlFor: 'q', textContent: 'Search'}), input, count, list);
  await search();
};
const signIn = one => {
  const form = el('form', {}, el('label', {htmlFor: 'user', textContent: 'User name'}), el('input', {id: 'user', autocomplete: 'off', value: 'demo'}), el('label', {htmlFor: 'password', textContent: 'Password'}), el('input', {id: 'password', type: 'password', autocomplete: 'off', value: 'demo'}), el('p', {className: 'soft', textContent: 'This is a simulation. Any user name and password will do; nothing is sent anywhere.'}), el('div', {className: 'row'}, el('button', {className: 'main', textContent: 'Sign in and share'}), el('button', {type: 'button', className: 'plain', textContent: 'Back', onclick: choose})));
  form.addEventListener('submit', async event => {
    event.preventDefault();
    try { const source = await api('/connect', {institution: one.id}); results.connectedSources.push(source); current.push(source); post({type: 'hapi-connect-connect-source', status: 'SUCCESS', sessionResults: results, currentConnections: current}); done(one); } catch (error) { failed(error.message); }
  });
  show(title('Sign in to ' + one.name), el('div', {className: 'box'}, el('b', {textContent: one.portal_name || one.name}), el('br'), el('span', {className: 'soft', textContent: place(one)})), form);
};
const done = one => show(title(one.name + ' is connected'), el('p', {textContent: 'Your records are being collected. Recent ones come first. This takes about an hour in real life and about a minute here.'}), el('div', {className: 'box'}, el('b', {textContent: 'Keep an account with Human API?'}), el('p', {className: 'soft', textContent: 'Optional. With an account you can manage your data here and share it with others. You do not need one to see your records in your portal.'}), el('button', {textContent: 'Create an account', onclick: event => { event.target.disabled = true; event.target.textContent = 'Account created'; }})), el('div', {className: 'row'}, el('button', {className: 'main', textContent: 'Finish', onclick: () => close('SUCCESS')}), el('button', {className: 'plain', textContent: 'Connect another place', onclick: choose})));
document.querySelector('#close').addEventListener('click', () => close('SUCCESS'));
const begin = async () => {
  if (!token) return failed('MISSING_SESSION_TOKEN');
  try { current = (await api('/session', {})).currentConnections; } catch (error) { return failed(error.message); }
  if (pinned.length === 1) { const {institutions} = await api('/institutions?pinned=' + pinned[0]); const one = institutions.find(entry => entry.source_id === pinned[0]); if (one) return signIn(one); }
  await choose();
};
begin();
`;

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<title>${title}</title><style>${STYLE}</style></head><body>${body}</body></html>`;

const header = (button: string): string =>
  `<header><span class="mark" aria-hidden="true">h</span><b>Human Connect <small>simulated</small></b>${button}</header>`;

export const connectPage = (): string =>
  page(
    'Human Connect (simulated)',
    `${header('<button id="close" class="plain" type="button">Close</button>')}<main aria-live="polite"></main><script>${SCRIPT}</script>`,
  );

export const accountPage = (kind: 'account' | 'opt-out'): string =>
  page(
    'Human API (simulated)',
    header('') +
      (kind === 'account'
        ? '<main><h1>Create an account with Human API</h1><p>With an account you can manage your data here and share it with others. You do not need one to see your records in your portal.</p></main>'
        : '<main><h1>Leave Human API</h1><p>Here a real service would ask whether to delete the data that it collected for you.</p></main>'),
  );
