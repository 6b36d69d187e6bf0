import type {Effect, Fault} from './simulator/faults.js';

/** The demo page's own controls. The three tags need none of this: they work from their attributes alone. */

type ElementWithSession = HTMLElement & {endSession?: () => Promise<void>; refresh?: () => Promise<void>};
const elements = (): ElementWithSession[] => [
  ...document.querySelectorAll<ElementWithSession>('my-health-timeline, provider-connect, opt-out-panel'),
];

interface Switch {
  id: string;
  label: string;
  target: Fault['target'];
  path?: string;
  effect: Effect;
}

const FAULTS: readonly Switch[] = [
  {id: 'slow', label: 'Every server takes 2 seconds', target: '*', effect: {kind: 'latency', ms: 2000}},
  {
    id: 'portal-busy',
    label: 'Portal is busy (503)',
    target: 'portal',
    effect: {kind: 'status', status: 503, retryAfter: '20'},
  },
  {id: 'portal-offline', label: 'Portal cannot be reached', target: 'portal', effect: {kind: 'offline'}},
  {id: 'portal-html', label: 'Portal answers a sign-in page', target: 'portal', effect: {kind: 'html'}},
  {id: 'fhir-offline', label: 'Mount Sinai cannot be reached', target: 'fhir', effect: {kind: 'offline'}},
  {id: 'fhir-cors', label: 'Mount Sinai does not allow browsers', target: 'fhir', effect: {kind: 'no-cors'}},
  {
    id: 'fhir-401',
    label: 'Mount Sinai refuses access (401)',
    target: 'fhir',
    effect: {kind: 'status', status: 401, body: 'empty-string'},
  },
  {
    id: 'fhir-truncate',
    label: 'Mount Sinai lab results are cut off',
    target: 'fhir',
    path: 'laboratory',
    effect: {kind: 'truncate'},
  },
  {id: 'human-500', label: 'Human API fails (500)', target: 'human-api', effect: {kind: 'status', status: 500}},
  {
    id: 'human-403',
    label: 'Human API refuses medications (403)',
    target: 'human-api',
    path: '/medications',
    effect: {kind: 'status', status: 403},
  },
  {
    id: 'human-poison',
    label: 'Every fifth Human API record is broken',
    target: 'human-api',
    path: '/medical/',
    effect: {kind: 'poison', every: 5},
  },
];

const ACTIONS: readonly {label: string; action: Record<string, unknown>; reload?: boolean; refresh?: boolean}[] = [
  {label: 'Collect from all Human API places again', action: {do: 'collect-again'}, reload: true},
  {label: 'Finish collecting now', action: {do: 'finish-collecting'}, refresh: true},
  {label: 'Corner Pharmacy needs a new sign-in', action: {do: 'source-error', source: 'Corner Pharmacy'}, reload: true},
  {label: 'Mount Sinai asks for a sign-in in its own window', action: {do: 'popup'}, reload: true},
  {label: 'The next place you connect names another person', action: {do: 'other-person'}},
  {label: 'First visit: nothing connected', action: {do: 'disconnect-all'}, reload: true},
  {label: 'Let all access tokens run out', action: {do: 'expire-tokens'}},
  {label: 'Sign out on the server', action: {do: 'sign-out'}, reload: true},
  {label: 'My Health is not offered to this patient', action: {do: 'not-eligible'}, reload: true},
  {label: 'Keep nothing in this browser', action: {do: 'no-cache'}, reload: true},
  {label: 'Put everything back', action: {do: 'reset'}, reload: true},
];

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`/simulator/${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(body),
  });

const root = document.documentElement;
const form = document.querySelector<HTMLFormElement>('[data-settings]');
const state = document.querySelector('[data-state]');
const control = (name: string): HTMLSelectElement | null => form?.querySelector(`[name=${name}]`) ?? null;

const say = (text: string): void => {
  if (state) state.textContent = text;
};

const NAMES: Readonly<Record<string, string>> = {
  parish: 'St. Brigid’s',
  childrens: 'Northwind Children’s',
  metro: 'Metro General',
};

/** Looks, direction and language are kept in the address, so that a link or a screenshot can ask for them. */
const apply = (): void => {
  const wanted = new URLSearchParams(location.search);
  const hospital = wanted.get('hospital') ?? '';
  const density = wanted.get('density') ?? (hospital === 'metro' ? 'compact' : 'comfortable');
  root.className = NAMES[hospital] ? `theme-${hospital}` : '';
  const name = document.querySelector('[data-name]');
  if (name) name.textContent = NAMES[hospital] ?? 'Riverside Health';
  document.querySelector('my-health-timeline')?.setAttribute('density', density);
  root.dataset['theme'] = wanted.get('theme') ?? 'system';
  root.lang = wanted.get('lang') ?? 'en';
  root.dir = wanted.get('dir') ?? (root.lang === 'ar' ? 'rtl' : 'ltr');
  for (const [name, value] of [
    ['hospital', hospital],
    ['density', density],
    ['theme', root.dataset['theme']],
    ['lang', root.lang],
    ['dir', root.dir],
  ] as const) {
    const select = control(name);
    if (select) select.value = value;
  }
};

/** What a portal does for a language: it loads the words when they are wanted, and hands them to the elements. */
const speak = async (language: string): Promise<void> => {
  if (!language.startsWith('es')) return;
  const {timeline, connect, optOut} = await import('../src/locales/es/index.js');
  document.querySelector('my-health-timeline')!.strings = timeline;
  document.querySelector('provider-connect')!.strings = connect;
  document.querySelector('opt-out-panel')!.strings = optOut;
};

const remember = (name: string, value: string): void => {
  const address = new URL(location.href);
  address.searchParams.set(name, value);
  history.replaceState(null, '', address);
};

form?.addEventListener('change', event => {
  const field = event.target;
  if (field instanceof HTMLSelectElement && field.name === 'patient') {
    say('The other patient signs in …');
    void post('actions', {do: 'patient', size: Number(field.value)}).then(() => {
      remember('patient', field.value);
      location.reload();
    });
  } else if (field instanceof HTMLSelectElement) {
    remember(field.name, field.value);
    if (field.name === 'lang') location.reload();
    apply();
  } else if (field instanceof HTMLInputElement) {
    const {id, target, path, effect} = FAULTS.find(fault => fault.id === field.value) ?? {};
    if (!id || !target || !effect) return;
    const add = [{id, target, effect, ...(path && {path})}];
    void post('faults', field.checked ? {add} : {remove: [id]}).then(() =>
      say(field.checked ? 'Switched on. It shows at the next request.' : 'Switched off.'),
    );
  }
});

const faultBox = document.querySelector('[data-faults]');
for (const {id, label} of FAULTS) {
  const box = Object.assign(document.createElement('input'), {type: 'checkbox', value: id});
  const line = document.createElement('label');
  line.className = 'check';
  line.append(box, label);
  faultBox?.append(line);
}

/** Reads everything from now on: the first of the two may join a pass that began before. */
const readAgain = async (): Promise<void> => {
  const timeline = document.querySelector<ElementWithSession>('my-health-timeline');
  await timeline?.refresh?.();
  await timeline?.refresh?.();
};

const actionBox = document.querySelector('[data-actions]');
for (const {label, action, reload, refresh} of ACTIONS) {
  const button = Object.assign(document.createElement('button'), {type: 'button', textContent: label});
  button.addEventListener('click', () => {
    void post('actions', action).then(() => {
      if (reload) return location.reload();
      say('Done.');
      if (refresh) void readAgain();
    });
  });
  actionBox?.append(button);
}

/** A portal signs out by ending the session of its own backend and of the elements. */
const whoButton = document.querySelector<HTMLButtonElement>('[data-sign-out]');
whoButton?.addEventListener('click', () => {
  const isIn = whoButton.textContent === 'Sign out';
  void post('actions', {do: isIn ? 'sign-out' : 'sign-in'}).then(async () => {
    if (!isIn) return location.reload();
    whoButton.textContent = 'Sign in';
    for (const element of elements()) await element.endSession?.();
  });
});

const synchronise = async (): Promise<void> => {
  const answer = await fetch('/simulator');
  const now = (await answer.json()) as {signedIn: boolean; faults: {id: string}[]};
  if (whoButton) whoButton.textContent = now.signedIn ? 'Sign out' : 'Sign in';
  for (const box of form?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? []) {
    box.checked = now.faults.some(({id}) => id === box.value);
  }
  const patient = control('patient');
  if (patient) patient.value = new URLSearchParams(location.search).get('patient') ?? '600';
};

apply();
void speak(root.lang);
void synchronise();
