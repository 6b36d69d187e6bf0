import {expect} from '@open-wc/testing';
import {CodedError} from '../../src/errors.js';
import {Later, whenLoaded} from '../../src/later.js';
import {moreWords} from '../../src/records/code-words.js';
import {createFhirSource} from '../../src/sources/fhir-r4/source.js';
import {more as fhirParts} from '../../src/sources/fhir-r4/parts.js';
import {createHumanApiSource} from '../../src/sources/human-api/source.js';
import {more as humanParts} from '../../src/sources/human-api/parts.js';
import type {SourceHttp} from '../../src/sources/http.js';
import type {MappedPage} from '../../src/records/model.js';
import type {RecordSource, SourceContext} from '../../src/sources/source.js';

const context: SourceContext = {
  route: 'r',
  routeName: 'Route',
  baseUrl: 'https://x.example/',
  token: () => Promise.resolve(null),
};
const http = {} as SourceHttp;
const fhir = createFhirSource(context, http);
const human = createHumanApiSource(context, http);
const map = async (source: RecordSource, stream: string, entries: readonly unknown[]): Promise<MappedPage> =>
  source.map({stream, entries, next: null, retrievedAt: '2026-01-01T00:00:00Z'});
const isHere = (part: Later<unknown>): boolean => {
  try {
    return !!part.now;
  } catch {
    return false;
  }
};

describe('what most first pages do without', () => {
  it('loads only what is asked for, and begins the work anew', async () => {
    const words = new Later(() => Promise.resolve(['one']));
    let begun = 0;
    const work = () =>
      whenLoaded(function* () {
        begun++;
        yield;
        return [begun, words.now[0]];
      });
    expect(await work()).to.deep.equal([2, 'one']);
    expect(await work()).to.deep.equal([3, 'one']);
  });

  it('says that the portal was not reached when it does not come, and tries again the next time', async () => {
    let tries = 0;
    const words = new Later(() => (tries++ ? Promise.resolve('here') : Promise.reject(new TypeError('no line'))));
    const work = function* () {
      return words.now;
    };
    const error: unknown = await whenLoaded(work).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(CodedError);
    expect((error as CodedError).code).to.equal('host_unreachable');
    expect(await whenLoaded(work)).to.equal('here');
  });

  it('lets failures of the work itself through', async () => {
    const error: unknown = await whenLoaded(function* () {
      throw new RangeError('mine');
    }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RangeError);
  });

  // one after the other, in a page that has loaded nothing yet
  it('is not loaded for results, whose records are whole without it', async () => {
    const observation = {
      resourceType: 'Observation',
      id: '1',
      status: 'preliminary',
      category: [{coding: [{code: 'laboratory'}]}],
      code: {text: 'Potassium'},
      effectiveDateTime: '2026-01-02T08:00:00Z',
      issued: '2026-01-03',
      performer: [{display: 'Central Lab'}],
      valueQuantity: {value: 5.9, unit: 'mmol/L'},
      interpretation: [{coding: [{code: 'H'}]}],
      referenceRange: [{low: {value: 3.5, unit: 'mmol/L'}, high: {value: 5.1, unit: 'mmol/L'}}],
    };
    const [record] = (await map(fhir, 'Observation', [{resource: observation}])).records;
    expect(record).to.include({title: 'Preliminary: Potassium', value: '5.9', interpretation: 'High', flag: 'high'});
    expect(record!.status).to.equal('Preliminary, may change');
    expect(record!.details).to.deep.include({label: 'Done by', text: 'Central Lab'});

    const result = {
      id: '1',
      name: 'Potassium',
      status: 'final',
      resultDateTime: '2026-01-02T08:00:00.000Z',
      orderedBy: 'Dr. Ada Byron',
      components: [{name: 'Potassium', value: '5.9', unit: 'mmol/L', refRange: '3.5 - 5.1'}],
    };
    const [made] = (await map(human, 'test_results', [result])).records;
    expect(made).to.include({title: 'Potassium', value: '5.9', flag: 'high', status: 'Final'});
    expect([moreWords, fhirParts, humanParts].map(isHere)).to.deep.equal([false, false, false]);
  });

  it('is loaded for the first page that needs it, and no entry of that page is lost or set aside', async () => {
    const {records, aside} = await map(human, 'narratives', [
      {id: '1', name: 'Sent home', entries: [{title: 'Plan', text: 'Rest'}]},
      {id: '2', name: 'Seen', status: 'refused'},
    ]);
    expect(records.map(({title}) => title)).to.deep.equal(['Sent home', 'Declined: Seen']);
    expect(records[0]!.details).to.deep.include({label: 'Plan', text: 'Rest'});
    expect(aside).to.have.length(0);
    expect(isHere(fhirParts)).to.equal(false);

    const order = {
      resourceType: 'MedicationRequest',
      id: '1',
      status: 'stopped',
      intent: 'order',
      medicationCodeableConcept: {text: 'Metformin 500 mg'},
      dosageInstruction: [{timing: {repeat: {frequency: 2, period: 1, periodUnit: 'd'}}}],
    };
    const page = await map(fhir, 'MedicationRequest', [{resource: order}]);
    expect(page.records.map(({title, subtitle}) => [title, subtitle])).to.deep.equal([
      ['Stopped: Metformin 500 mg', '2 times every day'],
    ]);
    expect(page.aside).to.have.length(0);
  });
});
