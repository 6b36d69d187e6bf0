import {launchChromium} from '../node/host.js';
import {benchInPage} from './in-page.js';
import type {Figure} from './figure.js';

/**
 * The timeline on screen, in a browser that draws a frame as soon as there is one to draw. With 60 frames a second
 * both sides of a comparison would be rounded up to the next frame, and a wait for it would be taken for work.
 */
export const benchTimeline = async (): Promise<Figure[]> => {
  const browser = await launchChromium(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
  try {
    return await benchInPage(browser, 'timeline-page.ts');
  } finally {
    await browser.close();
  }
};
