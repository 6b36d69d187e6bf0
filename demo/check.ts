import {checkHost} from '../src/host-check/check.js';
import type {Finding} from '../src/host-check/rules.js';

const form = document.querySelector('form')!;
const status = document.querySelector('[role=status]')!;
const table = document.querySelector('table')!;

const row = ({verdict, subject, detail}: Finding): HTMLTableRowElement => {
  const line = document.createElement('tr');
  line.dataset.verdict = verdict;
  line.append(
    ...[verdict, subject, detail].map(text => {
      const cell = document.createElement('td');
      cell.textContent = text;
      return cell;
    }),
  );
  return line;
};

const check = async (): Promise<void> => {
  const endpoint = new URL(new FormData(form).get('endpoint') as string, document.baseURI).href;
  status.textContent = 'Asking…';
  table.hidden = true;
  const findings = await checkHost(endpoint, {
    fetch: (url, init) => fetch(url, init),
    credentials: new URL(endpoint).origin === location.origin ? 'same-origin' : 'include',
    origin: location.origin,
    canPreflight: false,
  });
  table.tBodies[0]!.replaceChildren(...findings.map(row));
  table.hidden = false;
  const wrong = findings.filter(({verdict}) => verdict === 'wrong').length;
  status.textContent = wrong ? `${wrong} of ${findings.length} lines are wrong.` : 'Nothing is wrong.';
};

form.addEventListener('submit', event => {
  event.preventDefault();
  check().catch(() => (status.textContent = 'This page could not ask. Is that an address?'));
});
