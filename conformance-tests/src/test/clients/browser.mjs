// The browser that the web client runs in.

import { chromium } from 'playwright-core';

/** Starts it, with more of its options. */
export const launch = (...options) =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...options,
    ],
  });

/** Chooses to talk to somebody, on a page with the web client. */
export async function startChat(page, jid) {
  await page.locator('.dropdown--contacts > button').click();
  await page.locator('.dropdown--contacts .new-chat').click();
  const modal = page.locator('converse-new-chat-modal');
  await modal.locator('input[name=jid]').fill(jid);
  await modal.locator('button[type=submit]').click();
  await page.locator('textarea.chat-textarea').waitFor();
}
