/*
 * What people do to messages on the chat's page in Chromium against a running Parley: PARLEY_URL is its address, PARLEY_NPM the
 * directory with the tests' node_modules. Messages stay, so each run has texts of its own.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatBrowser, say, shown, violations } from './browser.mjs';

const RUN = Date.now().toString(36);
const text = (words) => `${words} ${RUN}`;

const { enter, openLine } = chatBrowser();
const message = (page, words) => page.locator('.msg', { has: page.locator('.msg-text', { hasText: words }) }).last();

async function act(page, words, label) {
  await message(page, words).focus(); // the mouse would lose it when the list moves
  await message(page, words).locator(`.msg-actions [aria-label="${label}"]`).click();
}

test('an author edits a message, which others see as edited; Escape leaves it as it was', async () => {
  const [ann, bo] = [await enter('ann-edits'), await enter('bo-edits')];
  await say(ann, text('helo'));
  await shown(bo, text('helo'));
  await ann.fill('.composer-text', 'half a sen');
  await act(ann, text('helo'), 'Edit');
  assert.equal(await ann.inputValue('.composer-text'), text('helo'));
  await ann.locator('.composer-about', { hasText: 'editing' }).waitFor();
  await ann.keyboard.press('Escape');
  assert.equal(await ann.inputValue('.composer-text'), 'half a sen', 'the draft is back');
  await ann.fill('.composer-text', '');
  await ann.keyboard.press('ArrowUp');
  await ann.fill('.composer-text', text('hello **there**'));
  await ann.keyboard.press('Enter');
  for (const page of [ann, bo]) {
    await message(page, text('hello there')).locator('.msg-edited').waitFor();
    assert.equal(await page.locator('.msg-text', { hasText: text('helo') }).count(), 0);
  }
  assert.equal(await message(bo, text('hello there')).locator('strong').innerText(), 'there');
  assert.equal(await message(bo, text('hello there')).locator('[aria-label="Edit"], [aria-label="Delete"]').count(), 0, 'of others');
  await bo.reload();
  await message(bo, text('hello there')).locator('.msg-edited').waitFor();
});

test('an author takes a message back once sure, and nobody sees it again', async () => {
  const [ann, bo] = [await enter('ann-gone'), await enter('bo-gone')];
  await say(ann, text('oops'));
  await shown(bo, text('oops'));
  await act(ann, text('oops'), 'Delete');
  await ann.locator('.msg-confirm .btn-quiet').click();
  assert.equal(await message(ann, text('oops')).locator('.msg-confirm').count(), 0);
  await act(ann, text('oops'), 'Delete');
  await ann.locator('.msg-confirm .btn-danger').click();
  await bo.locator('.messages').getByText(text('oops')).waitFor({ state: 'hidden' });
  await bo.reload();
  await bo.locator('.msg.deleted[data-author="ann-gone"]').last().waitFor();
  assert.equal(await bo.locator('.messages').getByText(text('oops')).count(), 0);
});

test('people put emoji to a message, count them, and take back their own', async () => {
  const [ann, bo] = [await enter('ann-emoji'), await enter('bo-emoji')];
  await say(ann, text('cake'));
  await shown(bo, text('cake'));
  await act(bo, text('cake'), 'React with 👍');
  await message(ann, text('cake')).locator('.reaction[aria-pressed=false]', { hasText: '👍' }).click();
  await message(bo, text('cake')).locator('.reaction[aria-pressed=true] .reaction-count', { hasText: '2' }).waitFor();
  assert.match(await message(bo, text('cake')).locator('.reaction').getAttribute('title'), /bo-emoji.*ann-emoji/);
  await act(bo, text('cake'), 'React');
  await bo.keyboard.type('birth');
  await bo.keyboard.press('Enter');
  await message(ann, text('cake')).locator('.reaction', { hasText: '🎂' }).waitFor();
  await message(bo, text('cake')).locator('.reaction', { hasText: '👍' }).click();
  await message(ann, text('cake')).locator('.reaction-count', { hasText: '1' }).nth(1).waitFor();
});

test('an answer shows what it answers and leads there', async () => {
  const [ann, bo] = [await enter('ann-asks'), await enter('bo-asks')];
  await say(ann, text('what is the answer?'));
  await shown(bo, text('what is the answer?'));
  await act(bo, text('what is the answer?'), 'Reply');
  await bo.locator('.composer-about', { hasText: text('what is the answer?') }).waitFor();
  await bo.keyboard.type(text('forty-two'));
  await bo.keyboard.press('Enter');
  const quote = message(ann, text('forty-two')).locator('.msg-quote');
  await quote.locator('bdi', { hasText: 'ann-asks' }).waitFor();
  assert.equal(await bo.locator('.composer-about').count(), 0);
  await quote.click();
  await ann.locator('.msg.target', { hasText: text('what is the answer?') }).waitFor();
  await message(ann, text('forty-two')).focus();
  await ann.keyboard.press('ArrowRight');
  assert.ok(await quote.evaluate((button) => button === document.activeElement));
  await ann.keyboard.press('Enter');
  await ann.locator('.msg.target:focus', { hasText: text('what is the answer?') }).waitFor();
});

test('who deletes by keyboard is asked, and stays at the message', async () => {
  const ann = await enter('ann-deletes');
  await say(ann, text('too much'));
  await shown(ann, text('too much'));
  await message(ann, text('too much')).focus();
  const bin = message(ann, text('too much')).locator('.msg-actions button[aria-label="Delete"]');
  while (!(await bin.evaluate((button) => button === document.activeElement))) {
    await ann.keyboard.press('ArrowRight');
  }
  await ann.keyboard.press('Enter');
  await ann.locator('.msg-confirm .btn-danger:focus').waitFor();
  await ann.keyboard.press('Escape');
  assert.ok(await message(ann, text('too much')).evaluate((row) => row === document.activeElement));
  await act(ann, text('too much'), 'Delete');
  await ann.locator('.msg-confirm .btn-danger:focus').waitFor();
  await ann.keyboard.press('Enter');
  await ann.locator('.msg.deleted[data-author="ann-deletes"]:focus').waitFor();
});

test('a colon completes an emoji, and everything can be done by keyboard', async () => {
  const ann = await enter('ann-keys');
  await ann.locator('.composer-text').pressSequentially(`${text('ship it')} :rock`);
  await ann.locator('.choices [role=option]', { hasText: ':rocket:' }).waitFor();
  await ann.keyboard.press('Tab');
  await ann.keyboard.press('Enter');
  await shown(ann, `${text('ship it')} 🚀`);
  await message(ann, text('ship it')).focus();
  await ann.keyboard.press('ArrowRight');
  await ann.keyboard.press('Enter');
  await message(ann, text('ship it')).locator('.reaction.mine', { hasText: '👍' }).waitFor();
  await ann.keyboard.press('Escape');
  assert.ok(await message(ann, text('ship it')).evaluate((row) => row === document.activeElement));
});

test('what was changed while the connection was lost is as it is now, once it is back', async () => {
  const line = await openLine();
  const ann = await enter('ann-away', { address: line.address });
  const bo = await enter('bo-away');
  await say(bo, text('before'));
  await shown(ann, text('before'));
  line.cut();
  await ann.locator('.pill.offline, .connection-line').first().waitFor();
  await act(bo, text('before'), 'Edit');
  await bo.fill('.composer-text', text('after'));
  await bo.keyboard.press('Enter');
  await shown(bo, `${text('after')}edited`);
  line.mend();
  await message(ann, text('after')).locator('.msg-edited').waitFor();
  assert.equal(await ann.locator('.messages').getByText(text('before')).count(), 0);
});

for (const [name, options] of Object.entries({ light: {}, 'phone-zh-dark': { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'zh-CN', colorScheme: 'dark' } })) {
  test(`axe finds nothing wrong with what people do to messages: ${name}`, async () => {
    const ann = await enter(`ann-axe-${name}`, options);
    const bo = await enter(`bo-axe-${name}`);
    await say(ann, text(`question ${name}`));
    await shown(bo, text(`question ${name}`));
    await act(bo, text(`question ${name}`), 'React with 👍');
    await act(bo, text(`question ${name}`), 'Reply');
    await bo.keyboard.type(text(`answer ${name}`));
    await bo.keyboard.press('Enter');
    await shown(ann, text(`answer ${name}`));
    await say(ann, text(`gone ${name}`));
    await shown(ann, text(`gone ${name}`));
    const own = message(ann, text(`gone ${name}`));
    await own.focus();
    await own.locator('.msg-actions button').last().waitFor();
    await own.locator('.msg-actions button:has(path[d^="M5 7h14"])').click();
    await ann.locator('.msg-confirm .btn-danger').click();
    await ann.locator('.msg.deleted').last().waitFor();
    const asked = message(ann, text(`question ${name}`)).first();
    await asked.focus();
    await asked.locator('.reactions > .btn-icon').click();
    await ann.locator('.emoji-picker input').waitFor();
    assert.deepEqual(await violations(ann), []);
    if (process.env.PARLEY_SHOTS) {
      await ann.screenshot({ path: `${process.env.PARLEY_SHOTS}/changes-${name}.png` });
    }
  });
}
