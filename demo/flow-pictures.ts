import type {Browser, FrameLocator, Locator, Page} from 'playwright-core';
import type {Demo} from './start.js';

/** Takes a picture of what is on screen now, under this name. */
type Shoot = (name: string) => Promise<void>;

interface Hands {
  readonly page: Page;
  readonly connect: Locator;
  readonly leave: Locator;
  readonly dialog: Locator;
  readonly shoot: Shoot;
  press(where: Locator | FrameLocator, name: string | RegExp): Promise<void>;
  /** Changes the demo by its own settings; most of them load the page anew. */
  setting(label: string, loads?: boolean): Promise<void>;
}

/** Through Human Connect's own page, until the dialog says how it ended. */
const throughHumanConnect = async ({connect, dialog, press}: Hands, place: string): Promise<void> => {
  await press(connect, /^Connect (another|a) place/);
  await dialog.getByRole('searchbox').fill(place);
  await press(dialog, new RegExp(`^${place}`));
  const frame = dialog.frameLocator('iframe');
  await press(frame, 'Sign in and share');
  await press(frame, 'Finish');
  await dialog.getByRole('heading', {name: /^Connected/}).waitFor();
};

const connecting = async (hands: Hands): Promise<void> => {
  const {page, connect, dialog, shoot, press, setting} = hands;
  await setting('First visit');
  await connect.getByRole('button', {name: 'Connect a place'}).waitFor();
  await shoot('first-visit');
  await throughHumanConnect(hands, 'Willow Creek Family Medicine');
  await shoot('account-offer');
  await press(dialog, 'Not now');
  await press(dialog, 'Done');
  await shoot('collecting');
  await setting('The next place you connect', false);
  await throughHumanConnect(hands, 'Harbor Labs');
  await press(dialog, 'Done');
  await setting('Mount Sinai asks for');
  const row = connect.getByRole('listitem').filter({hasText: 'Mount Sinai'}).first();
  const opened = page.context().waitForEvent('page');
  await press(row, /^Connect/);
  const popup = await opened;
  await dialog.getByRole('button', {name: 'I have finished'}).waitFor();
  await shoot('popup-waiting');
  await press(dialog, 'I don’t see the window');
  await shoot('popup-blocked');
  await popup.getByRole('link', {name: 'Allow', exact: true}).click();
  await dialog.getByRole('heading', {name: 'Connected: Mount Sinai'}).waitFor();
  await shoot('popup-connected');
  await press(dialog, 'Done');
  await setting('Finish collecting now', false);
  await connect.getByText('Are these all you?').waitFor();
  await shoot('other-person');
  await press(connect, 'I can’t find my provider');
  await dialog.getByLabel('Name of the place').fill('Hill Clinic');
  await shoot('request');
  await press(dialog, 'Send request');
  await dialog.getByText('Your portal has your request').waitFor();
  await shoot('request-sent');
  await press(dialog, 'Close');
};

const leaving = async ({leave, shoot, press}: Hands): Promise<void> => {
  await press(leave, 'Leave My Health…');
  await shoot('leave');
  await press(leave.getByRole('dialog'), 'Leave and remove');
  await leave.getByText('Your receipt').waitFor();
  await shoot('receipt');
};

/** Pictures of connecting and leaving, step by step, as a patient does it in the demo. */
export const shootFlows = async (
  browser: Browser,
  demo: Demo,
  width: number,
  file: (name: string) => string,
): Promise<void> => {
  const context = await browser.newContext({viewport: {width, height: 900}, locale: 'en-US', reducedMotion: 'reduce'});
  const page = await context.newPage();
  const hands: Hands = {
    page,
    connect: page.locator('provider-connect'),
    leave: page.locator('opt-out-panel'),
    dialog: page.locator('provider-connect').getByRole('dialog'),
    shoot: async name => {
      await page.bringToFront();
      await page.screenshot({path: file(name), fullPage: !(await page.locator('dialog[open]').count())});
      process.stdout.write(`${file(name)}\n`);
    },
    press: (where, name) => where.getByRole('button', {name}).first().click(),
    setting: async (label, loads = true) => {
      await page.locator('details.settings').evaluate(details => details.setAttribute('open', ''));
      const loaded = loads && page.waitForEvent('load');
      await page.locator('.settings button', {hasText: label}).click();
      await loaded;
      await page.waitForLoadState('networkidle');
    },
  };
  await page.goto(demo.url);
  await page.locator('my-health-timeline article').first().waitFor();
  await connecting(hands);
  await leaving(hands);
  await hands.setting('Put everything back');
  await context.close();
};
