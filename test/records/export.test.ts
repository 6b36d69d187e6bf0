import {expect} from '@open-wc/testing';
import * as fc from 'fast-check';
import {csvCell, exportCsv, exportJson, missingOf} from '../../src/records/export.js';
import {mergeCopies} from '../../src/records/merge.js';
import {LOINC, QUEST, SINAI, coding, elsewhere, record} from './make.js';
import type {ExportInput, Missing} from '../../src/records/export.js';
import type {HealthRecord, SetAside} from '../../src/records/model.js';

const input = (
  dated: readonly HealthRecord[],
  undated: readonly HealthRecord[] = [],
  aside: readonly SetAside[] = [],
  missing: readonly Missing[] = [],
): ExportInput => ({
  library: {dated, undated, aside, total: dated.length + undated.length, whole: true, version: 1},
  missing,
  locale: 'en-US',
  exportedAt: '2026-01-05T10:00:00Z',
});
interface File {
  readonly missing: Missing[];
  readonly records: {
    id: string;
    date: {value: string} | null;
    visit?: string;
    report?: string;
    sources: {record_id: string; date: {value: string}}[];
    attachments: {title: string}[];
  }[];
}
const json = (wish: ExportInput): File => JSON.parse([...exportJson(wish)].join('')) as File;
/** A small reader of RFC 4180. */
const rows = (text: string): string[][] => {
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/gy;
  const all: string[][] = [[]];
  while (cell.lastIndex < text.length) {
    const [whole, raw, end] = cell.exec(text)!;
    if (!whole) break;
    all.at(-1)!.push(raw!.startsWith('"') ? raw!.slice(1, -1).replaceAll('""', '"') : raw!);
    if (end === '\r\n') all.push([]);
  }
  return all.filter(row => row.length);
};
const csv = (wish: ExportInput): Record<string, string>[] => {
  const [head, ...body] = rows([...exportCsv(wish)].join('').replace('\ufeff', ''));
  return body.map(row => Object.fromEntries(head!.map((name, at) => [name, row[at]!])));
};

const visit = record({recordId: 'visits/1', category: 'visit', title: 'Check-up', date: '2020-01-13'});
const sodium = record({
  recordId: 'Observation/1',
  title: 'Sodium',
  date: '2020-01-13',
  value: '-2.5',
  number: -2.5,
  unit: 'mmol/L',
  range: '1 – 2',
  interpretation: 'Low',
});
const panel = record({
  recordId: 'DiagnosticReport/1',
  title: 'Panel',
  date: '2020-01-13T09:00:00-05:00',
  end: '2020-01-14',
  status: 'Final',
  members: [sodium.id],
  encounter: visit.id,
  codes: [coding(LOINC, '24323-8', 'Panel'), coding('urn:oid:1.2.3', '7')],
  components: [{title: 'Anion gap', codes: [coding(LOINC, '33037-3')], value: '9', number: 9}],
  details: [{label: 'Ordered by', text: 'Dr. "Lee", MD\nCardiology'}],
  attachments: [{title: 'Report', contentType: 'application/pdf', size: 12, url: 'Binary/1'}],
});

describe('exportJson', () => {
  it('writes the file of the contract', () => {
    expect(json(input([panel], [record({recordId: 'x', title: 'Undated', negated: true})]))).to.deep.equal({
      version: 1,
      exported_at: '2026-01-05T10:00:00Z',
      locale: 'en-US',
      missing: [],
      records: [
        {
          id: 'human-api|quest|DiagnosticReport/1',
          category: 'lab',
          title: 'Panel',
          status: 'Final',
          date: {value: '2020-01-13T09:00:00-05:00', precision: 'second'},
          end: {value: '2020-01-14', precision: 'day'},
          components: [{title: 'Anion gap', value: '9', codes: [{system: LOINC, code: '33037-3'}]}],
          codes: [
            {system: LOINC, code: '24323-8', display: 'Panel'},
            {system: 'urn:oid:1.2.3', code: '7'},
          ],
          sources: [
            {
              route: 'human-api',
              institution: {id: 'quest', name: 'Quest Diagnostics'},
              record_id: 'DiagnosticReport/1',
              retrieved_at: '2026-01-05T10:00:00Z',
              date: {value: '2020-01-13T09:00:00-05:00', precision: 'second'},
            },
          ],
          attachments: [{title: 'Report', content_type: 'application/pdf', size: 12}],
          details: [{label: 'Ordered by', text: 'Dr. "Lee", MD\nCardiology'}],
        },
        {
          id: 'human-api|quest|x',
          category: 'lab',
          title: 'Undated',
          negated: true,
          date: null,
          codes: [],
          sources: [
            {
              route: 'human-api',
              institution: {id: 'quest', name: 'Quest Diagnostics'},
              record_id: 'x',
              retrieved_at: '2026-01-05T10:00:00Z',
              date: null,
            },
          ],
          details: [],
        },
      ],
    });
  });
  it('refers to visits and reports by exported ids, through merged copies too', () => {
    const copy = elsewhere({recordId: 'Encounter/9', category: 'visit', title: 'Visit', date: '2020-01-12'});
    const merged = mergeCopies([visit, copy]);
    const file = json(input([merged, panel, sodium]));
    const [first, second, third] = file.records;
    expect(first!.id).to.equal(copy.id);
    expect([second!.visit, third!.visit, third!.report]).to.deep.equal([copy.id, copy.id, panel.id]);
    const ids = file.records.map(one => one.id);
    for (const {visit: v, report: r} of file.records) for (const id of [v, r]) if (id) expect(ids).to.include(id);
  });
  it('lists every source of a merged record with its own date, and all attachments', () => {
    const file = {title: 'Scan', contentType: 'image/png'};
    const merged = mergeCopies([
      record({recordId: 'a', date: '2020-01-13', attachments: [file]}),
      elsewhere({recordId: 'b', date: '2020-01-14', attachments: [{...file, title: 'Other'}]}),
    ]);
    const [one] = json(input([merged])).records;
    expect(one!.date!.value).to.equal('2020-01-13');
    expect(one!.sources.map(source => [source.record_id, source.date.value])).to.deep.equal([
      ['a', '2020-01-13'],
      ['b', '2020-01-14'],
    ]);
    expect(one!.attachments.map(({title}) => title)).to.deep.equal(['Scan', 'Other']);
  });
  it('puts each record that was read into exactly one place', () => {
    const records = Array.from({length: 450}, (_, at) => record({recordId: `r/${at}`, date: '2020-01-13'}));
    const file = json(input(records, [record({recordId: 'u'})]));
    const ids = file.records.flatMap(({sources}) => sources.map(source => source.record_id));
    expect(ids).to.have.length(451);
    expect(new Set(ids).size).to.equal(451);
  });
  it('writes an empty library as an empty list', () => {
    expect(json(input([])).records).to.deep.equal([]);
  });
  it('comes in pieces', () => {
    const records = Array.from({length: 1000}, () => record({date: '2020'}));
    expect([...exportJson(input(records))].length).to.be.above(5);
  });
  it('keeps a legacy date as written and does not add our reading of it', () => {
    const legacy = record({date: {value: '01/27/1958', precision: 'day', iso: '1958-01-27'}});
    expect(json(input([legacy])).records[0]!.date).to.deep.equal({value: '01/27/1958', precision: 'day'});
  });
});

describe('missing', () => {
  const error = (recordId: string): SetAside => ({
    state: 'entered_in_error',
    route: 'human-api',
    institution: QUEST,
    category: 'lab',
    type: 'test_results',
    recordId,
    reason: 'entered_in_error',
  });
  it('names the records that were entered by mistake, by route, institution, category and state', () => {
    expect(missingOf([error('a'), error('b'), {...error('c'), institution: SINAI}])).to.deep.equal([
      {
        route: 'human-api',
        institution: QUEST,
        category: 'lab',
        state: 'entered_in_error',
        count: 2,
        record_ids: ['a', 'b'],
      },
      {route: 'human-api', institution: SINAI, category: 'lab', state: 'entered_in_error', count: 1, record_ids: ['c']},
    ]);
  });
  it('counts what could not be read', () => {
    const lost: SetAside = {state: 'unreadable', route: 'r', type: '', reason: 'not_an_object'};
    expect(missingOf([lost, lost])).to.deep.equal([{route: 'r', state: 'unreadable', count: 2}]);
  });
  it('does not name the records of another person', () => {
    const other: SetAside = {
      state: 'other_patient',
      route: 'r',
      type: 'Observation',
      recordId: 'Observation/secret',
      reason: 'other_patient',
    };
    expect(missingOf([other])).to.deep.equal([{route: 'r', state: 'other_patient', count: 1}]);
  });
  it('stands in the file beside what the coverage says', () => {
    const refused: Missing = {route: 'r', category: 'vital', state: 'refused'};
    expect(json(input([], [], [error('a')], [refused])).missing.map(({state}) => state)).to.deep.equal([
      'refused',
      'entered_in_error',
    ]);
  });
});

describe('exportCsv', () => {
  it('writes one row a record with the same facts', () => {
    const [first, second, third] = csv(input([visit, panel, sodium]));
    expect(first!.title).to.equal('Check-up');
    expect(second).to.deep.include({
      id: panel.id,
      category: 'lab',
      status: 'Final',
      negated: '',
      date: '2020-01-13T09:00:00-05:00',
      precision: 'second',
      end: '2020-01-14',
      components: 'Anion gap 9',
      codes: `${LOINC}|24323-8 urn:oid:1.2.3|7`,
      route: 'human-api',
      institution: 'Quest Diagnostics',
      institution_id: 'quest',
      record_id: 'DiagnosticReport/1',
      retrieved_at: '2026-01-05T10:00:00Z',
      source_date: '2020-01-13T09:00:00-05:00',
      visit: visit.id,
      attachments: 'Report',
      details: 'Ordered by: Dr. "Lee", MD\nCardiology',
    });
    expect(third).to.deep.include({
      value: '-2.5',
      unit: 'mmol/L',
      range: '1 – 2',
      interpretation: 'Low',
      report: panel.id,
      visit: visit.id,
    });
  });
  it('lists the sources of a merged record side by side', () => {
    const [row] = csv(
      input([mergeCopies([record({recordId: 'a', date: '2020'}), elsewhere({recordId: 'b', date: '2021'})])]),
    );
    expect([row!.institution, row!.record_id, row!.source_date]).to.deep.equal([
      'Quest Diagnostics | Mount Sinai',
      'a | b',
      '2020 | 2021',
    ]);
  });
  it('ends with what is missing', () => {
    const [row] = csv(
      input(
        [],
        [],
        [],
        [{route: 'r', institution: SINAI, category: 'vital', state: 'refused', count: 3, record_ids: ['x']}],
      ),
    );
    expect(row).to.deep.include({
      id: '',
      category: 'vital',
      route: 'r',
      institution: 'Mount Sinai',
      institution_id: 'mount-sinai',
      record_id: 'x',
      missing_state: 'refused',
      missing_count: '3',
    });
  });

  const cells: readonly (readonly [unknown, string])[] = [
    ['=1+1', `"'=1+1"`],
    ['+1+1', `"'+1+1"`],
    ['-1+1', `"'-1+1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    [' =1', `"' =1"`],
    ['＝1', `"'＝1"`],
    ['=cmd|"/c calc"!A1', `"'=cmd|""/c calc""!A1"`],
    ['-', `"'-"`],
    ['-2.5', '-2.5'],
    ['+3', '+3'],
    ['-1e5', '-1e5'],
    ['-1-2', `"'-1-2"`],
    ['< 0.3', '< 0.3'],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    [12, '12'],
    [undefined, ''],
    [null, ''],
    [{}, ''],
  ];
  for (const [value, cell] of cells) {
    it(`writes ${JSON.stringify(value)} as ${JSON.stringify(cell)}`, () => {
      expect(csvCell(value)).to.equal(cell);
    });
  }
  it('gives any text back, and never a formula', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.constantFrom('=', '+', '-', '@', '\t', '\r').chain(lead => fc.string().map(text => lead + text)),
        ),
        text => {
          const [[cell, next]] = rows(`${csvCell(text)},x\r\n`) as [[string, string]];
          expect(next).to.equal('x');
          expect([text, `'${text}`]).to.include(cell);
          expect(cell).not.to.match(/^[=@\t\r]/);
          if (/^[-+]/.test(cell)) expect(Number(cell)).not.to.be.NaN;
        },
      ),
      {numRuns: 2000},
    );
  });
});
