import '../helpers/all-loaded.js';
import {expect} from '@open-wc/testing';
import {interpretationOf, leadOf, statusWords} from '../../src/records/code-words.js';
import {encounterClassWords} from '../../src/records/visit-classes.js';
import type {Category, Flag} from '../../src/records/model.js';

describe('interpretationOf', () => {
  const cases: readonly (readonly [string, string, Flag?])[] = [
    ['H', 'High', 'high'],
    ['L', 'Low', 'low'],
    ['HH', 'Critically high', 'critical'],
    ['LL', 'Critically low', 'critical'],
    ['H*', 'Critically high', 'critical'],
    ['N', 'Normal', 'normal'],
    ['A', 'Abnormal', 'abnormal'],
    ['AA', 'Critically abnormal', 'critical'],
    ['a', 'Abnormal', 'abnormal'],
    ['POS', 'Positive'],
    ['NEG', 'Negative'],
    ['ND', 'Not detected'],
    ['>', 'Above what can be measured', 'high'],
    ['HX', 'Above its limit', 'high'],
    // a test that could not be read is no poisoning
    ['TOX', 'The sample disturbed the test'],
    ['R', 'Resistant'],
    ['S', 'Susceptible'],
    ['I', 'Intermediate'],
    ['high', 'High', 'high'],
    ['Critically high', 'Critically high', 'critical'],
    ['Critical low', 'Critically low', 'critical'],
    ['Above normal', 'High', 'high'],
    ['below low normal', 'Low', 'low'],
    ['Within normal limits', 'Normal', 'normal'],
  ];
  for (const [written, words, flag] of cases) {
    it(`says ${words} for ${written}`, () => {
      expect(interpretationOf(written)).to.deep.equal(flag ? {words, flag} : {words});
    });
  }
  for (const written of ['', 'see note', 'constructor', '__proto__', 'higher than before']) {
    it(`says nothing for ${JSON.stringify(written)}`, () => {
      expect(interpretationOf(written)).to.equal(null);
    });
  }
});

describe('statusWords', () => {
  // the required value sets of the R4 types that are read: https://hl7.org/fhir/R4/terminologies-valuesets.html
  const R4 =
    `planned arrived triaged in-progress onleave finished cancelled entered-in-error active recurrence relapse inactive
    remission resolved unconfirmed provisional differential confirmed refuted on-hold completed stopped draft intended not-taken
    preparation declined not-done registered preliminary final amended corrected partial appended available current superseded
    revoked proposed accepted rejected ended suspended onhold waitlist booked pending fulfilled noshow checked-in
    requested received ready failed abandoned billable not-billable billed issued balanced aborted executed executable
    negotiable offered renewed resolved terminated disputed candidate eligible follow-up ineligible not-registered
    off-study on-study on-study-intervention on-study-observation pending-on-study potential-candidate screening withdrawn
    achieved improving worsening no-change sustaining not-achieved no-progress not-attainable health-unknown queued
    complete error needs-action tentative not-started`.split(/\s+/);
  for (const status of R4) {
    it(`has plain words for ${status}`, () => {
      const words = statusWords(status);
      expect(words).to.match(/^[A-Z]/);
      expect(words).not.to.contain('-');
    });
  }
  it('knows the words of aggregators', () => {
    expect(statusWords('Final result')).to.equal('Final');
    expect(statusWords('Edited Result - FINAL')).to.equal('Corrected after it was final');
    expect(statusWords('COMPLETED')).to.equal('Completed');
    expect(statusWords('in_progress')).to.equal('In progress');
  });
  it('keeps what it does not know, and never says unknown', () => {
    expect(statusWords('Awaiting pickup')).to.equal('Awaiting pickup');
    expect(statusWords('unknown')).to.equal('');
    expect(statusWords('')).to.equal('');
  });
});

describe('encounterClassWords', () => {
  it('says what kind of visit it was', () => {
    expect(encounterClassWords('AMB')).to.equal('Outpatient visit');
    expect(encounterClassWords('EMER')).to.equal('Emergency visit');
    expect(encounterClassWords('IMP')).to.equal('Hospital stay');
    expect(encounterClassWords('VR')).to.equal('Video or phone visit');
    expect(encounterClassWords('inpatient')).to.equal('Hospital stay');
    expect(encounterClassWords('xyz')).to.equal('');
  });
});

describe('leadOf', () => {
  const cases: readonly (readonly [Category, string, string, boolean])[] = [
    ['immunization', 'not-done', 'Not given', true],
    ['procedure', 'not-done', 'Not done', true],
    ['medication', 'not-taken', 'Not taken', true],
    ['medication', 'do-not-perform', 'Do not take', true],
    ['plan', 'do-not-perform', 'Do not do', true],
    ['condition', 'refuted', 'Ruled out', true],
    ['allergy', 'refuted', 'Ruled out', true],
    ['visit', 'cancelled', 'Cancelled', true],
    ['visit', 'noshow', 'Did not take place', true],
    ['lab', 'cancelled', 'Cancelled', true],
    ['medication', 'declined', 'Declined', true],
    ['medication', 'stopped', 'Stopped', false],
    ['medication', 'on-hold', 'On hold', false],
    ['medication', 'proposal', 'Proposed', false],
    ['plan', 'draft', 'Draft', false],
    ['plan', 'revoked', 'Withdrawn', false],
    ['lab', 'preliminary', 'Preliminary', false],
    ['lab', 'registered', 'No result yet', false],
    ['condition', 'unconfirmed', 'Not confirmed', false],
    ['condition', 'provisional', 'Not confirmed yet', false],
    ['condition', 'differential', 'Possible', false],
    ['visit', 'no-show', 'Did not take place', true],
    ['immunization', 'Not Given - Patient Refused', 'Not given', true],
    ['immunization', 'Deferred', 'Not given', true],
    ['medication', 'Never taken', 'Not taken', true],
    ['procedure', 'Canceled by patient', 'Cancelled', true],
    ['procedure', 'Patient declined', 'Declined', true],
    ['condition', 'Ruled out', 'Ruled out', true],
    ['condition', 'Suspected', 'Possible', false],
    ['visit', 'Left without being seen', 'Did not take place', true],
    ['medication', 'Discontinued by provider', 'Stopped', false],
    ['procedure', 'aborted', 'Stopped', false],
    ['procedure', 'nullified', 'Entered by mistake', true],
  ];
  for (const [category, status, words, negated] of cases) {
    it(`${status} of a ${category}: ${words}`, () => {
      expect(leadOf(category, status)).to.deep.equal(negated ? {words, negated} : {words});
    });
  }
  for (const status of [
    'Not started',
    'Cancellation pending',
    'Notified',
    'final',
    'completed',
    'active',
    'confirmed',
    '',
    'constructor',
    'toString',
  ]) {
    it(`nothing before the title of what is ${status || 'without status'}`, () => {
      expect(leadOf('lab', status)).to.equal(null);
    });
  }
});
