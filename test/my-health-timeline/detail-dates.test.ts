import {expect} from '@open-wc/testing';
import {datesInWords} from '../../src/my-health-timeline/record-sections.js';

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
];

describe('Dates among the details of a record', () => {
  for (const [written, said] of CASES)
    it(`"${written}" reads "${said}"`, () =>
      expect(datesInWords(written, viewer).replaceAll('\u202f', ' ')).to.equal(said));
});
