/*
 * The chat's page in Chromium against a running Parley: PARLEY_URL is its address, PARLEY_NPM the directory with the tests'
 * node_modules.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, chatBrowser, fillGaps, gaps, join, noSidewaysScroll, readThrough, say, shown, texts, violations } from './browser.mjs';

const LONG = `${'Donaudampfschifffahrtsgesellschaft'.repeat(6)} https://example.org/${'path/'.repeat(40)} 中文`.repeat(2);

const { visit, enter, person, openLine } = chatBrowser();

test('two browsers chat, in text of several lines that never becomes markup', async () => {
  const [ann, bo] = [await enter('ann-two'), await enter('bo-two')];
  await say(ann, 'hello 中文 👋');
  await shown(bo, 'hello 中文 👋');
  await say(bo, '<img src=x onerror="document.title=1">\n  <b>two</b>');
  await shown(ann, '<img src=x onerror="document.title=1">\n  <b>two</b>');
  assert.equal(await ann.locator('.msg-text :is(img, b)').count(), 0);
  await say(ann, 'see https://example.org/a?b=c. javascript:alert(1)');
  await shown(bo, 'see https://example.org/a?b=c. javascript:alert(1)');
  const links = bo.locator('.msg-text').last().locator('a');
  assert.deepEqual(await links.evaluateAll((all) => all.map((link) => [link.href, link.rel])), [
    ['https://example.org/a?b=c', 'noopener noreferrer nofollow'],
  ]);
});

test('Markdown is shown as what it means, and mentions stand out, most of all to whom they mention', async () => {
  const [ann, bo] = [await enter('ann-marks'), await enter('bo-marks')];
  await say(ann, `**bold** *italic* ~~struck~~ \`<i>code</i>\`
> quoted by @bo-marks,
- one
- [two](https://example.org/two)

\`\`\`js
let a = '<b>';
\`\`\`
[no](javascript:alert(1))`);
  await bo.locator('.msg').last().locator('pre').waitFor();
  const outline = await bo.locator('.msg-text').last().evaluate((element) => [...element.querySelectorAll('*')].map((one) => one.localName).join(' '));
  assert.equal(outline, 'div strong em s code blockquote span ul li li a pre code div');
  const message = bo.locator('.msg').last();
  assert.deepEqual(await message.locator('code').allTextContents(), ['<i>code</i>', "let a = '<b>';"]);
  assert.equal(await message.locator('a').getAttribute('title'), 'https://example.org/two');
  assert.equal(await message.locator('.msg-text > div').last().innerText(), '[no](javascript:alert(1))');
  assert.equal(await message.locator('.mention.me').innerText(), '@bo-marks');
  assert.match(await message.getAttribute('class'), /mentioned/);
  await ann.locator('.mention', { hasText: '@bo-marks' }).last().waitFor();
  assert.equal(await ann.locator('.mention.me, .msg.mentioned').count(), 0);
});

test('Shift+Enter breaks the line, Enter sends, and the composer grows to eight lines', async () => {
  const ann = await enter('ann-lines');
  await ann.focus('.composer-text');
  const height = async () => (await ann.locator('.composer-text').boundingBox()).height;
  const one = await height();
  await ann.keyboard.type('1');
  for (let line = 2; line <= 8; line++) {
    await ann.keyboard.press('Shift+Enter');
    await ann.keyboard.type(String(line));
  }
  const eight = await height();
  assert.ok(Math.abs(eight - one - 7 * 22) <= 1, `${one} -> ${eight}`);
  await ann.keyboard.press('Shift+Enter');
  assert.equal(await height(), eight);
  await ann.keyboard.press('Enter');
  await ann.locator('.msg-text', { hasText: '1\n2\n3\n4\n5\n6\n7\n8' }).waitFor();
  assert.equal(await height(), one);
});

test('a click on a person opens a private conversation that nobody else sees', async () => {
  const [ann, bo, cy] = [await enter('ann-click'), await enter('bo-click'), await enter('cy-click')];
  await ann.click('[data-person="bo-click"]');
  await say(ann, 'between us');
  await shown(ann, 'between us');
  await bo.locator('[data-conversation="@ann-click"] .badge-count').waitFor();
  assert.match(await bo.title(), /^\(1\) /);
  await say(ann, 'and more');
  await bo.click('[data-conversation="@ann-click"]');
  await shown(bo, 'and more');
  await bo.locator('.badge-count').waitFor({ state: 'detached' });
  assert.ok(await bo.locator('.msg-private', { hasText: 'Private' }).first().isVisible());
  await say(cy, 'to all');
  await shown(cy, 'to all');
  assert.ok(!(await texts(cy)).includes('between us'));
  assert.equal(await cy.locator('[data-conversation^="@"]').count(), 0);
});

test('@ completes a name by keyboard and sends to that person alone', async () => {
  const [ann, bo] = [await enter('ann-at'), await enter('李雷-at')];
  await ann.focus('.composer-text');
  await ann.keyboard.type('@李');
  await ann.locator('[role=option]', { hasText: '李雷-at' }).waitFor();
  await ann.keyboard.press('Tab');
  await ann.keyboard.type('psst');
  await ann.locator('.composer.private .composer-note', { hasText: '李雷-at' }).waitFor();
  await ann.keyboard.press('Enter');
  await shown(ann, 'psst');
  assert.equal(await ann.locator('h1').innerText(), '李雷-at');
  await bo.click('[data-conversation="@ann-at"]');
  await shown(bo, 'psst');
});

test('a private text for nobody who is here goes to nobody, and stays', async () => {
  const ann = await enter('ann-nobody');
  await say(ann, '@nobody-here psst');
  await ann.locator('.composer-note.bad').waitFor();
  assert.equal(await ann.inputValue('.composer-text'), '@nobody-here psst');
  assert.ok(!(await texts(ann)).some((text) => text.includes('psst')));
});

test('history loads upward and what is read keeps its place', async () => {
  const writer = await person('writer-up');
  for (let i = 0; i < 130; i++) {
    await writer.say(`line ${i} ${'word '.repeat((i * 7) % 60)}`);
  }
  const ann = await enter('ann-up');
  await ann.waitForFunction(() => document.querySelector('parley-messages').rows.length >= 40);
  const place = await ann.evaluate(async () => {
    const view = document.querySelector('.messages');
    const count = () => document.querySelector('parley-messages').rows.length;
    const before = count();
    view.scrollTop = 300;
    while (!document.querySelector('.jump')) {
      await new Promise(requestAnimationFrame);
    }
    const row = [...document.querySelectorAll('.msg')].find((one) => one.getBoundingClientRect().top > 200);
    const top = row.getBoundingClientRect().top;
    while (count() === before) {
      await new Promise(requestAnimationFrame);
    }
    await document.querySelector('parley-messages').updateComplete;
    return { top, now: row.getBoundingClientRect().top };
  });
  assert.ok(Math.abs(place.now - place.top) <= 1, JSON.stringify(place));
});

test('nothing scrolls under a reader; a pill counts what is new and leads to it', async () => {
  const writer = await person('writer-pill');
  for (let i = 0; i < 30; i++) {
    await writer.say(`before ${i} ${'word '.repeat(40)}`);
  }
  const ann = await enter('ann-pill');
  await ann.locator('.msg', { hasText: 'before 29' }).waitFor();
  await ann.bringToFront();
  await ann.evaluate(() => (document.querySelector('.messages').scrollTop -= 600));
  await ann.locator('.jump').waitFor();
  const top = () => ann.locator('.msg', { hasText: 'before 25' }).last().evaluate((row) => Math.round(row.getBoundingClientRect().top));
  const before = await top();
  await writer.say('after 1');
  await writer.say('after 2');
  await ann.locator('.jump', { hasText: '2' }).waitFor();
  assert.equal(await top(), before);
  await ann.click('.jump');
  await ann.locator('.jump').waitFor({ state: 'detached' });
  assert.ok(await ann.locator('.msg', { hasText: 'after 2' }).isVisible());
});

test('a lost connection is one calm line; what was missed and what was written meanwhile arrive once', async () => {
  const run = Date.now(); // the log may hold an earlier run
  const line = await openLine();
  const writer = await person('writer-lost');
  const ann = await enter('ann-lost', { address: line.address });
  await writer.say(`before the loss ${run}`);
  await shown(ann, `before the loss ${run}`);
  line.cut();
  await ann.locator('.lost', { hasText: /Next try in \d+ second/ }).waitFor();
  await writer.say(`missed 1 ${run}`);
  await writer.say(`missed 2 ${run}`);
  await say(ann, `written meanwhile ${run}`);
  await ann.locator('.msg.waiting', { hasText: `written meanwhile ${run}` }).waitFor();
  line.mend();
  await ann.locator('.lost').waitFor({ state: 'detached' });
  await shown(ann, `written meanwhile ${run}`);
  const said = (await texts(ann)).filter((text) => text.endsWith(run));
  assert.deepEqual(said, [`before the loss ${run}`, `missed 1 ${run}`, `missed 2 ${run}`, `written meanwhile ${run}`]);
});

test('what is written without a connection waits through a reload, says so, and is sent once', async () => {
  const text = `through a reload ${Date.now()}`;
  const bo = await enter('bo-reload');
  const line = await openLine();
  const ann = await enter('ann-reload', { address: line.address });
  await ann.context().route('**/socket.io/?*', (route) => route.abort());
  line.cut();
  await ann.locator('.lost').waitFor();
  line.mend();
  await say(ann, text);
  await ann.locator('.msg.waiting', { hasText: text }).locator('.msg-time', { hasText: 'Waiting' }).waitFor();
  await ann.reload();
  await ann.locator('.msg.waiting', { hasText: text }).waitFor();
  await ann.context().unroute('**/socket.io/?*');
  await shown(ann, text);
  await shown(bo, text);
  assert.deepEqual((await texts(bo)).filter((one) => one === text), [text]);
  await ann.reload();
  await shown(ann, text);
  assert.deepEqual((await texts(ann)).filter((one) => one === text), [text]);
});

test('a refused message keeps its reason through a reload, and can be edited and sent', async () => {
  const ann = await enter('ann-refused');
  const long = `too long ${'x'.repeat(4000)}`;
  await say(ann, long);
  const refused = ann.locator('.msg.refused');
  await refused.locator('[role=alert]', { hasText: 'too long' }).waitFor();
  await ann.reload();
  await refused.locator('button', { hasText: 'Edit' }).click();
  assert.equal(await ann.inputValue('.composer-text'), long);
  assert.ok(await ann.locator('.composer-text').evaluate((area) => area === document.activeElement));
  await refused.waitFor({ state: 'detached' });
  const short = `shorter ${Date.now()}`;
  await say(ann, short);
  await shown(ann, short);
});

test('more than a page that was missed is a gap, which loads as it comes into view', async () => {
  const run = Date.now();
  const line = await openLine();
  const writer = await person('writer-gap');
  const ann = await enter('ann-gap', { address: line.address });
  await writer.say(`0 ${run}`);
  await shown(ann, `0 ${run}`);
  line.cut();
  await ann.locator('.lost').waitFor();
  for (let i = 1; i <= 130; i++) {
    await writer.say(`${i} ${run}`);
  }
  line.mend();
  await shown(ann, `130 ${run}`);
  assert.equal(await gaps(ann), 1);
  await fillGaps(ann);
  const seen = (await readThrough(ann)).texts.filter((text) => text.endsWith(String(run)));
  assert.deepEqual(seen, Array.from({ length: 131 }, (_, i) => `${i} ${run}`));
});

test('private messages for somebody absent wait with their count, until they are read', async () => {
  const [ann, bo] = [await enter('ann-absent'), await enter('bo-absent')];
  await ann.click('[data-person="bo-absent"]');
  const storageState = await bo.context().storageState();
  await bo.context().close();
  await ann.locator('[data-person="bo-absent"]').waitFor({ state: 'detached' });
  await say(ann, 'when you are back');
  await say(ann, 'call me');
  await shown(ann, 'call me');

  const back = await visit({ storageState });
  const badge = back.locator('[data-conversation="@ann-absent"] .badge-count');
  await badge.locator('text=2').first().waitFor();
  await back.reload();
  await badge.locator('text=2').first().waitFor();
  await back.click('[data-conversation="@ann-absent"]');
  await shown(back, 'when you are back');
  await badge.waitFor({ state: 'detached' });
  const read = await visit({ storageState: await back.context().storageState() });
  await read.locator('[data-conversation="@ann-absent"]').waitFor();
  assert.equal(await read.locator('.badge-count').count(), 0);
});

test('a name belongs to the browser that took it, in all its tabs, and is free once it is given back', async () => {
  const ann = await enter('ann-owner');
  const tab = await ann.context().newPage();
  tab.faults = [];
  await tab.goto(ann.url());
  await tab.locator('.own-name', { hasText: 'ann-owner' }).waitFor();
  await tab.locator('.people .still').waitFor();
  assert.equal(await tab.locator('.people .side-entry', { hasText: 'ann-owner' }).count(), 1);
  // A connection that still polls is missed only when it does not answer a ping.
  await Promise.all([ann, tab].map((page) => page.locator('.pill.websocket').waitFor()));
  const storageState = await ann.context().storageState();
  assert.ok(!(await ann.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name).join()))
    .includes(JSON.parse(storageState.origins[0].localStorage.find(({ name }) => name === 'parley.identity').value).token));
  await ann.context().close();

  const other = await visit();
  await other.fill('#entry-name', 'ann-owner');
  await other.keyboard.press('Enter');
  await other.locator('[role=alert]', { hasText: 'Somebody else' }).waitFor();
  const back = await visit({ storageState });
  await back.locator('.own-name', { hasText: 'ann-owner' }).waitFor();
  await back.locator('.pill.websocket').waitFor();
  await back.click('.own button[title^="Leave"]');
  await back.locator('#entry-name').waitFor();
  for (let tries = 0; tries < 18 && !(await other.locator('.composer-text').count()); tries++) {
    await other.fill('#entry-name', 'ann-owner'); // until the server has noticed, by a missing pong at the latest
    await other.keyboard.press('Enter');
    await other.locator('.composer-text').waitFor({ timeout: 3_000 }).catch(() => {});
  }
  await other.locator('.own-name', { hasText: 'ann-owner' }).waitFor();
});

test('a code that is typed on another device makes both one person, with all that was said, and read marks that move together', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const [ann, bo] = [await enter('ann-devices', { permissions }), await enter('bo-devices')];
  await bo.click('[data-person="ann-devices"]');
  await say(bo, 'before');
  await ann.click('[data-conversation="@bo-devices"]');
  await shown(ann, 'before');
  await ann.click('[data-conversation="lobby"]');
  await ann.click('.own-self');
  await ann.click('.device-ask');
  const code = await ann.locator('.device-code').innerText();
  assert.match(code, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  await ann.locator('.device-valid', { hasText: /within [45]:\d\d/ }).waitFor();
  assert.deepEqual(await violations(ann), []);
  await ann.click('.dialog-buttons button:has-text("Copy")');
  await ann.locator('.dialog-buttons', { hasText: 'Copied' }).waitFor();
  assert.equal(await ann.evaluate(() => navigator.clipboard.readText()), code);
  await ann.keyboard.press('Escape');
  await ann.locator('dialog').waitFor({ state: 'detached' });

  const second = await visit(PHONE);
  await second.click('.entry-other');
  await second.keyboard.type('no code');
  await second.keyboard.press('Enter');
  await second.locator('[role=alert]', { hasText: 'This code is wrong' }).waitFor();
  assert.deepEqual(await violations(second), []);
  assert.ok(await noSidewaysScroll(second));
  await second.fill('#entry-code', ` ${code.toLowerCase().replace('-', ' ')} `);
  await second.keyboard.press('Enter');
  await second.waitForSelector('.composer-text');
  assert.equal(await second.locator('.own-name').textContent(), 'ann-devices');
  assert.equal(await second.locator('.people .side-entry', { hasText: 'ann-devices' }).count(), 1);

  await say(bo, 'for both');
  const badges = [ann, second].map((page) => page.locator('[data-conversation="@bo-devices"] .badge-count'));
  await Promise.all(badges.map((badge) => badge.waitFor({ state: 'attached' })));
  await second.click('.only-phone');
  await second.click('[data-conversation="@bo-devices"]');
  await Promise.all(['before', 'for both'].map((text) => shown(second, text)));
  await Promise.all(badges.map((badge) => badge.waitFor({ state: 'detached' })));

  const third = await visit();
  await third.click('.entry-other');
  await third.fill('#entry-code', code);
  await third.keyboard.press('Enter');
  await third.locator('[role=alert]', { hasText: 'used' }).waitFor();
  await third.click('.entry-other');
  await join(third, 'cy-devices');
  await second.reload();
  await second.locator('.own .presence.here').waitFor({ state: 'attached' });
  assert.equal(await second.locator('.own-name').textContent(), 'ann-devices');
});

/** What the browser shows outside of the page, no script can read. */
function catchNotifications() {
  globalThis.notified = [];
  globalThis.Notification = class extends EventTarget {
    static permission = 'default';
    static async requestPermission() {
      return (this.permission = 'granted');
    }

    constructor(title, { body }) {
      super();
      globalThis.notified.push(`${title}: ${body}`);
    }
  };
}

test('who looks elsewhere is notified once that is chosen, with a count in title and icon, and not of what is muted', async () => {
  const ann = await visit();
  await ann.addInitScript(catchNotifications);
  await ann.reload();
  await join(ann, 'ann-alerts');
  const bo = await enter('bo-alerts');
  const height = () => ann.locator('.left').evaluate((side) => side.clientHeight);
  const before = await height();
  await ann.click('.alerts-button');
  await ann.click('#alerts-shown');
  assert.ok(await ann.isChecked('#alerts-shown'));
  assert.equal(await height(), before); // the page behind it stays as it is
  assert.deepEqual(await violations(ann), []);
  await ann.keyboard.press('Escape');
  await bo.click('[data-person="ann-alerts"]');
  await say(bo, 'psst');
  await ann.waitForFunction(() => globalThis.notified.length);
  assert.deepEqual(await ann.evaluate(() => globalThis.notified), ['Private message from bo-alerts: psst']);
  await ann.locator('[aria-live]', { hasText: 'psst' }).waitFor({ state: 'attached' });
  await ann.waitForFunction(() => document.title.startsWith('(1) ') && document.querySelector('link[rel=icon]').href.startsWith('data:'));

  await ann.click('[data-conversation="@bo-alerts"]');
  await ann.click('.mute-button');
  await ann.click('[data-conversation="lobby"]');
  await ann.waitForFunction(() => !document.title.startsWith('('));
  await say(bo, 'psst again');
  await ann.locator('.muted [data-conversation="@bo-alerts"] .badge-count').waitFor();
  assert.equal(await ann.evaluate(() => globalThis.notified.length), 1);
  assert.equal(await ann.locator('[aria-live]', { hasText: 'psst again' }).count(), 0, 'nor is it read aloud');
  assert.ok(!(await ann.title()).startsWith('('));
  assert.ok((await ann.getAttribute('link[rel=icon]', 'href')).endsWith('favicon.svg'));
});

test('name, draft and private conversations survive a reload', async () => {
  const ann = await enter('ann-again');
  await enter('bo-again');
  await ann.click('[data-person="bo-again"]');
  await ann.click('[data-conversation="lobby"]');
  await ann.fill('.composer-text', 'half a sen');
  await ann.reload();
  await ann.locator('.pill.websocket, .pill.polling').waitFor();
  assert.equal(await ann.inputValue('.composer-text'), 'half a sen');
  assert.equal(await ann.locator('.own-name').innerText(), 'ann-again');
  await ann.locator('[data-conversation="@bo-again"]').waitFor();
});

test('a name in use or with a space is refused at the field and can be corrected', async () => {
  await enter('ann-name');
  const other = await visit();
  await other.fill('#entry-name', 'two words');
  await other.keyboard.press('Enter');
  await other.locator('[role=alert]', { hasText: 'no spaces' }).waitFor();
  await other.fill('#entry-name', 'ANN-name');
  await other.keyboard.press('Enter');
  await other.locator('[role=alert]', { hasText: 'Somebody else' }).waitFor();
  await join(other, 'ann-name-2');
});

test('the pill says WebSocket once the connection is upgraded', async () => {
  const ann = await enter('ann-pill-ws');
  await ann.locator('.pill.websocket', { hasText: 'WebSocket' }).waitFor();
});

test('a phone of 360 px has one column, no sideways scroll, and both lists slide in', async () => {
  const writer = await person('writer-phone-with-a-rather-long-name-that-needs-room');
  await writer.say(LONG);
  const ann = await enter('ann-phone', PHONE);
  await ann.locator('.msg', { hasText: 'Donaudampf' }).last().waitFor();
  assert.ok(await noSidewaysScroll(ann));
  assert.ok(await ann.locator('.messages').evaluate((view) => view.scrollWidth <= view.clientWidth));
  await ann.click('.only-phone');
  await ann.locator('.left').waitFor();
  await ann.keyboard.press('Escape');
  await ann.locator('.left').waitFor({ state: 'hidden' });
  await ann.click('.people-button');
  await ann.click('[data-person^="writer-phone"]');
  await ann.locator('.right').waitFor({ state: 'hidden' });
  assert.ok(await noSidewaysScroll(ann));
});

test('a Chinese browser gets Chinese, and can switch', async () => {
  const ann = await visit({ locale: 'zh-CN' });
  await ann.locator('label', { hasText: '你的名字' }).waitFor();
  assert.equal(await ann.getAttribute('html', 'lang'), 'zh-CN');
  await join(ann, '小安');
  await enter('小波');
  await ann.click('[data-person="小波"]');
  await say(ann, '你好');
  await ann.locator('.row-day', { hasText: '今天' }).waitFor();
  await ann.click('.preferences button[lang=en]');
  await ann.locator('.row-day', { hasText: 'Today' }).waitFor();
  await ann.click('[data-conversation="lobby"]');
  await ann.reload();
  await ann.locator('h1', { hasText: 'Lobby' }).waitFor();
  await ann.locator('.people .still').waitFor();
});

test('dark is the reader\'s choice or the system\'s', async () => {
  const ann = await visit({ colorScheme: 'dark' });
  const background = () => ann.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await ann.click('.preferences button:first-child');
  const light = await background();
  assert.notEqual(light, dark);
  await ann.reload();
  assert.equal(await background(), light);
});

for (const [name, options] of [
  ['desktop-light', {}],
  ['desktop-dark', { colorScheme: 'dark' }],
  ['phone-zh', { ...PHONE, locale: 'zh-CN' }],
]) {
  test(`axe finds nothing wrong: ${name}`, async () => {
    const ann = await visit(options);
    await ann.waitForSelector('#entry-name');
    assert.deepEqual(await violations(ann), []);
    const bo = await enter(`bo-axe-${name}`);
    await join(ann, `ann-axe-${name}`);
    await say(ann, 'hello https://example.org/');
    await say(ann, `@bo-axe-${name} psst`);
    await shown(ann, 'psst');
    assert.deepEqual(await violations(ann), []);
    if (options.isMobile) {
      await ann.click('.only-phone');
    }
    await ann.click('[data-conversation="lobby"]');
    await ann.fill('.composer-text', '@bo');
    await ann.locator('[role=option]').first().waitFor();
    assert.deepEqual(await violations(ann), []);
  });
}
