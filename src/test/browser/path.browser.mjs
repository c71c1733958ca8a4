/*
 * Whether all that the pages ask, and all that they lead to, is below the context path of PARLEY_URL.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APPLICATION, extraPage, join, launch, say, shown, visitor } from './browser.mjs';

const isOutside = (address) => {
  const { host, pathname } = new URL(address);
  return host === APPLICATION.host && !pathname.startsWith(APPLICATION.pathname);
};

/** The addresses on the application's host, outside of its path, that a page asks from now on. */
function strays(page) {
  const found = [];
  const look = (address) => isOutside(address) && found.push(address);
  page.on('request', (request) => look(request.url()));
  page.on('websocket', (socket) => look(socket.url()));
  return found;
}

async function ask(page, path) {
  const found = strays(page);
  await page.goto(new URL(path, APPLICATION).href);
  return found;
}

test('pages and their connections stay below the context path', async () => {
  const browser = await launch();
  try {
    const [ann, bo] = [await visitor(browser), await visitor(browser)];
    const found = [await ask(ann, ''), await ask(bo, '')];
    await join(ann, 'ann-path');
    await join(bo, 'bo-path');
    await say(ann, 'below the path');
    await shown(bo, 'below the path');

    const lab = await visitor(browser);
    found.push(await ask(lab, 'lab/'));
    await lab.click('.lab-all');
    await lab.waitForFunction(() => {
      const times = [...document.querySelectorAll('[data-kind] .lab-time')];
      return times.length === 5 && times.every((time) => /\d:\d\d:\d\d/.test(time.innerText));
    });

    const shop = `<script type="module" src="${APPLICATION.pathname}embed.js"></script><parley-chat></parley-chat>`;
    const cy = await visitor(browser, extraPage(shop));
    const frame = await (await cy.waitForSelector('parley-chat iframe')).contentFrame();
    await frame.fill('#entry-name', 'cy-path');
    await frame.press('#entry-name', 'Enter');
    await shown(frame, 'below the path');

    for (const page of [ann, lab]) {
      const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.href));
      found.push(links.filter(isOutside));
    }
    assert.deepEqual(found.flat(), []);
    assert.deepEqual([ann, bo, lab, cy].flatMap((page) => page.faults), []);
  } finally {
    await browser.close();
  }
});
