/*
 * A long history on the chat's page in Chromium against a running Parley, of which only what is seen is in the document: PARLEY_URL is
 * its address, PARLEY_NPM the directory with the tests' node_modules. Messages stay, so each run has texts of its own.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, chatBrowser, loaded, readThrough, say, shown, violations } from './browser.mjs';

const RUN = Date.now().toString(36);
const MANY = 260; // messages, of which a page has 50
const MOST = 130; // in the document at once: three views of 800 px with rows of 24 px
const ALL = 100_000;

const { visit, enter, person } = chatBrowser();
const textOf = (i) => `${i} ${RUN} ${'word '.repeat((i * 7) % 40)}`.trim();
const numbers = (texts) => texts.filter((text) => text.includes(RUN)).map((text) => Number(text.split(' ')[0]));
const inDocument = (page) => page.locator('.msg').count();
const isAtEnd = (page) => page.evaluate(() => {
  const view = document.querySelector('.messages');
  return view.scrollHeight - view.scrollTop - view.clientHeight < 1;
});

/** The upper edge of each message in view, by its key. */
const places = (page) => page.evaluate(() => {
  const { top, bottom } = document.querySelector('.messages').getBoundingClientRect();
  const boxes = [...document.querySelectorAll('.msg')].map((row) => [row.dataset.row, row.getBoundingClientRect()]);
  return Object.fromEntries(boxes.filter(([, box]) => box.bottom > top && box.top < bottom).map(([key, box]) => [key, Math.round(box.bottom)]));
});

test('far up in a history no more than what is near is in the document, in order, and what is read stays where it is', async () => {
  const writer = await person('writer-far');
  for (let i = 0; i < MANY; i++) {
    await writer.say(textOf(i));
  }
  const ann = await enter('ann-far');
  await ann.waitForFunction(() => document.querySelector('parley-messages').rows.length > 40);
  await ann.bringToFront();
  await ann.mouse.move(600, 400);
  let most = 0;
  while (await loaded(ann) < MANY) {
    const pages = await loaded(ann);
    const top = await ann.evaluate(() => document.querySelector('.messages').scrollTop);
    await ann.mouse.wheel(0, -2_000);
    await ann.waitForFunction((was) => was === 0 || document.querySelector('.messages').scrollTop !== was, top);
    most = Math.max(most, await inDocument(ann));
    assert.ok(Object.keys(await places(ann)).length > 3, 'something is in view');
    assert.ok(await loaded(ann) >= pages);
  }
  assert.ok(most <= MOST, `${most}`);

  const through = await readThrough(ann);
  assert.deepEqual(numbers(through.texts), Array.from({ length: MANY }, (_, i) => i));
  assert.ok(through.most <= MOST, `${through.most}`);

  await ann.evaluate(() => (document.querySelector('.messages').scrollTop /= 2));
  await ann.locator('.jump').waitFor();
  const before = await places(ann);
  await writer.say(`after ${RUN}`);
  await ann.locator('.jump', { hasText: '1' }).waitFor();
  assert.deepEqual(await places(ann), before);
  await ann.locator('.messages').focus();
  await ann.keyboard.press('End');
  await ann.locator('.jump').waitFor({ state: 'detached' });
  assert.ok(await isAtEnd(ann));
  assert.ok(await ann.locator('.msg', { hasText: `after ${RUN}` }).isVisible());
  assert.deepEqual(await violations(ann), []);
});

/** Has a page nothing but a list of very many messages. */
async function listOf(page, count) {
  await page.waitForSelector('#entry-name');
  await page.evaluate(async (rows) => {
    const list = document.createElement('parley-messages');
    const message = (id) => ({ id, kind: 'say', author: `person-${(id >> 2) % 7}`, text: `${id} ${'word '.repeat((id * 7919) % 60)}`, at: new Date(2026, 0, 1).toISOString() });
    const row = (id) => ({ kind: 'message', key: id, message: message(id), date: new Date(2026, 0, 1), mine: false, head: id % 4 === 0 });
    globalThis.row = row;
    list.style.cssText = 'display: block; height: 100vh';
    Object.assign(list, { conversation: 'x', room: 'x', who: null, me: 'ann', older: false, target: null, people: new Set(), quoteOf: () => null });
    list.rows = Array.from({ length: rows }, (_, id) => row(id));
    document.body.replaceChildren(list);
    await list.updateComplete;
  }, count);
}

/** Scrolls there, and answers the ids in view, whether they fill it, and how many messages are in the document. */
const look = (page, part) => page.evaluate(async (at) => {
  const view = document.querySelector('.messages');
  if (at !== null) {
    view.scrollTop = at * (view.scrollHeight - view.clientHeight);
  }
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const { top, bottom } = view.getBoundingClientRect();
  const boxes = [...view.querySelectorAll('.msg')].map((row) => [Number(row.dataset.row), row.getBoundingClientRect()]);
  const seen = boxes.filter(([, box]) => box.bottom > top && box.top < bottom);
  const isFull = seen.length > 0 && seen[0][1].top <= Math.max(top, view.firstElementChild.getBoundingClientRect().bottom) + 20 && seen.at(-1)[1].bottom >= bottom - 20;
  return { ids: seen.map(([id]) => id), isFull, count: boxes.length };
}, part);

const follow = (ids) => ids.every((id, i) => i === 0 || id === ids[i - 1] + 1);

for (const [name, options] of [['desktop', {}], ['phone', PHONE]]) {
  test(`of 100,000 messages a few are in the document, wherever one scrolls: ${name}`, async () => {
    const page = await visit(options);
    await listOf(page, ALL);
    assert.equal((await look(page, null)).ids.at(-1), ALL - 1);
    for (let step = 20; step >= 0; step--) {
      const { ids, isFull, count } = await look(page, step / 20);
      assert.ok(isFull && follow(ids) && count <= MOST, `${step}: ${ids}, ${count}`);
      assert.ok(Math.abs(ids[0] / ALL - step / 20) < 0.1, `${step}: ${ids}`);
    }
    assert.equal((await look(page, null)).ids[0], 0);
    let last = -1;
    for (let step = 0; step < 40; step++) {
      await page.evaluate(() => (document.querySelector('.messages').scrollTop += 300));
      const { ids, isFull, count } = await look(page, null);
      assert.ok(isFull && follow(ids) && count <= MOST, `${step}: ${ids}, ${count}`);
      assert.ok(ids[0] >= last && ids[0] <= Math.max(last, 0) + 20, `${step}: ${ids} after ${last}`);
      last = ids[0];
    }
    await page.evaluate(() => (document.querySelector('parley-messages').target = { id: 50_000 }));
    await page.locator('.msg.target').waitFor();
    const { ids } = await look(page, null);
    assert.ok(Math.abs(ids[Math.floor(ids.length / 2)] - 50_000) < 8, `${ids}`);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.row), '50000');
    await page.click('.jump');
    assert.equal((await look(page, null)).ids.at(-1), ALL - 1);
    await page.evaluate((id) => {
      const list = document.querySelector('parley-messages');
      list.rows = [...list.rows, globalThis.row(id)];
    }, ALL);
    assert.equal((await look(page, null)).ids.at(-1), ALL, 'at the newest the list stays there');
  });
}

test('up and down go from message to message beyond what is drawn, and the focus stays in a row that is scrolled away', async () => {
  const page = await visit();
  await listOf(page, 1_000);
  const focused = () => page.evaluate(() => document.activeElement.dataset.row);
  await page.locator('.messages').focus();
  for (let step = 0; step < 120; step++) {
    await page.keyboard.press('ArrowUp');
  }
  assert.equal(await focused(), '880');
  assert.ok((await look(page, null)).ids.includes(880));
  await look(page, 0);
  assert.equal(await focused(), '880');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(), '879');
  const { ids, count } = await look(page, null);
  assert.ok(ids.includes(879) && count <= MOST, `${ids}`);
  assert.deepEqual(await page.locator('[data-row="879"]').evaluate((row) => [row.ariaPosInSet, row.ariaSetSize]), ['880', '1000']);
});

test('what is read stays in its place when who came above it is told together with older ones', async () => {
  const page = await visit();
  await listOf(page, 1_000);
  await page.evaluate(() => {
    const list = document.querySelector('parley-messages');
    const coming = (key, joined) => ({ kind: 'coming', key, joined, left: [] });
    const tail = list.rows.slice(500);
    globalThis.older = [...list.rows.slice(0, 500), coming('coming-1', ['ann', 'bo']), ...tail];
    list.rows = [coming('coming-2', ['bo']), ...tail];
  });
  await look(page, 0);
  const top = () => page.locator('[data-row="501"]').evaluate((row) => row.getBoundingClientRect().top);
  assert.ok(await page.locator('.row-coming').isVisible());
  const before = await top();
  await page.evaluate(() => (document.querySelector('parley-messages').rows = globalThis.older));
  await look(page, null);
  assert.ok(Math.abs((await top()) - before) < 1, `${before} to ${await top()}`);
});

test('what is open in a row stays open while its row is scrolled away', async () => {
  const page = await visit();
  await listOf(page, 1_000);
  await page.locator('[data-row="999"]').focus();
  await page.locator('[data-row="999"] .msg-actions [aria-label="React"]').click();
  await page.locator('.emoji-picker input').fill('birth');
  await look(page, 0);
  await look(page, 0.5);
  assert.equal(await page.locator('.emoji-picker input').inputValue(), 'birth');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.emoji-picker').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.row), '999');
});

test('a message far above is led to, and what was read there is not lost', async () => {
  const ann = await enter('ann-lead');
  const bo = await person('bo-lead');
  await say(ann, `first ${RUN}`);
  await shown(ann, `first ${RUN}`);
  for (let i = 0; i < 60; i++) {
    await bo.say(`between ${i} ${'word '.repeat(30)}`);
  }
  await ann.locator('.msg', { hasText: 'between 59' }).waitFor();
  assert.equal(await ann.locator('.msg', { hasText: `first ${RUN}` }).count(), 0, 'is not in the document');
  await ann.evaluate((text) => {
    const { chat } = document.querySelector('parley-page');
    chat.show({ room: 'lobby', id: chat.conversation.messages.find((message) => message.text === text).id });
  }, `first ${RUN}`);
  const target = ann.locator('.msg.target', { hasText: `first ${RUN}` });
  await target.waitFor();
  assert.ok((await places(ann))[await target.getAttribute('data-row')]);
  assert.ok(await ann.locator('.jump').isVisible());
});
