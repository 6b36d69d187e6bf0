import {expect} from '@open-wc/testing';
import {CodedError} from '../../src/errors.js';
import {HUMAN_API_ROUTE, MOUNT_SINAI_ROUTE, connection} from '../helpers/snapshots.js';
import {ACCOUNT, ConnectHarness, LAKESIDE, LINKS, offered} from './harness.js';

const mount = (more = {}): Promise<ConnectHarness> =>
  ConnectHarness.mount(
    offered({routes: [HUMAN_API_ROUTE, MOUNT_SINAI_ROUTE], connections: [connection(), LAKESIDE], ...more}),
  );

describe('<provider-connect> answers', () => {
  const questions: [string, string][] = [
    ['What is Human API?', 'collects health records from many hospitals'],
    ['What does Human API do in My Health?', 'you sign in there through Human API'],
    ['Do I need an account with Human API to see my records?', 'No.'],
    ['What if my provider is not listed?', 'about 85 % of US hospitals'],
    ['Why is my Mount Sinai connection different?', 'and not through Human API'],
    ['Does opting out here remove my data at Human API?', 'No. Leaving My Health here does not remove your data'],
  ];
  for (const [question, answer] of questions) {
    it(`answers within two actions: ${question}`, async () => {
      const harness = await mount();
      await harness.press('Questions and answers');
      await harness.press(question);
      const details = harness.control(question).closest('details')!;
      expect(details.open).to.be.true;
      const text = details.querySelector('p')!;
      expect(text.checkVisibility()).to.be.true;
      expect(text.textContent.replace(/\s+/g, ' ')).to.contain(answer);
      await harness.accessible();
    });
  }

  it('says in one press why a direct connection is different, and goes there', async () => {
    const harness = await mount();
    await harness.press('Why is Mount Sinai different?');
    expect(harness.focused).to.equal('Why is my Mount Sinai connection different?');
    const details = harness.control('Why is my Mount Sinai connection different?').closest('details')!;
    expect(details.open).to.be.true;
  });

  it('links to the aggregator’s own opt-out', async () => {
    const harness = await mount();
    expect((harness.control(/^Opt out at Human API/) as HTMLAnchorElement).href).to.equal(ACCOUNT.optOutUrl);
  });
});

describe('<provider-connect> I can’t find my provider', () => {
  const open = async (more = {}): Promise<ConnectHarness> => {
    const harness = await mount(more);
    await harness.press('I can’t find my provider');
    return harness;
  };
  const fill = (harness: ConnectHarness, values: Record<string, string>): void => {
    for (const [name, value] of Object.entries(values)) {
      harness.dialog.querySelector<HTMLInputElement>(`[name=${name}]`)!.value = value;
    }
  };

  it('says why in one press, and what else to try', async () => {
    const harness = await open();
    expect(harness.dialogText).to.contain('about 85 % of US hospitals').and.to.contain('What you can try');
    expect(harness.focused).to.equal('When your provider is not listed');
    await harness.accessible();
    await harness.press('Back to search');
    expect(harness.focused).to.equal('#search');
  });

  it('sends the request to the portal and says so', async () => {
    const harness = await open();
    fill(harness, {name: ' Hill Clinic ', place: 'Troy, NY', website: 'hill.example'});
    await harness.press('Send request');
    expect(harness.store.requests.at(-1)).to.deep.equal({
      type: 'request-provider',
      name: 'Hill Clinic',
      place: 'Troy, NY',
      website: 'hill.example',
    });
    await harness.until(() => harness.dialogText.includes('Your portal has your request'), 'not told');
    expect(harness.focused).to.contain('Your portal has your request');
    await harness.accessible();
  });

  it('asks for a name where there is none', async () => {
    const harness = await open();
    await harness.press('Send request');
    const field = harness.dialog.querySelector<HTMLInputElement>('[name=name]')!;
    expect(harness.root.activeElement).to.equal(field);
    expect(harness.root.getElementById(field.getAttribute('aria-describedby')!)!.textContent).to.contain(
      'Enter the name',
    );
    expect(harness.store.requests).to.deep.equal([]);
    await harness.accessible();
  });

  it('keeps what was typed when sending fails', async () => {
    const harness = await open();
    harness.store.answers['request-provider'] = () => new CodedError('host_busy');
    fill(harness, {name: 'Hill Clinic'});
    await harness.press('Send request');
    await harness.until(() => harness.dialogText.includes('Your portal is busy'), 'not told');
    expect(harness.dialog.querySelector<HTMLInputElement>('[name=name]')!.value).to.equal('Hill Clinic');
  });

  it('has no form where the portal takes no requests', async () => {
    const harness = await open({links: {...LINKS, providerRequest: undefined}});
    expect(harness.has('Send request')).to.be.false;
    expect(harness.dialogText).to.contain('What you can try');
  });
});
