import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import net from 'node:net';
import { after, afterEach, before } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

/** The npm packages of the tests are where the build has put them. */
const require = createRequire(`${process.env.PARLEY_NPM}/`);
const { chromium } = require('playwright-core');
const { io } = require('socket.io-client');
const axe = require('axe-core');

const QUIET = [
  'no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync',
  'disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets', // a page that no server gave is not taken for a local one
].flatMap((names) => names.split(' ').map((name) => `--${name}`));
const PATIENCE = 15_000; // ms
/** What a client waits that was too fast, in ms. */
const PACE = 500;

export const APPLICATION = new URL(process.env.PARLEY_URL);

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET });

/** A way to the application, at `address` once it is open, that a test can cut. */
class Line {
  #sockets = new Set();
  #cut = false;
  #server = net.createServer((near) => {
    if (this.#cut) {
      near.destroy();
      return;
    }
    const far = net.connect(Number(APPLICATION.port), APPLICATION.hostname);
    for (const [one, other] of [[near, far], [far, near]]) {
      this.#sockets.add(one);
      one.on('error', () => {}).on('close', () => this.#sockets.delete(one) && other.destroy());
      one.pipe(other);
    }
  });

  async open() {
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    this.address = new URL(APPLICATION.pathname, `http://127.0.0.1:${this.#server.address().port}`);
    return this;
  }

  cut() {
    this.#cut = true;
    this.#sockets.forEach((socket) => socket.destroy());
  }

  mend() {
    this.#cut = false;
  }

  close() {
    this.cut();
    this.#server.close();
  }
}

/** One more page of the origin of an address, for `visitor`: `source` is what the browser gets there. */
export const extraPage = (source, base = APPLICATION) => ({ address: new URL('/extra.html', base), source });

/**
 * A browser of its own, with nothing remembered. `faults` has what its console complained about. With a `source` that is the page at
 * the address, else the server's.
 */
export async function visitor(browser, { address = APPLICATION, source, waitUntil = 'load', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', colorScheme: 'light', ignoreHTTPSErrors: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  if (source !== undefined) {
    await context.route(address.href, (route) => route.fulfill({ contentType: 'text/html;charset=utf-8', body: source }));
  }
  await page.goto(address.href, { waitUntil });
  return page;
}

/**
 * What the tests of the chat in one file begin with. After each of them every name is given back, so that it is free for another run,
 * what was opened is closed, also when the test failed, and no page may have complained.
 *
 * visit(options): a visitor; enter(name, options): one who has joined; person(name): one without a page; openLine(): an open Line.
 */
export function chatBrowser() {
  const [people, lines] = [[], []];
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());
  afterEach(async () => {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const leave = (frame) => frame.evaluate(() => document.querySelector('parley-page, parley-room')?.chat.leave()).catch(() => {});
    await Promise.all(pages.flatMap((page) => page.frames()).map(leave));
    await Promise.all(people.splice(0).map((one) => one.leave()));
    lines.splice(0).forEach((line) => line.close());
    const faults = pages.flatMap((page) => page.faults);
    await Promise.all(browser.contexts().map((context) => context.close()));
    assert.deepEqual(faults, []);
  });
  const kept = async (all, opening) => {
    const one = await opening;
    all.push(one);
    return one;
  };
  const visit = (options) => visitor(browser, options);
  return {
    visit,
    enter: async (name, options) => join(await visit(options), name),
    person: (name) => kept(people, person(name)),
    openLine: () => kept(lines, new Line().open()),
  };
}

export const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

export const noSidewaysScroll = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

export async function join(page, name) {
  await page.fill('#entry-name', name);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.composer-text');
  return page;
}

export async function say(page, text) {
  await page.fill('.composer-text', text);
  await page.click('.composer-send'); // on a phone Enter breaks the line
}

/** Waits until a message of this very text is shown and stored. */
export const shown = (page, text) =>
  page.waitForFunction(
    (wanted) => [...document.querySelectorAll('.msg:not(.waiting, .refused) .msg-text')].some((one) => one.innerText === wanted),
    text,
  );

export const texts = (page) => page.locator('.msg-text').allInnerTexts();

/** How many messages a page has, of which only those near the view are in the document. */
export const loaded = (page) => page.evaluate(() => document.querySelector('parley-messages').rows.filter(({ kind }) => kind === 'message').length);

/** How many gaps there are among them. */
export const gaps = (page) => page.evaluate(() => document.querySelector('parley-messages').rows.filter(({ kind }) => kind === 'gap').length);

/** Scrolls up from gap to gap, which load as they come into view, until there is none. */
export const fillGaps = (page) =>
  page.evaluate(async () => {
    const view = document.querySelector('.messages');
    while (document.querySelector('parley-messages').rows.some(({ kind }) => kind === 'gap')) {
      const gap = document.querySelector('.row-gap');
      view.scrollTop = gap ? gap.offsetTop - 100 : view.scrollTop - 200;
      await new Promise(requestAnimationFrame);
    }
  });

/** All that is loaded as somebody reads it who scrolls from its beginning to its end: {texts, most: .msg in the document at once}. */
export const readThrough = (page) =>
  page.evaluate(async () => {
    const view = document.querySelector('.messages');
    const [seen, frame] = [new Map(), () => new Promise(requestAnimationFrame)];
    let most = 0;
    for (view.scrollTop = 0; ; view.scrollTop += view.clientHeight / 2) {
      await frame();
      await frame();
      const drawn = [...view.querySelectorAll('.msg')];
      most = Math.max(most, drawn.length);
      const { top, bottom } = view.getBoundingClientRect();
      for (const row of drawn) {
        const box = row.getBoundingClientRect();
        if (box.bottom > top && box.top < bottom) {
          seen.set(row.dataset.row, row.querySelector('.msg-text').innerText);
        }
      }
      if (view.scrollTop + view.clientHeight >= view.scrollHeight - 1) {
        return { texts: [...seen.values()], most };
      }
    }
  });

/** A person without a page, by the official client. */
async function person(name) {
  const socket = io(new URL('/chat', APPLICATION).href, { path: new URL('socket.io/', APPLICATION).pathname, forceNew: true });
  const ask = async (event, body) => {
    let answer = await socket.timeout(PATIENCE).emitWithAck(event, body);
    while (answer.error === 'too-fast') {
      await pause(PACE);
      answer = await socket.timeout(PATIENCE).emitWithAck(event, body);
    }
    if (!answer.ok) {
      throw new Error(`${event}: ${answer.error}`);
    }
    return answer;
  };
  await ask('join', { name });
  return {
    say: (text) => ask('say', { text }),
    leave: async () => {
      await ask('forget', {});
      socket.disconnect();
    },
  };
}

/** What axe finds wrong, one line a finding, in a page and those of its frames that are given. */
export async function violations(page, ...frames) {
  await Promise.all([page, ...frames].map((one) => one.evaluate(axe.source)));
  const result = await page.evaluate(() => globalThis.axe.run());
  return result.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.replace(/\s+/g, ' ')}`));
}
