/*
 * The search on the chat's page in Chromium against a running Parley: PARLEY_URL is its address, PARLEY_NPM the directory with the
 * tests' node_modules. Messages stay, so each run has words of its own.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, chatBrowser, noSidewaysScroll, say, shown, violations } from './browser.mjs';

const RUN = `w${Date.now().toString(36)}`;

const { enter, person } = chatBrowser();
const title = (page) => page.locator('h1').innerText();
const entries = (page) => page.locator('.found-entry');

test('what was said is found while one types, by author, room and private conversation, and leads there', async () => {
  const [ann, bo] = [await enter('ann-search'), await enter('bo-search')];
  await say(bo, `<img src=x> ${RUN}one in the lobby`);
  await shown(ann, `<img src=x> ${RUN}one in the lobby`);
  for (let i = 0; i < 70; i++) {
    await bo.evaluate((text) => document.querySelector('parley-page').chat.send(text), `line ${i}`);
  }
  await bo.waitForFunction(() => !document.querySelector('.msg.waiting'), null, { timeout: 60_000 });
  await say(bo, `@ann-search ${RUN}two for ann`);
  await ann.locator('[data-conversation="@bo-search"] .badge-count').waitFor();

  await ann.keyboard.press('Control+k');
  await ann.keyboard.type(RUN.toUpperCase().slice(0, 8), { delay: 20 });
  await entries(ann).nth(1).waitFor();
  assert.equal(await entries(ann).count(), 2);
  assert.deepEqual(await ann.locator('.found-place').allInnerTexts(), ['bo-search', 'Lobby']);
  assert.equal(await ann.locator('.found mark').first().innerText(), RUN.slice(0, 8));
  assert.equal(await ann.locator('.found img').count(), 0);
  await ann.keyboard.press('ArrowDown');
  await ann.keyboard.press('ArrowDown');
  await ann.keyboard.press('Enter');
  const target = ann.locator('.msg.target', { hasText: `${RUN}one` });
  await target.waitFor();
  assert.equal(await title(ann), 'Lobby');
  assert.ok(await target.evaluate((row) => {
    const [box, view] = [row.getBoundingClientRect(), document.querySelector('.messages').getBoundingClientRect()];
    return box.top >= view.top && box.bottom <= view.bottom;
  }));

  await ann.fill('.search-field input', `${RUN} in:@bo-search`);
  await ann.keyboard.press('Enter');
  await entries(ann).nth(1).waitFor({ state: 'detached' });
  await entries(ann).click();
  await ann.locator('h1', { hasText: 'bo-search' }).waitFor();
  await ann.fill('.search-field input', `${RUN} from:ann-search`);
  await ann.locator('.found-none').waitFor();
  await ann.keyboard.press('Escape');
  await ann.locator('.found').waitFor({ state: 'detached' });
  assert.equal(await ann.inputValue('.search-field input'), '');
  assert.ok(await ann.evaluate(() => document.activeElement.matches('.composer-text')));
});

test('more is fetched on demand, and a day that is none is told', async () => {
  const ann = await enter('ann-more');
  await ann.evaluate((text) => {
    const { chat } = document.querySelector('parley-page');
    for (let i = 0; i < 25; i++) {
      chat.send(`${text}more ${i}`);
    }
  }, RUN);
  await shown(ann, `${RUN}more 24`);
  await ann.fill('.search-field input', `${RUN}more`);
  await entries(ann).nth(19).waitFor();
  assert.equal(await entries(ann).count(), 20);
  await ann.click('.found-more');
  await entries(ann).nth(24).waitFor();
  assert.equal(await ann.locator('.found-more').count(), 0);
  await ann.fill('.search-field input', `${RUN}more after:yesterday`);
  await ann.locator('.found-none', { hasText: '2026-01-31' }).waitFor();
  await ann.fill('.search-field input', `${RUN}more before:2026-01-31`);
  await ann.locator('.found-none', { hasText: 'No message' }).waitFor();
});

test('what others may not read is not found', async () => {
  const [ann, eve] = [await enter('ann-closed'), await enter('eve-closed')];
  await say(ann, `@eve-closed ${RUN}closed to eve`);
  await shown(ann, `${RUN}closed to eve`);
  const bo = await enter('bo-closed');
  await bo.fill('.search-field input', `${RUN}closed`);
  await bo.locator('.found-none').waitFor();
  await eve.fill('.search-field input', `${RUN}closed`);
  await entries(eve).waitFor();
});

for (const [name, options] of [
  ['desktop-light', {}],
  ['phone-dark-zh', { ...PHONE, colorScheme: 'dark', locale: 'zh-CN' }],
]) {
  test(`axe finds nothing wrong with the search, which fits: ${name}`, async () => {
    const writer = await person(`writer-${name}-${RUN}`);
    await writer.say(`${RUN}${name} 我的猫很好 ${'Donaudampfschifffahrtsgesellschaft'.repeat(8)}`);
    const ann = await enter(`ann-${name}`, options);
    if (options.isMobile) {
      await ann.click('.only-phone');
    }
    await ann.click('.search-field input');
    assert.deepEqual(await violations(ann), []);
    await ann.fill('.search-field input', `${RUN} 的猫`);
    await ann.keyboard.press('Enter');
    await entries(ann).first().waitFor();
    assert.equal(await ann.locator('.found mark').last().innerText(), '的猫');
    assert.ok(await noSidewaysScroll(ann));
    assert.deepEqual(await violations(ann), []);
    if (options.isMobile) {
      await ann.click('.found-edit');
    }
    await ann.fill('.search-field input', `${RUN}nowhere`);
    await ann.keyboard.press('Enter');
    await ann.locator('.found-none').waitFor();
    assert.deepEqual(await violations(ann), []);
    await ann.click('.found-head button:last-child');
    await ann.locator('.found').waitFor({ state: 'detached' });
  });
}
