import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {dayOf, formatDate, formatTime, hasTime, instantOf, monthOf, yearOf, zoneOf} from '../../src/records/dates.js';
import {compareNewestFirst, sortKey} from '../../src/records/order.js';
import {parseFhirDate} from '../../src/records/fhir-dates.js';
import type {PartialDate} from '../../src/records/model.js';

const KATHMANDU = {locale: 'en-US', timeZone: 'Asia/Kathmandu'};
const NEW_YORK = {locale: 'en-US', timeZone: 'America/New_York'};
/** Engines part time and day period with different spaces. */
const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ');
const date = (text: string): PartialDate => parseFhirDate(text)!;

describe('parseFhirDate', () => {
  const good: Record<string, string> = {
    '1999': 'year',
    '1999-11': 'month',
    '2015-01-20': 'day',
    '2015-02-07T13:28:17-05:00': 'second',
    '2015-02-07T13:28:17Z': 'second',
    '2015-02-07T13:28:17.239+02:00': 'second',
    '2015-02-07T13:28-05:00': 'minute',
    '2015-02-07T13:28:17': 'second',
    '2015-02-07T13:28': 'minute',
    '2016-12-31T23:59:60Z': 'second',
    '2020-02-29': 'day',
    '2000-02-29': 'day',
    '2015-02-07T00:00:00+14:00': 'second',
  };
  for (const [text, precision] of Object.entries(good)) {
    it(`reads ${text} as a ${precision} and keeps the text`, () => {
      expect(parseFhirDate(text)).to.deep.equal({value: text, precision});
    });
  }
  const bad: unknown[] = [
    '',
    '0999',
    '999',
    '0000-01-01',
    '20150120',
    '2015-1-2',
    '2015-00',
    '2015-13',
    '2015-01-00',
    '2015-01-32',
    '2015-02-29',
    '1900-02-29',
    '2015-04-31',
    '2015-02-07T',
    '2015-02-07T24:00:00Z',
    '2015-02-07T13:60:00Z',
    '2015-02-07T13:28:61Z',
    '2015-02-07T13',
    '2015-02-07T13:28:17+15:00',
    '2015-02-07T13:28:17-0500',
    '2015-02-07 13:28:17',
    ' 2015',
    '2015\n',
    'unknown',
    2015,
    null,
    undefined,
    {},
    ['2015'],
  ];
  for (const text of bad) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(parseFhirDate(text)).to.equal(null);
    });
  }

  it('accepts exactly the days that a calendar has', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1000, max: 9999}),
        fc.integer({min: 1, max: 12}),
        fc.integer({min: 1, max: 31}),
        (y, m, d) => {
          const text = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
          const day = new Date(Date.UTC(y, m - 1, d));
          expect(parseFhirDate(text) !== null).to.equal(day.getUTCMonth() === m - 1);
        },
      ),
    );
  });
});

describe('parts of a date', () => {
  it('are read from the written text, whatever the zone', () => {
    const late = date('2015-02-07T23:59:59-10:00');
    expect([yearOf(late), monthOf(late), dayOf(late)]).to.deep.equal([2015, 2, 7]);
    const early = date('2015-01-01T00:00:00+14:00');
    expect([yearOf(early), monthOf(early), dayOf(early)]).to.deep.equal([2015, 1, 1]);
  });
  it('are null where the source wrote none', () => {
    expect([monthOf(date('1999')), dayOf(date('1999'))]).to.deep.equal([null, null]);
    expect([monthOf(date('1999-11')), dayOf(date('1999-11'))]).to.deep.equal([11, null]);
  });
  it('follow the precision, not the length of the text', () => {
    const day: PartialDate = {value: '2020-01-13T10:00:00.000Z', precision: 'day'};
    expect(hasTime(day)).to.equal(false);
    expect(zoneOf(day)).to.equal('');
    expect(dayOf(day)).to.equal(13);
    expect(instantOf(day)).to.be.NaN;
  });
  it('come from the normalised text where the written one is in another notation', () => {
    const legacy: PartialDate = {value: '01/27/1958', precision: 'day', iso: '1958-01-27'};
    expect([yearOf(legacy), monthOf(legacy), dayOf(legacy)]).to.deep.equal([1958, 1, 27]);
  });
  it('know the written zone', () => {
    expect(zoneOf(date('2015-02-07T13:28:17-05:00'))).to.equal('-05:00');
    expect(zoneOf(date('2015-02-07T13:28Z'))).to.equal('Z');
    expect(zoneOf(date('2015-02-07T13:28'))).to.equal('');
  });
  it('make an instant of a time with a zone only', () => {
    expect(instantOf(date('2015-02-07T13:28:17-05:00'))).to.equal(Date.UTC(2015, 1, 7, 18, 28, 17));
    expect(instantOf(date('2015-02-07T13:28+05:45'))).to.equal(Date.UTC(2015, 1, 7, 7, 43));
    expect(instantOf(date('2016-12-31T23:59:60Z'))).to.equal(Date.UTC(2016, 11, 31, 23, 59, 59));
    expect(instantOf(date('2015-02-07T13:28:17'))).to.be.NaN;
  });
});

describe('order', () => {
  const chronological = [
    '1998-12-31T23:59:59-05:00',
    '1998-12-31',
    '1998-12',
    '1998',
    '1999-01-01',
    '1999-11-04T22:00:00Z',
    '1999-11-05T08:00:00-10:00',
    '1999-11-05T08:00:30+14:00',
    '1999-11-05T08:00',
    '1999-11-05T09:00:00Z',
    '1999-11-05',
    '1999-11-30',
    '1999-11',
    '1999-12-01',
    '1999-12',
    '1999',
    '2000-01-01',
    '2000',
  ];
  it('puts what is less precise after all that it could contain', () => {
    const keys = chronological.map(text => sortKey(date(text)));
    expect([...keys].sort()).to.deep.equal(keys);
    expect(new Set(keys).size).to.equal(keys.length);
  });
  it('is newest first with the undated last', () => {
    const records = [null, ...chronological].map((text, at) => ({
      id: String(at),
      date: text === null ? null : date(text),
    }));
    const sorted = [...records].sort(compareNewestFirst);
    expect(sorted.map(({date: when}) => when?.value ?? null)).to.deep.equal(
      [...chronological].reverse().concat([null as never]),
    );
  });

  const anyDate = fc
    .tuple(
      fc.integer({min: 1000, max: 9999}),
      fc.integer({min: 1, max: 12}),
      fc.integer({min: 1, max: 28}),
      fc.integer({min: 0, max: 23}),
      fc.constantFrom(4, 7, 10, 16, 19),
      fc.constantFrom('', 'Z', '-05:00', '+05:45'),
    )
    .map(([y, m, d, h, length, zone]) => {
      const two = (part: number): string => String(part).padStart(2, '0');
      const text = `${y}-${two(m)}-${two(d)}T${two(h)}:30:15`.slice(0, length);
      return date(length > 10 ? text + zone : text);
    });
  const anyRecord = fc.record({id: fc.string({maxLength: 3}), date: fc.option(anyDate, {nil: null})});
  it('is total: antisymmetric and transitive', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, anyRecord, (a, b, c) => {
        expect(Math.sign(compareNewestFirst(a, b))).to.equal(0 - Math.sign(compareNewestFirst(b, a)));
        if (compareNewestFirst(a, b) <= 0 && compareNewestFirst(b, c) <= 0) {
          expect(compareNewestFirst(a, c)).to.be.at.most(0);
        }
      }),
    );
  });
});

describe('formatDate', () => {
  it('says a date in its own precision', () => {
    expect(formatDate(date('1999'), KATHMANDU)).to.equal('1999');
    expect(formatDate(date('1999-11'), KATHMANDU)).to.equal('Nov 1999');
    expect(formatDate(date('2015-01-20'), KATHMANDU)).to.equal('Jan 20, 2015');
    expect(plain(formatDate(date('2015-01-20T08:05'), KATHMANDU))).to.equal('Jan 20, 2015, 8:05 AM');
  });
  for (const viewer of [KATHMANDU, NEW_YORK, {locale: 'en-US', timeZone: 'Pacific/Kiritimati'}]) {
    it(`never moves a day in ${viewer.timeZone}`, () => {
      expect(formatDate(date('2020-01-01'), viewer)).to.equal('Jan 1, 2020');
      expect(formatDate({value: '2020-01-13T00:00:00.000Z', precision: 'day'}, viewer)).to.equal('Jan 13, 2020');
      expect(formatDate({value: '2020-01-13T10:00:00.000Z', precision: 'day'}, viewer)).to.equal('Jan 13, 2020');
      expect(plain(formatDate(date('2015-02-07T23:59:00-10:00'), viewer))).to.match(/^Feb 7, 2015, 11:59 PM/);
    });
  }
  it('names the zone where the clock of the viewer shows another time', () => {
    expect(plain(formatDate(date('2015-02-07T13:28:17-05:00'), KATHMANDU))).to.equal(
      'Feb 7, 2015, 1:28 PM (UTC-05:00)',
    );
    expect(plain(formatDate(date('2015-02-07T13:28:17Z'), NEW_YORK))).to.equal('Feb 7, 2015, 1:28 PM (UTC)');
    expect(plain(formatDate(date('2015-02-07T13:28:17+00:00'), NEW_YORK))).to.equal('Feb 7, 2015, 1:28 PM (UTC)');
  });
  it('does not name it where both clocks agree at that moment, summer time included', () => {
    expect(plain(formatDate(date('2015-02-07T13:28:17-05:00'), NEW_YORK))).to.equal('Feb 7, 2015, 1:28 PM');
    expect(plain(formatDate(date('2015-07-07T13:28:17-04:00'), NEW_YORK))).to.equal('Jul 7, 2015, 1:28 PM');
    expect(plain(formatDate(date('2015-07-07T13:28:17-05:00'), NEW_YORK))).to.equal('Jul 7, 2015, 1:28 PM (UTC-05:00)');
    expect(plain(formatDate(date('2015-02-07T13:28:17+05:45'), KATHMANDU))).to.equal('Feb 7, 2015, 1:28 PM');
  });
  it('names none where the source wrote none', () => {
    expect(plain(formatDate(date('2015-02-07T13:28:17'), NEW_YORK))).to.equal('Feb 7, 2015, 1:28 PM');
  });
  it('follows the language', () => {
    expect(formatDate(date('2015-01-20'), {...KATHMANDU, locale: 'de'})).to.equal('20. Jan. 2015');
    expect(formatDate(date('1999-11'), {...KATHMANDU, locale: 'es'})).to.match(/^nov\.? 1999$/);
  });
  it('stays with the calendar of the source, because a bare year has no exact year in another', () => {
    expect(formatDate(date('2020'), {...KATHMANDU, locale: 'fa-u-nu-latn'})).to.contain('2020');
    expect(formatDate(date('2020'), {...KATHMANDU, locale: 'th'})).to.contain('2020');
  });
  it('says nothing for no date', () => {
    expect(formatDate(null, KATHMANDU)).to.equal('');
    expect(formatDate(undefined, KATHMANDU)).to.equal('');
  });
  it('keeps a leap second in its minute', () => {
    expect(plain(formatDate(date('2016-12-31T23:59:60Z'), {locale: 'en-US', timeZone: 'UTC'}))).to.equal(
      'Dec 31, 2016, 11:59 PM',
    );
  });
});

describe('formatTime', () => {
  it('says the time as written, with its zone where that differs', () => {
    expect(plain(formatTime(date('2015-02-07T00:05:00-05:00'), NEW_YORK))).to.equal('12:05 AM');
    expect(plain(formatTime(date('2015-02-07T13:28:17Z'), NEW_YORK))).to.equal('1:28 PM (UTC)');
  });
  it('says nothing for a day', () => {
    expect(formatTime(date('2015-02-07'), NEW_YORK)).to.equal('');
    expect(formatTime({value: '2020-01-13T10:00:00.000Z', precision: 'day'}, NEW_YORK)).to.equal('');
    expect(formatTime(null, NEW_YORK)).to.equal('');
  });
});
