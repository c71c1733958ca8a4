/*
 * A page of another application of the same origin that embeds a room, in Chromium against a running Parley: PARLEY_URL is its
 * address, PARLEY_NPM the directory with the tests' node_modules.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APPLICATION, PHONE, chatBrowser, extraPage, noSidewaysScroll, say, shown, texts, violations } from './browser.mjs';

const SCRIPT = new URL('embed.js', APPLICATION);
const HOSTILE = `* { color: red !important; display: block !important; font: 40px/3 serif !important; padding: 9px !important; }
  iframe { width: 1px; border: 9px solid red; } [hidden] { display: block; }`;
const RUN = Date.now().toString(36);

const { visit, enter, person } = chatBrowser();

const named = (name) => `${name}-${RUN}`;

/** A page of another application, by default of the same origin. */
const shop = ({ head = '', body }, base) =>
  extraPage(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
    <title>Orders</title>
    <script type="module" src="${SCRIPT.pathname}"></script>
    ${head}
  </head>
  <body><main><h1>Orders</h1>${body}</main></body>
</html>`, base);

/** The document in the element of a page. */
async function roomIn(page) {
  const frame = await page.waitForSelector('parley-chat iframe');
  return frame.contentFrame();
}

/** Gives a name in the document of an element, and joins its room where `wanted`. */
async function come(frame, name, { wanted = false } = {}) {
  await frame.fill('#entry-name', name);
  await frame.press('#entry-name', 'Enter');
  if (wanted) {
    await frame.click('.join-room');
  }
  await frame.waitForSelector('.composer-text, .visiting, .refused');
  return frame;
}

const create = (page, room, topic = '', isPrivate = false) =>
  page.evaluate(async ([name, about, closed]) => {
    const { chat } = document.querySelector('parley-page');
    const answer = await chat.rooms.create(name, about, closed);
    await chat.show({ room: name });
    return answer.ok;
  }, [room, topic, isPrivate]);

const embed = (page, attributes) =>
  page.evaluate((all) => {
    const element = document.querySelector('parley-chat');
    Object.entries(all).forEach(([name, value]) => (value === null ? element.removeAttribute(name) : element.setAttribute(name, value)));
  }, attributes);

/** Waits until the browser has told those who watch it that an element is out of view; whoever began to watch last is told last. */
const isOutOfView = (frame, selector) =>
  frame.evaluate(
    (wanted) =>
      new Promise((done) => {
        new IntersectionObserver((seen, observer) => {
          if (!seen.at(-1).isIntersecting) {
            observer.disconnect();
            done();
          }
        }).observe(document.querySelector(wanted));
      }),
    selector,
  );

const heading = (frame, text) => frame.locator('h1', { hasText: text }).waitFor();

test('a room is read and written in a page whose styles and scripts are hostile, and in Parley’s own', async () => {
  const room = named('support');
  const ann = await enter('ann-embed');
  assert.ok(await create(ann, room, 'Questions about orders'));
  await say(ann, 'What can we help you with?');

  const page = await visit({
    ...shop({
      head: `<style>${HOSTILE}</style><script>customElements.define('parley-messages', class extends HTMLElement {}); window.t = window.io = null;</script>`,
      body: `<parley-chat room="${room.toUpperCase()}"></parley-chat>`,
    }),
  });
  const frame = await roomIn(page);
  assert.equal(await frame.evaluate(() => parent.document.activeElement === parent.document.body), true, 'the page keeps the focus');
  await come(frame, 'bo-embed');
  await shown(frame, 'What can we help you with?');
  assert.equal(await frame.locator('.composer-text').count(), 0);
  await frame.click('.join-room');
  await say(frame, '<img src=x onerror="parent.document.title=1"> 你好');
  await shown(ann, '<img src=x onerror="parent.document.title=1"> 你好');
  await say(ann, '@bo-embed hello');
  await shown(frame, '@bo-embed hello');

  assert.equal(await frame.locator('h1').innerText(), room);
  assert.equal(await frame.locator('.middle-topic').innerText(), 'Questions about orders');
  assert.equal(await frame.locator('.here-count').innerText(), '2 here');
  assert.equal(await frame.locator('.left, .right, parley-search, .preferences').count(), 0);
  assert.equal(await frame.locator('.msg-text img').count(), 0);
  assert.deepEqual(
    await frame.evaluate(() => [getComputedStyle(document.querySelector('.msg-text')).color, getComputedStyle(document.querySelector('.msg')).display]),
    ['rgb(29, 31, 33)', 'grid'],
  );
  assert.equal(await page.title(), 'Orders');
  assert.ok(await noSidewaysScroll(frame));
});

test('the element is as large as the page says, and has a name', async () => {
  const page = await visit({
    ...shop({
      head: '<style>.side parley-chat { height: 300px; border: 0; }</style>',
      body: '<parley-chat></parley-chat><div class="side" style="width: 250px"><parley-chat room="orders" title="Ask us"></parley-chat></div><parley-chat hidden></parley-chat>',
    }),
  });
  await page.waitForSelector('.side iframe');
  const elements = await page.locator('parley-chat').evaluateAll((all) =>
    all.map((one) => [one.clientWidth === one.parentElement.clientWidth - (one.offsetWidth - one.clientWidth), one.offsetHeight, one.shadowRoot.querySelector('iframe').title]),
  );
  assert.deepEqual(elements, [[true, 480, 'Parley'], [true, 300, 'Ask us'], [false, 0, 'Parley']]);
  const small = page.frames().find((frame) => frame.url().includes('orders'));
  await small.waitForSelector('#entry-name');
  assert.ok(await noSidewaysScroll(small));
});

test('another room, language and theme are shown without loading anything anew', async () => {
  const [first, second] = [named('first'), named('第二')];
  const ann = await enter('ann-other');
  await create(ann, first);
  await say(ann, 'in the first');
  await create(ann, second);
  await say(ann, 'in the second');
  const page = await visit({ ...shop({ body: `<parley-chat room="${first}"></parley-chat>` }) });
  const frame = await come(await roomIn(page), 'bo-other', { wanted: true });
  await shown(frame, 'in the first');
  await frame.fill('.composer-text', 'half a thought');
  await frame.evaluate(() => (window.isTheSame = true));
  const visited = await page.evaluate(() => history.length);

  await embed(page, { room: second });
  await heading(frame, second);
  await shown(frame, 'in the second');
  assert.deepEqual(await texts(frame), ['in the second']);
  await embed(page, { lang: 'zh-CN', theme: 'dark' });
  await frame.locator('.join-room', { hasText: '加入' }).waitFor();
  assert.deepEqual(
    await frame.evaluate(() => [document.documentElement.lang, getComputedStyle(document.body).backgroundColor]),
    ['zh-CN', 'rgb(23, 25, 28)'],
  );
  await embed(page, { room: first, lang: null, theme: null });
  await heading(frame, first);
  await frame.locator('.here-count', { hasText: 'here' }).waitFor();
  assert.equal(await frame.inputValue('.composer-text'), 'half a thought');
  assert.equal(await frame.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
  assert.deepEqual(await frame.evaluate(() => [localStorage.getItem('parley.theme'), localStorage.getItem('parley.language')]), [null, null]);
  assert.equal(await frame.evaluate(() => window.isTheSame), true);
  assert.equal(await page.evaluate(() => history.length), visited);

  await embed(page, { room: null });
  await heading(frame, 'Lobby');
});

test('an unknown and a private room are said to be so, until the reader is let in', async () => {
  const ann = await enter('ann-closed');
  const room = named('closed');
  await create(ann, room, '', true);
  await say(ann, 'among us');
  const page = await visit({ ...shop({ body: '<parley-chat room="no such room!"></parley-chat>' }) });
  const frame = await come(await roomIn(page), 'bo-closed');
  await frame.locator('.refused').waitFor();
  assert.equal(await frame.locator('.msg, .composer-text').count(), 0);
  assert.deepEqual(await violations(page, frame), []);

  await embed(page, { room });
  await heading(frame, room);
  await frame.locator('.refused', { hasText: 'There is no such room, or it is private.' }).waitFor();
  await ann.evaluate((name) => document.querySelector('parley-page').chat.rooms.invite(name, 'bo-closed'), room);
  await shown(frame, 'among us');
  await frame.locator('.composer-text').waitFor();
  assert.equal(await frame.locator('.refused, .missing').count(), 0);
});

test('the page is told how much is unread while its reader does not see the room', async () => {
  const bo = await person('bo-unread');
  const page = await visit({
    ...shop({
      body: `<div style="height: 200vh" id="above"><p id="count">none</p></div><parley-chat></parley-chat>
        <script>addEventListener('unread', ({ target, detail }) => (document.querySelector('#count').textContent = target.localName + ' ' + detail.count + ' ' + target.unread));</script>`,
    }),
  });
  const frame = await come(await roomIn(page), 'ann-unread');
  await page.evaluate(() => scrollTo(0, 0));
  await isOutOfView(frame, '.writing');
  await bo.say('unread one');
  await bo.say('unread two');
  await page.locator('#count', { hasText: 'parley-chat 2 2' }).waitFor();
  await page.evaluate(() => document.querySelector('parley-chat').scrollIntoView());
  await page.locator('#count', { hasText: 'parley-chat 0 0' }).waitFor();
  await shown(frame, 'unread two');
});

test('nothing private is written or shown, and names lead to Parley’s own page', async () => {
  const bo = await person('bo-alone');
  await bo.say('hello from bo');
  const page = await visit({ ...shop({ body: '<parley-chat></parley-chat>' }) });
  const frame = await come(await roomIn(page), 'ann-alone');
  await shown(frame, 'hello from bo');
  await say(frame, '@bo-alone psst');
  await frame.locator('.composer-note.bad', { hasText: 'private messages are written on Parley’s own page' }).waitFor();
  assert.equal(await frame.inputValue('.composer-text'), '@bo-alone psst');
  await say(frame, 'hi @bo-alone');
  await shown(frame, 'hi @bo-alone');
  assert.ok(!(await texts(frame)).includes('@bo-alone psst'));

  const [own] = await Promise.all([page.context().waitForEvent('page'), frame.locator('.msg-author', { hasText: 'bo-alone' }).last().click()]);
  await own.locator('h1', { hasText: 'bo-alone' }).waitFor();
  assert.equal(await own.locator('.own-name').innerText(), 'ann-alone');
  await own.close();
  assert.equal(await frame.getAttribute('.middle-head a', 'href'), new URL(`${APPLICATION.pathname}#/room/lobby`, page.url()).href);
});

test('a name that is given in one frame holds in the others', async () => {
  const page = await visit({ ...shop({ body: '<parley-chat></parley-chat><parley-chat room="nowhere"></parley-chat>' }) });
  await page.waitForSelector('parley-chat:last-of-type iframe');
  const frames = page.frames().slice(1);
  await Promise.all(frames.map((frame) => frame.waitForSelector('#entry-name')));
  await come(frames[0], 'ann-both');
  await frames[1].waitForSelector('.refused');
  assert.equal(await frames[1].getAttribute('.middle-head .presence', 'aria-label'), 'You are ann-both');
});

test('no page of another origin can frame a room', async () => {
  const page = await visit({ ...shop({ body: `<iframe src="${new URL('embed/', APPLICATION)}"></iframe>` }, `http://localhost:${APPLICATION.port}`) });
  const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await Promise.all([refused, page.reload()]);
  assert.equal(await page.frames()[1].locator('parley-room').count(), 0);
});

for (const [name, options] of [
  ['desktop-light', {}],
  ['desktop-dark-zh', { colorScheme: 'dark', locale: 'zh-CN' }],
  ['phone-light-zh', { ...PHONE, locale: 'zh-CN' }],
  ['phone-dark', { ...PHONE, colorScheme: 'dark' }],
]) {
  test(`axe finds nothing wrong: ${name}`, async () => {
    const room = named(`axe-${name}`);
    const ann = await enter(`ann-axe-${name}`);
    await create(ann, room, 'Orders 订单');
    await say(ann, '**hello** 你好 https://example.org/');
    const page = await visit({ ...options, ...shop({ body: `<parley-chat room="${room}"></parley-chat>` }) });
    const frame = await roomIn(page);
    await frame.waitForSelector('#entry-name');
    assert.deepEqual(await violations(page, frame), []);
    await come(frame, `bo-axe-${name}`);
    await frame.locator('.msg').first().waitFor();
    assert.deepEqual(await violations(page, frame), []);
    await frame.click('.join-room');
    await say(frame, 'hello');
    await shown(frame, 'hello');
    assert.deepEqual(await violations(page, frame), []);
    assert.ok(await noSidewaysScroll(frame));
    assert.ok(await noSidewaysScroll(page));
    assert.equal(await frame.locator('.here-count').innerText(), options.locale ? '2 人在场' : '2 here');
  });
}
