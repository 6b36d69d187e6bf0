import {expect} from '@open-wc/testing';
import {parseLooseDate} from '../../src/records/loose-dates.js';

describe('parseLooseDate', () => {
  const good: readonly (readonly [string, string, string])[] = [
    ['Mon Jul 07 2014 14:40:26 GMT-0700 (PDT)', '2014-07-07T14:40:26-07:00', 'second'],
    ['Mon Jul 07 2014 14:40:26 GMT-0700 (Pacific Daylight Time)', '2014-07-07T14:40:26-07:00', 'second'],
    ['Mon, 07 Jul 2014 14:40:26 GMT', '2014-07-07T14:40:26Z', 'second'],
    ['Mon Jul 07 2014', '2014-07-07', 'day'],
    ['01/27/1958', '1958-01-27', 'day'],
    ['1/7/1958', '1958-01-07', 'day'],
    ['03-05-1985', '1985-03-05', 'day'],
    ['27/01/1958', '1958-01-27', 'day'],
    ['01/27/1958 2:05 PM', '1958-01-27T14:05', 'minute'],
    ['01/27/1958 12:05:09 AM', '1958-01-27T00:05:09', 'second'],
    ['01/27/1958, 12:05 p.m.', '1958-01-27T12:05', 'minute'],
    ['July 7, 2014', '2014-07-07', 'day'],
    ['Jul 7th 2014', '2014-07-07', 'day'],
    ['7 July 2014', '2014-07-07', 'day'],
    ['07-Jul-2014', '2014-07-07', 'day'],
    ['July 2014', '2014-07', 'month'],
    ['Sept. 2014', '2014-09', 'month'],
    ['07/2014', '2014-07', 'month'],
    ['2014/07/07', '2014-07-07', 'day'],
    ['2014-7-7', '2014-07-07', 'day'],
    ['2014-07-07 14:40:26', '2014-07-07T14:40:26', 'second'],
    ['2014-07-07T14:40:26-0700', '2014-07-07T14:40:26-07:00', 'second'],
    ['2014-07-07T14:40:26.123+0530', '2014-07-07T14:40:26.123+05:30', 'second'],
    ['2014-07-07 14:40:26 UTC', '2014-07-07T14:40:26Z', 'second'],
    [' 2014-07-07 ', '2014-07-07', 'day'],
    ['20140707', '2014-07-07', 'day'],
    ['201407', '2014-07', 'month'],
    ['201407071440-0700', '2014-07-07T14:40-07:00', 'minute'],
    ['20140707144026.0000-0700', '2014-07-07T14:40:26.0000-07:00', 'second'],
  ];
  for (const [text, iso, precision] of good) {
    it(`reads ${JSON.stringify(text)} as ${iso} and keeps the text`, () => {
      expect(parseLooseDate(text)).to.deep.equal({value: text, precision, iso});
    });
  }
  it('leaves what FHIR can read as it is', () => {
    expect(parseLooseDate('2014-07')).to.deep.equal({value: '2014-07', precision: 'month'});
  });
  const bad: unknown[] = [
    '',
    '01/27/58',
    '13/13/1958',
    '02/30/1985',
    '00/10/1985',
    'Smarch 7, 2014',
    'July 32, 2014',
    '01/27/1958 13:05 PM',
    '2014-07-07 25:00:00',
    '20141340',
    'last week',
    '5',
    'Mon Jul 07 0014',
    '1'.repeat(100),
    20140707,
    null,
    {},
  ];
  for (const text of bad) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(parseLooseDate(text)).to.equal(null);
    });
  }
});
