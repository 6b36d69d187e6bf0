import assert from 'node:assert/strict';
import {it} from 'node:test';
import {formatDay, formatMoment} from '../../src/ui/moments.js';

// west of Greenwich, where a day that is kept as midnight there would become the day before
process.env.TZ = 'America/New_York';

it('a day that is kept as midnight stays that day, and an instant is shown where the reader is', () => {
  for (const day of [
    '2026-01-01',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T00:00:00+00:00',
  ])
    assert.equal(formatDay(day, 'en'), 'Jan 1, 2026', day);
  assert.equal(formatDay('2026-01-01T00:00:01Z', 'en'), 'Dec 31, 2025');
  assert.equal(formatDay('2026-01-01T00:00:00-05:00', 'en'), 'Jan 1, 2026');
  assert.match(formatMoment('2026-01-01T00:00:00Z', 'en'), /^Dec 31, 2025/);
  for (const nothing of [undefined, '', 'yesterday']) assert.equal(formatDay(nothing, 'en'), '');
});
