import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findBrowser } from '../../scripts/browser.ts';

/** Starts the browser that `npm test` found or installed. @throws Error where there is none. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error('No Chromium, Chrome or Edge was found; $RAVINE_BROWSER may name one.');
  return chromium.launch({ executablePath });
}
