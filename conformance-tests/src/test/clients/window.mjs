// One window with the web client, for a program that says what to do.
//
// Usage: node window.mjs URL SCREENSHOTS [BROWSER-OPTION…]
// Reads one JSON array a line, [command, argument…], and answers each with a line: {"value": …} or {"error": …}.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { launch, startChat } from './browser.mjs';

const [url, screenshots, ...options] = process.argv.slice(2);
const PATIENCE = 20000;
mkdirSync(screenshots, { recursive: true });

const browser = await launch(...options);
let page;
let resumed;
const trouble = [];

async function open() {
  await page?.context().close();
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    ignoreHTTPSErrors: true,
    locale: 'en-GB',
  });
  context.setDefaultTimeout(PATIENCE);
  page = await context.newPage();
  resumed = 0;
  page.on('pageerror', error => trouble.push(error.message));
  page.on('console', message => message.type() === 'error' && trouble.push(message.text()));
  page.on('websocket', socket =>
    socket.on('framereceived', frame => {
      if (String(frame.payload).startsWith('<resumed')) {
        resumed++;
      }
    }),
  );
  await page.goto(url);
  await page.locator('converse-login-form').waitFor();
}

const message = id => page.locator(`.chat-msg[data-msgid="${id}"]`);

/** Chooses from the menu that a message shows when the pointer is over it. */
async function choose(id, action) {
  await message(id).hover();
  await message(id).locator('converse-message-actions converse-dropdown button.dropdown-toggle').click();
  await message(id).locator(`.chat-msg__action-${action}`).click();
}

const textarea = () => page.locator('textarea.chat-textarea');

async function enter(text) {
  await textarea().fill(text);
  await textarea().press('Enter');
}

/** What is on the page, of the conversation that is open. */
function seen() {
  return [...document.querySelectorAll('converse-chat .chat-msg')].map(shown => ({
    id: shown.dataset.msgid,
    from: shown.dataset.from.split('/')[0],
    text:
      shown.querySelector('.chat-msg__text img.chat-image')?.src ??
      shown.querySelector('.chat-msg__text')?.getAttribute('text') ??
      '',
    edited: shown.querySelector('.chat-msg__edit-modal') !== null,
    encrypted: shown.dataset.encrypted === 'true',
    retracted: shown.classList.contains('chat-msg--retracted'),
    reactions: Object.fromEntries(
      [...shown.querySelectorAll('.chat-msg__reaction')].map(button => button.innerText.trim().split(/\s+/)),
    ),
  }));
}

const commands = {
  open,

  async 'sign in'(jid, password) {
    const form = page.locator('converse-login-form');
    await form.locator('input[name=jid]').fill(jid);
    await form.locator('input[name=password]').fill(password);
    await form.locator('[type=submit]').click();
    await page.locator('converse-user-profile .username').waitFor();
  },

  chat: jid => startChat(page, jid),

  say: enter,

  async correct(id, text) {
    await choose(id, 'edit');
    await page.locator('textarea.chat-textarea.correcting').waitFor();
    await enter(text);
  },

  async react(id, emoji) {
    await choose(id, 'reaction');
    await message(id).locator('.reaction-picker button.reaction-item', { hasText: emoji }).click();
  },

  async retract(id) {
    await choose(id, 'retract');
    await page.locator('.modal.show button.btn-primary').click();
  },

  async attach(file) {
    await page.locator('converse-chat-toolbar input[type=file]').setInputFiles(file);
  },

  async encrypt() {
    await page.locator('.toggle-omemo[data-disabled=false]').click();
    await page.locator('.toggle-omemo .fa-lock').waitFor();
  },

  async reload() {
    await page.reload();
    await page.locator('converse-user-profile .username').waitFor();
    await textarea().waitFor();
  },

  /** Asks for older messages, as a person does who looks for them. */
  async 'scroll up'() {
    await page.locator('converse-chat-content').hover();
    await page.mouse.wheel(0, -100000);
  },

  see: () => page.evaluate(seen),

  /** Whether a picture in a message has been loaded, and how wide it is. */
  picture: id =>
    message(id)
      .locator('img.chat-image')
      .evaluate(image => (image.complete ? image.naturalWidth : 0)),

  text: () => page.evaluate(() => document.body.innerText),

  resumed: () => resumed,

  trouble: () => trouble.splice(0),

  screenshot: name => page.screenshot({ path: join(screenshots, `${name}.png`) }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...values] = JSON.parse(line);
  let answer;
  try {
    answer = { value: (await commands[command](...values)) ?? null };
  } catch (error) {
    answer = { error: error.message };
    await page?.screenshot({ path: join(screenshots, 'failed.png') }).catch(() => {});
  }
  if (Buffer.isBuffer(answer.value)) {
    answer.value = null;
  }
  console.log(JSON.stringify(answer));
}
await browser.close();
