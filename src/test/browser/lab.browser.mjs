/*
 * The lab's pages in Chromium against a running Parley: PARLEY_URL is its address, PARLEY_NPM the directory with the tests'
 * node_modules.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { APPLICATION, join, launch, noSidewaysScroll, violations, visitor } from './browser.mjs';

const CLOCK = 'lab/';
const HANDSHAKE = 'lab/handshake/';
const SOCKETIO = 'lab/socketio/';
const KINDS = ['polling', 'long-polling', 'iframe', 'event-stream', 'websocket'];
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());
afterEach(async () => {
  const faults = browser.contexts().flatMap((context) => context.pages().flatMap((page) => page.faults));
  await Promise.all(browser.contexts().map((context) => context.close()));
  assert.deepEqual(faults, []);
});

const visit = (path, options) => visitor(browser, { ...options, address: new URL(path, APPLICATION) });
const panel = (page, kind) => page.locator(`[data-kind=${kind}]`);
const figure = async (page, kind, at) => Number((await panel(page, kind).locator('dd').nth(at).innerText()).replace(/[^\d.]/g, ''));
/** Waits until a panel has shown that many ticks. */
const ticks = (page, kind, count) =>
  page.waitForFunction(([of, least]) => Number(document.querySelectorAll(`[data-kind=${of}] dd`)[3].textContent) >= least, [kind, count]);

test('five panels show the same tick, with source, wire and figures', async () => {
  const page = await visit(CLOCK);
  await page.click('.lab-all');
  for (const kind of KINDS) {
    await ticks(page, kind, 3);
    assert.match(await panel(page, kind).locator('.lab-time').innerText(), /^[A-Z][a-z]{2} \d+, \d{4} \d\d:\d\d:\d\d$/);
    assert.equal(await panel(page, kind).locator('.lab-sources pre').count(), 2);
    assert.match(await panel(page, kind).locator('.lab-wire pre').innerText(), /"id":\d+/);
    assert.ok((await figure(page, kind, 1)) > 0, `bytes of ${kind}`);
    assert.ok((await figure(page, kind, 2)) > 0, `requests of ${kind}`);
  }
  assert.ok((await figure(page, 'polling', 1)) > (await figure(page, 'websocket', 1)), 'a request costs more than a frame');
  assert.equal(await page.locator('.plot canvas').count(), 4);
  assert.equal(await page.locator('.lab-table tbody tr').count(), KINDS.length);
  await page.click('.lab-all');
  await page.locator('.lab-all', { hasText: 'Start all' }).waitFor();
});

test('no line of source is clipped on a desktop', async () => {
  const page = await visit(CLOCK, { viewport: { width: 1440, height: 900 } });
  await page.waitForSelector('.lab-sources pre');
  const clipped = await page.locator('.lab-sources pre').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
  assert.deepEqual(clipped, []);
});

test('who is cut recovers in its own way, and who can misses nothing', async () => {
  const page = await visit(CLOCK);
  await page.waitForSelector('.lab-all');
  await page.selectOption('[name=cut]', '5');
  await page.click('.lab-all');
  const cut = (kind, text) => panel(page, kind).locator('.lab-happened', { hasText: text }).waitFor({ timeout: 30_000 });
  await Promise.all([
    cut('polling', 'Answered 503'),
    cut('long-polling', 'Answered 503'),
    cut('iframe', 'The document ended'),
    cut('event-stream', /Last-Event-ID \d+\./),
    cut('websocket', 'Closed with code 1012'),
  ]);
  for (const kind of KINDS.slice(1)) {
    await ticks(page, kind, 8);
    assert.equal(await figure(page, kind, 4), 0, `${kind} missed something`);
  }
  assert.ok((await figure(page, 'polling', 3)) > 0, 'polling goes on after the choice of a cut');
});

test('a delay makes every way late by that much', async () => {
  const page = await visit(CLOCK);
  await page.waitForSelector('.lab-all');
  await page.selectOption('[name=delay]', '3000');
  await panel(page, 'websocket').locator('button').click();
  await ticks(page, 'websocket', 3);
  assert.ok((await figure(page, 'websocket', 0)) >= 2_000, 'delay');
});

test('the computed accept value is the one of RFC 6455, and the server agrees', async () => {
  const page = await visit(HANDSHAKE);
  await page.locator('.verdict.good').waitFor();
  assert.equal(await page.inputValue('[name=key]'), 'dGhlIHNhbXBsZSBub25jZQ==');
  assert.equal(await page.locator('.part-accept').innerText(), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  assert.equal(await page.locator('.steps > li').nth(2).locator('code').innerText(), 'b3 7a 4f 2c c0 62 4f 16 90 f6 46 06 cf 38 59 45 b2 be c4 ea');
  assert.equal((await page.locator('.characters').allInnerTexts()).join('').replace(/\s/g, ''), 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  await page.click('.generate');
  await page.waitForFunction(() => document.querySelector('.part-accept').textContent !== 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  await page.locator('.verdict.good').waitFor();
  await page.fill('[name=key]', 'not a key');
  await page.locator('.steps-bad').waitFor();
});

test('a real connection shows what the browser sends and what comes back, bit by bit', async () => {
  const page = await visit(HANDSHAKE);
  await page.click('.connect');
  await page.locator('.send').waitFor();
  await page.locator('.verdict.good').waitFor();
  assert.match(await page.locator('.headers pre').first().innerText(), new RegExp(`sec-websocket-key: ${(await page.inputValue('[name=key]')).replace(/[+/]/g, '.')}`));
  await page.fill('[name=message]', '<b>hi</b>');
  await page.click('.send button');
  await page.locator('.log-out').waitFor();
  const frame = page.locator('.log-in parley-frame').first();
  const bits = (await frame.locator('.bit').allInnerTexts()).join('');
  assert.equal(bits.slice(0, 16), '1000000110001001'); // FIN, text; masked, 9 bytes
  assert.equal(await frame.locator('.plain td').allInnerTexts().then((all) => all.join('')), '3c623e68693c2f623e');
  assert.equal(await page.locator('.log q b').count(), 0);
  await page.locator('.log-out summary').click();
  assert.equal((await page.locator('.log-out .bit').allInnerTexts()).join('').slice(0, 16), '1000000100001001'); // no mask
  await page.selectOption('[name=sending]', 'binary');
  await page.fill('[name=message]', 'zz');
  await page.click('.send button');
  await page.locator('[role=alert]').waitFor();
  await page.fill('[name=message]', '00 ff');
  await page.click('.send button');
  await page.locator('.log-out', { hasText: '00ff' }).waitFor();
  await page.selectOption('[name=sending]', 'close');
  await page.fill('[name=message]', 'enough');
  await page.click('.send button');
  await page.locator('.ended', { hasText: 'code 1000' }).waitFor();
});

test('a field that has the focus lights up its bits', async () => {
  const page = await visit(HANDSHAKE);
  const frame = page.locator('.composed parley-frame').first();
  await frame.locator('.field', { hasText: 'Opcode' }).focus();
  await frame.locator('.bit.lit').first().waitFor();
  assert.equal(await frame.locator('.bit.lit').count(), 4);
});

test('composed frames are read by the server: fragments, a ping between, a close, and mistakes', async () => {
  const page = await visit(HANDSHAKE);
  const read = async (kind) => {
    await page.selectOption('[name=kind]', kind);
    const answered = page.waitForResponse((response) => response.url().includes('/inspect/frames'));
    await page.click('parley-frame-composer [type=submit]');
    await answered;
    await page.waitForFunction(() => document.querySelector('.read li'));
    return page.locator('.read summary b').allInnerTexts();
  };
  await page.waitForSelector('[name=kind]');
  assert.deepEqual(await read('fragments'), ['Text', 'Continuation', 'Continuation', 'Text']);
  assert.deepEqual(await read('interleaved'), ['Text', 'Ping', 'Pong', 'Continuation', 'Continuation', 'Text']);
  assert.deepEqual(await read('close'), ['Close', 'Close']);
  assert.deepEqual(await read('ping'), ['Ping', 'Pong']);
  for (const kind of ['unmasked', 'reserved', 'rsv', 'fragmentedPing', 'longPing', 'longLength', 'utf8', 'closeCode', 'nothing']) {
    await read(kind);
    await page.locator('.read .log-violation').first().waitFor();
    assert.equal(await page.locator('.read li.bad').count(), 1, kind);
  }
});

test('a flipped bit changes what the server reads, by keyboard too', async () => {
  const page = await visit(HANDSHAKE);
  await page.selectOption('[name=kind]', 'text');
  const fin = page.locator('.composed button.bit').first();
  await fin.focus();
  await page.keyboard.press('Enter');
  assert.equal(await fin.innerText(), '0');
  await page.click('parley-frame-composer [type=submit]');
  await page.locator('.result', { hasText: 'waits for the rest of a message' }).waitFor();
  await page.locator('.composed button.bit').nth(8).click(); // MASK
  await page.click('parley-frame-composer [type=submit]');
  await page.locator('.read .log-violation', { hasText: 'must mask' }).waitFor();
});

/** The packets that crossed, oldest first. */
const crossed = async (page) => (await page.locator('.packet-raw code').allInnerTexts()).reverse();

test('Socket.IO: connect, the upgrade, events, acknowledgements and rooms, as the packets that cross', async () => {
  const page = await visit(SOCKETIO);
  await page.click('.connect');
  await page.locator('.state.connected', { hasText: 'WebSocket' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('.calls li').length >= 2);
  const all = await crossed(page);
  for (const expected of [/^0\{"sid"/, /^40\/demo,$/, /^40\/demo,\{"sid"/, /^42\/demo,\["news",\{"hello":"world"\}\]$/, /^2probe$/, /^3probe$/, /^5$/]) {
    assert.ok(all.some((packet) => expected.test(packet)), `${expected} in ${all.join(' ')}`);
  }
  const does = async (action, ...packets) => {
    await page.click(`[data-action=${action}]`);
    for (const packet of packets) {
      await page.waitForFunction((wanted) => [...document.querySelectorAll('.packet-raw code')].some((one) => one.textContent === wanted), packet);
    }
  };
  await page.fill('[name=words]', '<i>x</i>');
  await does('other', '42/demo,["my other event",{"my":"<i>x</i>"}]');
  assert.equal(await page.locator('parley-packet-log i').count(), 0);
  await does('send', '42/demo,["message","<i>x</i>"]');
  await does('echo', '42/demo,0["echo","<i>x</i>"]', '43/demo,0["<i>x</i>"]');
  await does('binary', '451-/demo,1["echo",{"_placeholder":true,"num":0}]', '461-/demo,1[{"_placeholder":true,"num":0}]', '01 02 ff');
  await does('join', '42/demo,2["join room","tea"]', '43/demo,2[{"ok":true,"rooms":["tea"]}]');
  await does('toRoom', '42/demo,["room message","tea","<i>x</i>"]');
  await does('leave', '43/demo,4[{"ok":true,"rooms":[]}]');
  await page.locator('.calls li', { hasText: 'room message' }).waitFor();
  await page.locator('.pieces', { hasText: 'an acknowledgement is wanted' }).first().waitFor();
  await page.click('.connect');
  await page.locator('.state.closed').waitFor();
});

test('Socket.IO over polling alone shows requests and bodies', async () => {
  const page = await visit(SOCKETIO);
  await page.selectOption('[name=way]', 'polling');
  await page.click('.connect');
  await page.locator('.state.connected', { hasText: 'HTTP' }).waitFor();
  await page.click('[data-action=binary]');
  await page.waitForFunction(() => [...document.querySelectorAll('.packet-raw code')].filter((one) => one.textContent === 'bAQL/').length === 2);
  assert.equal(await page.locator('.transport-websocket').count(), 0);
  assert.ok((await page.locator('.packet-line', { hasText: 'POST' }).count()) > 0);
  await page.uncheck('[name=explained]');
  await page.locator('.pieces').first().waitFor({ state: 'detached' });
});

test('every page of the lab is linked from the chat and leads to the others and back', async () => {
  const page = await visit('');
  await page.locator('.lab-ways a').nth(2).waitFor();
  await join(page, 'ann-lab');
  for (const path of [CLOCK, HANDSHAKE, SOCKETIO]) {
    await page.locator(`.right-foot a[href$="/${path}"]`).click();
    await page.waitForURL(new URL(path, APPLICATION).href);
    await page.locator('.lab-ways a[aria-current=page]').waitFor();
    assert.equal(await page.locator('.lab-ways a').count(), 3);
    await page.click('.brand-ways a:first-child');
    await page.waitForURL(APPLICATION.href);
  }
  const answer = await fetch(new URL('lab', APPLICATION));
  assert.equal(answer.url, new URL('lab/', APPLICATION).href);
});

/** What there is to be seen of a page when it is in use. */
const USES = {
  [CLOCK]: async (page) => {
    await page.click('.lab-all');
    await ticks(page, 'websocket', 2);
  },
  [HANDSHAKE]: async (page) => {
    await page.click('.connect');
    await page.locator('.send').waitFor();
    await page.click('.send button');
    await page.locator('.log-out').first().waitFor();
    await page.click('parley-frame-composer [type=submit]');
    await page.locator('.read li').first().waitFor();
  },
  [SOCKETIO]: async (page) => {
    await page.click('.connect');
    await page.locator('.state.connected').waitFor();
    await page.click('[data-action=binary]');
    await page.locator('.calls li').nth(2).waitFor();
  },
};
for (const [name, options] of [
  ['desktop-light', {}],
  ['desktop-dark', { colorScheme: 'dark' }],
  ['phone-zh', { ...phone, locale: 'zh-CN' }],
]) {
  for (const path of [CLOCK, HANDSHAKE, SOCKETIO]) {
    test(`axe finds nothing wrong and nothing is too wide: ${path} ${name}`, async () => {
      const page = await visit(path, options);
      await USES[path](page);
      assert.deepEqual(await violations(page), []);
      assert.ok(await noSidewaysScroll(page));
      assert.equal(await page.locator('html').getAttribute('lang'), options.locale ?? 'en');
    });
  }
}
