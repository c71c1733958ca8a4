/*
 * Rooms on the chat's page in Chromium against a running Parley: PARLEY_URL is its address, PARLEY_NPM the directory with the
 * tests' node_modules. Rooms stay, so each run has names of its own.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, chatBrowser, fillGaps, gaps, join, readThrough, say, shown, texts, violations } from './browser.mjs';

const RUN = Date.now().toString(36);
const named = (name) => `${name}-${RUN}`;

const { visit, enter, person } = chatBrowser();
const title = (page) => page.locator('h1').innerText();

async function create(page, name, { topic = '', isPrivate = false } = {}) {
  await page.click('.browse-rooms');
  await page.click('.dialog .btn-primary');
  await page.fill('#room-name', name);
  await page.fill('#room-topic', topic);
  await page.setChecked('#room-private', isPrivate);
  await page.click('.dialog-buttons .btn-primary');
  await page.locator('h1', { hasText: name }).waitFor();
}

async function invite(page, name) {
  await page.click('.room-about-button');
  await page.fill('#invite-name', name);
  await page.keyboard.press('Enter');
  await page.locator('.dialog-done', { hasText: 'Added' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.dialog').waitFor({ state: 'detached' });
}

test('a public room is made, found, looked into, joined, and spoken in by its members', async () => {
  const room = named('attic');
  const [ann, bo] = [await enter('ann-attic'), await enter('bo-attic')];
  await create(ann, room, { topic: 'dust & old things' });
  assert.equal(await ann.locator('.middle-topic').innerText(), 'dust & old things');
  await say(ann, 'up here');
  await shown(ann, 'up here');

  await bo.click('.browse-rooms');
  await bo.fill('.dialog input[type=search]', room);
  await bo.click(`[data-room="${room}"]`);
  await shown(bo, 'up here');
  assert.equal(await bo.locator('.composer').count(), 0);
  assert.equal(await bo.locator('.msg-actions [aria-label="Reply"]').count(), 0);
  await bo.click('.join-room');
  await bo.locator('.msg-actions [aria-label="Reply"]').first().waitFor({ state: 'attached' });
  await bo.locator('.composer').waitFor();
  await say(bo, 'me too');
  await shown(ann, 'me too');
  for (const page of [ann, bo]) {
    await page.locator('.people .side-name', { hasText: 'bo-attic' }).waitFor();
    assert.equal(await page.locator('.people .side-entry').count(), 2);
  }
  await bo.click('[data-conversation="lobby"]');
  await say(ann, 'one');
  await bo.locator(`[data-conversation="${room}"] .badge-count`, { hasText: '1' }).waitFor();
  assert.ok(!(await texts(bo)).includes('one'));
  await bo.reload();
  await bo.locator(`[data-conversation="${room}"] .badge-count`, { hasText: '1' }).waitFor();
  await bo.click(`[data-conversation="${room}"]`);
  await shown(bo, 'one');
});

test('a private room is not found by others, until a member adds them; who leaves is out', async () => {
  const room = named('cellar');
  const [ann, bo] = [await enter('ann-cellar'), await enter('bo-cellar')];
  await create(ann, room, { isPrivate: true });
  await say(ann, 'secret');
  await shown(ann, 'secret');
  await bo.click('.browse-rooms');
  await bo.locator('.dialog .room-list').waitFor();
  await bo.fill('.dialog input[type=search]', room);
  await bo.locator('.dialog .side-empty').waitFor();
  await bo.click('.dialog-head button');
  await bo.goto(`${bo.url().split('#')[0]}#/room/${room}`);
  await bo.locator('.missing', { hasText: 'private' }).waitFor();
  assert.equal(await title(bo), 'Lobby');

  await invite(ann, 'bo-cellar');
  await bo.click(`[data-conversation="${room}"]`);
  await shown(bo, 'secret');
  await bo.click('.room-about-button');
  await bo.click('.dialog .danger');
  await bo.locator(`[data-conversation="${room}"]`).waitFor({ state: 'detached' });
  assert.equal(await title(bo), 'Lobby');
  await ann.locator('.people .side-entry').nth(1).waitFor({ state: 'detached' });
});

test('the address leads to a room and to a message in it, through reload, back and forward', async () => {
  const room = named('links');
  const ann = await enter('ann-links');
  await create(ann, room);
  await ann.evaluate(async () => {
    const { chat } = document.querySelector('parley-page');
    for (let i = 0; i < 90; i++) {
      chat.send(`line ${i} ${'word '.repeat((i * 7) % 40)}`);
    }
  });
  await ann.waitForFunction(() => !document.querySelector('.msg.waiting'), null, { timeout: 60_000 });
  const id = await ann.evaluate(() => document.querySelector('parley-page').chat.conversation.messages.find(({ text }) => text.startsWith('line 3 ')).id);
  assert.ok(ann.url().endsWith(`#/room/${room}`));
  await ann.click('[data-conversation="lobby"]');
  await ann.goBack();
  await ann.locator('h1', { hasText: room }).waitFor();
  await ann.goForward();
  await ann.locator('h1', { hasText: 'Lobby' }).waitFor();
  await ann.goBack();
  await ann.reload();
  await ann.locator('h1', { hasText: room }).waitFor();
  await ann.locator('.msg', { hasText: 'line 89' }).waitFor();

  const bo = await visit();
  await bo.goto(`${bo.url().split('#')[0]}#/room/${room}/${id}`);
  await join(bo, 'bo-links').catch(() => {}); // no composer: bo is no member
  const target = bo.locator('.msg.target', { hasText: 'line 3' });
  await target.waitFor();
  const seen = () => target.evaluate((row) => {
    const [box, view] = [row.getBoundingClientRect(), document.querySelector('.messages').getBoundingClientRect()];
    return box.top >= view.top && box.bottom <= view.bottom;
  });
  assert.ok(await seen());
  assert.equal(await gaps(bo), 1);
  await bo.evaluate(() => {
    const view = document.querySelector('.messages');
    view.scrollTop = view.scrollHeight;
  });
  await bo.locator('.jump').waitFor({ state: 'detached' });
  await fillGaps(bo);
  const numbers = (await readThrough(bo)).texts.map((text) => Number(/^line (\d+)/.exec(text)?.[1]));
  assert.deepEqual(numbers, Array.from({ length: 90 }, (_, i) => i));
});

test('a name that is taken or cannot be one is refused in the dialog, with the reason', async () => {
  const room = named('taken');
  const ann = await enter('ann-taken');
  await create(ann, room);
  await ann.click('.browse-rooms');
  await ann.click('.dialog .btn-primary');
  await ann.fill('#room-name', 'two words');
  await ann.keyboard.press('Enter');
  await ann.locator('.dialog-refusal', { hasText: 'letters' }).waitFor();
  await ann.fill('#room-name', room.toUpperCase());
  await ann.keyboard.press('Enter');
  await ann.locator('.dialog-refusal', { hasText: 'already' }).waitFor();
});

test('a new topic is seen by all members at once', async () => {
  const room = named('topic');
  const [ann, bo] = [await enter('ann-topic'), await enter('bo-topic')];
  await create(ann, room);
  await invite(ann, 'bo-topic');
  await bo.click(`[data-conversation="${room}"]`);
  await ann.click('.room-about-button');
  await ann.fill('#details-topic', '<b>what is new</b>');
  await ann.keyboard.press('Enter');
  await bo.locator('.middle-topic', { hasText: '<b>what is new</b>' }).waitFor();
});

test('who is writing is seen by the others of the conversation, and who is away by all', async () => {
  const room = named('signs');
  const [ann, bo] = [await enter('ann-signs'), await enter('bo-signs')];
  await create(ann, room);
  await invite(ann, 'bo-signs');
  await bo.click(`[data-conversation="${room}"]`);
  await bo.focus('.composer-text');
  await bo.keyboard.type('I think');
  await ann.locator('.writing', { hasText: 'bo-signs is writing' }).waitFor();
  await ann.click('[data-conversation="lobby"]');
  assert.equal(await ann.locator('.writing').innerText(), '');
  await bo.keyboard.press('Enter');
  await ann.click(`[data-conversation="${room}"]`);
  await shown(ann, 'I think');
  assert.equal(await ann.locator('.writing').innerText(), '');

  const away = ann.locator('.people .side-entry', { hasText: 'bo-signs' }).locator('.presence.away');
  await bo.evaluate(() => document.querySelector('parley-page').chat.signs.be(true)); // as after five minutes
  await away.waitFor();
  await bo.evaluate(() => document.querySelector('parley-page').chat.signs.be(false));
  await away.waitFor({ state: 'detached' });
});

for (const [name, options] of [
  ['desktop-light', {}],
  ['phone-dark-zh', { ...PHONE, colorScheme: 'dark', locale: 'zh-CN' }],
]) {
  test(`axe finds nothing wrong with rooms: ${name}`, async () => {
    const room = named(`axe-${name}`);
    const writer = await person(`writer-${name}`);
    const ann = await enter(`ann-${name}`, options);
    const browse = async () => {
      if (options.isMobile) {
        await ann.click('.only-phone');
      }
      await ann.click('.browse-rooms');
      await ann.locator('.dialog .btn-primary').waitFor();
    };
    await browse();
    assert.deepEqual(await violations(ann), []);
    await ann.click('.dialog .btn-primary');
    assert.deepEqual(await violations(ann), []);
    await ann.fill('#room-name', room);
    await ann.keyboard.press('Enter');
    await ann.locator('h1', { hasText: room }).waitFor();
    assert.deepEqual(await violations(ann), []);
    await ann.click('.room-about-button');
    await ann.locator('#invite-name').waitFor();
    assert.deepEqual(await violations(ann), []);
  });
}
