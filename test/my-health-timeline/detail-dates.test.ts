import {expect} from '@open-wc/testing';
import {datesInWords} from '../../src/my-health-timeline/dates-in-words.js';

const viewer = {locale: 'en-US', timeZone: 'America/New_York'};
const CASES: readonly (readonly [written: string, said: string])[] = [
  ['2016-10', 'Oct 2016'],
  ['2019-01-05', 'Jan 5, 2019'],
  // the day that the source wrote, on its own clock
  ['2023-11-26T09:58:31+13:00', 'Nov 26, 2023, 9:58 AM (UTC+13:00)'],
  ['2015-01-15 – 2016-01-15', 'Jan 15, 2015 – Jan 15, 2016'],
  ['from 2020-02-05', 'from Feb 5, 2020'],
  ['until 2020-02-05', 'until Feb 5, 2020'],
  ['2014', '2014'],
  ['2014-13-45', '2014-13-45'],
  ['2020-01-01 – soon', '2020-01-01 – soon'],
  ['Seen on 2020-01-01', 'Seen on 2020-01-01'],
  ['1234-5', '1234-5'],
  ['', ''],
  // among other parts
  [
    'Dr. May, 2022-07-07T09:43:56.000-05:00 – 2022-07-07T10:00:00-05:00, Clinic',
    'Dr. May, Jul 7, 2022, 9:43 AM (UTC-05:00) – Jul 7, 2022, 10:00 AM (UTC-05:00), Clinic',
  ],
  ['Walk, Due date: 2021-01-31; Swim (2021-02-01)', 'Walk, Due date: Jan 31, 2021; Swim (Feb 1, 2021)'],
  ['2019-01-01 – 2019-06-01, Clinic', 'Jan 1, 2019 – Jun 1, 2019, Clinic'],
  ['Pay, from 2020-02-05', 'Pay, from Feb 5, 2020'],
  ['Lot 2020-01-02-7, 2020-13-45', 'Lot 2020-01-02-7, 2020-13-45'],
  [`${'A long note. '.repeat(99)}2020-01-01T10:00:00Z`, `${'A long note. '.repeat(99)}2020-01-01T10:00:00Z`],
];

describe('Dates among the details of a record', () => {
  for (const [written, said] of CASES)
    it(`"${written}" reads "${said}"`, () =>
      expect(datesInWords(written, viewer).replaceAll('\u202f', ' ')).to.equal(said));
});
