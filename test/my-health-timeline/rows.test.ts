import {expect, waitUntil} from '@open-wc/testing';
import '../../src/my-health-timeline/define.js';
import {rowParts} from '../../src/my-health-timeline/rows.js';
import {library, record, snapshot, StandInStore} from '../helpers/snapshots.js';
import type {HealthRecord} from '../../src/records/model.js';

/** An element that shows these records, as its first paint has them. */
const shown = async (records: readonly HealthRecord[]): Promise<ShadowRoot> => {
  const element = document.createElement('my-health-timeline');
  element.store = new StandInStore(snapshot({library: library(records)}));
  document.body.append(element);
  await element.updateComplete;
  return element.shadowRoot!;
};
const rows = (root: ShadowRoot): NodeListOf<Element> => root.querySelectorAll('article[part=record]');

// one after the other: parts that were loaded stay
describe('a list before its parts have loaded', () => {
  afterEach(() => document.querySelector('my-health-timeline')!.remove());

  it('shows results, with their signs, and asks for nothing', async () => {
    const root = await shown([record('lab', 'HbA1c', '2025-11-05'), record('lab', 'Glucose', '2025-11-04')]);
    expect(rows(root)).to.have.lengthOf(2);
    for (const path of root.querySelectorAll('.tile path')) expect(path.getAttribute('d')).to.match(/^M/);
    expect(rowParts()).to.equal(undefined);
  });

  it('waits with what stands in a visit, instead of taking it apart', async () => {
    const visit = record('visit', 'Office visit', '2025-11-05');
    const root = await shown([visit, record('lab', 'HbA1c', '2025-11-05', {encounter: visit.id})]);
    expect(rows(root)).to.have.lengthOf(0);
    await waitUntil(() => rows(root).length === 2, 'both records');
    expect(root.querySelector('.card.visit')!.querySelectorAll('article')).to.have.lengthOf(2);
    expect(root.querySelector('.tile path')!.getAttribute('d')).to.match(/^M/);
  });

  it('once they are here, waits no more', async () => {
    const root = await shown([record('visit', 'Office visit', '2025-11-05')]);
    expect(rows(root)).to.have.lengthOf(1);
  });
});
