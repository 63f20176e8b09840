// Two newcomers in two browsers: they open the page, register, write to each other, reload, and
// still see what they wrote.
//
// Usage: node web-chat.mjs URL websocket|bosh SCREENSHOTS
// Prints one line for each step, "ok - …" or "not ok - …", and ends with 1 when one was not ok.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, startChat } from './browser.mjs';

const [url, transport, screenshots] = process.argv.slice(2);
const PATIENCE = 60000;
/** One pixel. */
const POINT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const suffix = Date.now().toString(36);
const unwanted = [];
const requests = { webSocket: 0, bosh: 0 };
let failed = false;

mkdirSync(screenshots, { recursive: true });

/** Does one step and says how it went. */
async function step(what, work) {
  try {
    await work();
    console.log(`ok - ${what}`);
  } catch (error) {
    failed = true;
    console.log(`not ok - ${what}: ${error.message}`);
    for (const [name, page] of Object.entries(pages)) {
      await page.screenshot({ path: join(screenshots, `failed-${name}.png`) });
    }
    await browser.close();
    process.exit(1);
  }
}

/** Whether files are there: where the server has TLS, wherever the page came from. */
const isFile = address => new URL(address).hostname === new URL(url).hostname && /^https:.*\/upload\//.test(address);

/** Notes what a page must not do: ask another host, or complain. */
function watch(name, page) {
  let before = '';
  page.on('console', message => {
    // Converse.js asks for the reactions that somebody likes best even where they cannot be kept.
    const expected = before.startsWith('fetchPopularEmojisFromServer');
    before = message.text();
    if (message.type() === 'error' && !expected) {
      unwanted.push(`${name}: ${message.text()}`);
    }
  });
  page.on('pageerror', error => unwanted.push(`${name}: ${error.message}`));
  page.on('request', request => {
    const address = request.url();
    if (address.endsWith('/http-bind')) {
      requests.bosh++;
    }
    if (!address.startsWith(url) && !/^(data|blob):/.test(address) && !isFile(address)) {
      unwanted.push(`${name}: asks for ${address}`);
    }
  });
  page.on('websocket', socket => {
    requests.webSocket++;
    if (!socket.url().startsWith(url.replace(/^http/, 'ws'))) {
      unwanted.push(`${name}: connects to ${socket.url()}`);
    }
  });
}

async function register(page, name) {
  await page.click('a.register-account');
  const form = page.locator('converse-registration-form');
  await form.locator('input[name=username]').fill(name);
  await form.locator('input[name=password]').fill(`secret of ${name}`);
  await form.locator('input[type=submit]').click();
  await page.locator('converse-user-profile .username').waitFor();
}

async function write(page, text) {
  await page.locator('textarea.chat-textarea').fill(text);
  await page.keyboard.press('Enter');
  await sees(page, text);
}

async function sees(page, text) {
  await page.locator('.chat-msg__text', { hasText: text }).first().waitFor();
}

async function picture(name) {
  for (const [who, page] of Object.entries(pages)) {
    await page.screenshot({ path: join(screenshots, `${name}-${who}.png`) });
  }
}

const browser = await launch();
const pages = {};
for (const name of ['romeo', 'juliet']) {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 800 },
    ignoreHTTPSErrors: true,
  });
  context.setDefaultTimeout(PATIENCE);
  pages[name] = await context.newPage();
  watch(name, pages[name]);
}
const { romeo, juliet } = pages;
const host = new URL(url).hostname;
const jid = { romeo: `romeo-${suffix}@${host}`, juliet: `juliet-${suffix}@${host}` };

await step('the page opens', async () => {
  for (const page of Object.values(pages)) {
    await page.goto(url);
    await page.locator('converse-login-form').waitFor();
  }
  await picture('1-open');
});

await step('two accounts are registered', async () => {
  await register(romeo, `romeo-${suffix}`);
  await register(juliet, `juliet-${suffix}`);
  await picture('2-registered');
});

await step('messages go both ways', async () => {
  await startChat(romeo, jid.juliet);
  await write(romeo, 'But soft, what light through yonder window breaks?');
  await startChat(juliet, jid.romeo);
  await sees(juliet, 'But soft, what light');
  await write(juliet, 'Ay me! <b>&</b> \u{1F525}');
  await sees(romeo, 'Ay me! <b>&</b>');
  await write(romeo, 'She speaks.');
  await sees(juliet, 'She speaks.');
  await picture('3-chat');
});

await step('a picture goes from one to the other', async () => {
  const file = { name: 'point.png', mimeType: 'image/png', buffer: Buffer.from(POINT, 'base64') };
  await romeo.locator('converse-chat-toolbar input[type=file]').setInputFiles(file);
  const shown = juliet.locator('.chat-msg__text img.chat-image');
  await shown.waitFor({ state: 'attached' });
  await juliet.waitForFunction(image => image.complete && image.naturalWidth === 1, await shown.elementHandle());
});

await step('after a reload they still see them', async () => {
  for (const page of Object.values(pages)) {
    await page.reload();
    await page.locator('converse-user-profile .username').waitFor();
    for (const text of ['But soft, what light', 'Ay me! <b>&</b>', 'She speaks.']) {
      await sees(page, text);
    }
  }
  await picture('4-reloaded');
});

await step('and go on writing', async () => {
  await write(juliet, 'O Romeo, Romeo!');
  await sees(romeo, 'O Romeo, Romeo!');
});

await step(`the stream goes over ${transport}`, async () => {
  const used = requests.webSocket > 0 ? 'websocket' : requests.bosh > 0 ? 'bosh' : 'nothing';
  if (used !== transport) {
    throw new Error(`it went over ${used}`);
  }
});

await step('no request went elsewhere, and no page complained', async () => {
  if (unwanted.length > 0) {
    throw new Error(unwanted.join('\n'));
  }
});

await browser.close();
process.exit(failed ? 1 : 0);
