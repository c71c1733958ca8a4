/*
 * Files on the chat's page in Chromium against a running Parley: PARLEY_URL is its address, PARLEY_NPM the directory with the tests'
 * node_modules. Messages stay, so each run has names of its own.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { APPLICATION, chatBrowser, say, shown, violations } from './browser.mjs';

const RUN = Date.now().toString(36);
const text = (words) => `${words} ${RUN}`;
const note = (name, words = 'some words') => ({ name, mimeType: 'text/plain', buffer: Buffer.from(words) });

const { enter, openLine } = chatBrowser();
const row = (page, name) => page.locator('.msg', { has: page.locator(`[title="${name}"]`) }).last();
const chip = (page, name) => page.locator('.attachment', { hasText: name });

/** A picture of so many pixels, drawn by the browser itself. */
const picture = (page, name, { width = 64, height = 48, type = 'image/png' } = {}) =>
  page.evaluate(
    async ([width, height, type]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const paint = canvas.getContext('2d');
      for (let x = 0; x < width; x += 8) {
        paint.fillStyle = `hsl(${x % 360} 70% 55%)`;
        paint.fillRect(x, 0, 8, height);
      }
      const blob = await new Promise((done) => canvas.toBlob(done, type));
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [width, height, type],
  ).then((bytes) => ({ name, mimeType: type, buffer: Buffer.from(bytes) }));

/** Brings files as a paste or a drop does. */
const bring = (page, selector, event, files) =>
  page.locator(selector).evaluate(
    (target, [event, files]) => {
      const transfer = new DataTransfer();
      files.forEach(({ name, mimeType, bytes }) => transfer.items.add(new File([new Uint8Array(bytes)], name, { type: mimeType })));
      const options = { bubbles: true, cancelable: true };
      target.dispatchEvent(event === 'paste' ? new ClipboardEvent(event, { ...options, clipboardData: transfer }) : new DragEvent(event, { ...options, dataTransfer: transfer }));
    },
    [event, files.map(({ name, mimeType, buffer }) => ({ name, mimeType, bytes: [...buffer] }))],
  );

const choose = (page, files) => page.setInputFiles('.composer input[type=file]', files);

const whole = (page, name) => page.locator('.attachment.whole', { hasText: name }).waitFor();

test('what is chosen is uploaded, sent with or without a text, and stored by another', async () => {
  const [ann, bo] = [await enter('ann-files'), await enter('bo-files')];
  const [chooser] = await Promise.all([ann.waitForEvent('filechooser'), ann.click('.composer-attach')]);
  assert.ok(chooser.isMultiple());
  await chooser.setFiles([note(`one-${RUN}.txt`, 'first'), note(`two-${RUN}.txt`, 'second')]);
  await whole(ann, `two-${RUN}.txt`);
  await say(ann, text('two notes'));
  await shown(bo, text('two notes'));
  assert.deepEqual(await row(bo, `one-${RUN}.txt`).locator('.file-name').allInnerTexts(), [`one-${RUN}.txt`, `two-${RUN}.txt`]);
  const [download] = await Promise.all([bo.waitForEvent('download'), bo.click(`[aria-label="Download one-${RUN}.txt"]`)]);
  assert.equal(download.suggestedFilename(), `one-${RUN}.txt`);
  assert.equal(await readFile(await download.path(), 'utf8'), 'first');

  await choose(ann, [note(`alone-${RUN}.txt`)]);
  await whole(ann, `alone-${RUN}.txt`);
  await ann.focus('.composer-text');
  await ann.keyboard.press('Enter');
  await row(bo, `alone-${RUN}.txt`).locator('.file').waitFor();
  assert.equal(await ann.locator('.attachment').count(), 0);
});

test('a pasted picture is a preview of its size for another, and opens large', async () => {
  const [ann, bo] = [await enter('ann-paste'), await enter('bo-paste')];
  const name = `wide-${RUN}.png`;
  await bring(ann, '.composer-text', 'paste', [await picture(ann, name, { width: 720, height: 240 })]);
  await ann.locator('.attachment img').waitFor();
  await whole(ann, name);
  await ann.click('.composer-send');
  const shownPicture = row(bo, name).locator('.picture');
  await shownPicture.locator('img').waitFor();
  const { width, height } = await shownPicture.boundingBox();
  assert.deepEqual([Math.round(width), Math.round(height)], [360, 120]);
  assert.ok((await shownPicture.locator('img').getAttribute('src')).startsWith('blob:'));
  await shownPicture.click();
  await bo.locator('dialog .picture-large').waitFor();
  const [download] = await Promise.all([bo.waitForEvent('download'), bo.click('.picture-store')]);
  assert.equal(download.suggestedFilename(), name);
  await bo.keyboard.press('Escape');
  await bo.locator('dialog').waitFor({ state: 'detached' });
  assert.ok(await shownPicture.evaluate((button) => button === document.activeElement), 'the focus is back');
});

test('files are dropped on the conversation, which shows where', async () => {
  const ann = await enter('ann-drop');
  const file = note(`dropped-${RUN}.txt`);
  await bring(ann, '.messages', 'dragenter', [file]);
  await ann.locator('.drop-target').waitFor();
  await bring(ann, '.messages', 'dragleave', [file]);
  await ann.locator('.drop-target').waitFor({ state: 'detached' });
  await bring(ann, '.messages', 'dragenter', [file]);
  await bring(ann, '.messages', 'drop', [file]);
  await whole(ann, file.name);
  assert.equal(await ann.locator('.drop-target').count(), 0);
  await ann.click(`[aria-label="Remove ${file.name}"]`);
  await chip(ann, file.name).waitFor({ state: 'detached' });
  assert.ok(await ann.locator('.composer-send').isDisabled());
});

test('a picture in a private message is for the two, and for nobody else', async () => {
  const [ann, bo, eve] = [await enter('ann-private-file'), await enter('bo-private-file'), await enter('eve-private-file')];
  const name = `private-${RUN}.png`;
  await ann.fill('.composer-text', '@bo-private-file ');
  await choose(ann, [await picture(ann, name)]);
  await whole(ann, name);
  await ann.click('.composer-send');
  await bo.locator('.side-entry.unread', { hasText: 'ann-private-file' }).click();
  await row(bo, name).locator('.picture img').waitFor();
  const id = await bo.evaluate((name) => {
    const { chat } = document.querySelector('parley-page');
    return chat.conversation.messages.flatMap(({ files = [] }) => files).find((file) => file.name === name).id;
  }, name);
  const asked = (page) => page.evaluate((id) => document.querySelector('parley-page').chat.loadFile(id).then(({ size }) => size > 0, String), id);
  assert.equal(await asked(bo), true);
  assert.match(await asked(eve), /404/);
  assert.equal((await fetch(new URL(`files/${id}`, APPLICATION))).status, 404);
});

test('a message waits for its files, also over a lost connection', async () => {
  const line = await openLine();
  const ann = await enter('ann-offline', { address: line.address });
  const bo = await enter('bo-offline');
  line.cut();
  await ann.locator('.pill.offline, .connection-line').first().waitFor();
  await choose(ann, [note(`late-${RUN}.txt`)]);
  await say(ann, text('with a file'));
  await ann.locator('.attachments-note', { hasText: 'as soon as' }).waitFor();
  assert.equal(await ann.inputValue('.composer-text'), text('with a file'));
  line.mend();
  await shown(bo, text('with a file'));
  await row(bo, `late-${RUN}.txt`).waitFor();
  assert.equal(await ann.inputValue('.composer-text'), '');
});

test('what cannot be shared says why and keeps the rest from being sent until it is gone', async () => {
  const ann = await enter('ann-refused');
  await ann.evaluate(() => (document.querySelector('parley-page').chat.files.limits.maxBytes = 1_000));
  await choose(ann, [note(`fine-${RUN}.txt`), note(`large-${RUN}.txt`, 'x'.repeat(1_001))]);
  await chip(ann, `large-${RUN}.txt`).locator('[role=alert]', { hasText: 'too large' }).waitFor();
  await whole(ann, `fine-${RUN}.txt`);
  assert.ok(await ann.locator('.composer-send').isDisabled());
  await ann.click(`[aria-label="Remove large-${RUN}.txt"]`);
  await ann.click('.composer-send');
  await row(ann, `fine-${RUN}.txt`).locator('.file').waitFor();
});

test('a message that is taken back has no files any more', async () => {
  const [ann, bo] = [await enter('ann-file-gone'), await enter('bo-file-gone')];
  const name = `gone-${RUN}.txt`;
  await choose(ann, [note(name)]);
  await whole(ann, name);
  await ann.click('.composer-send');
  await row(bo, name).waitFor();
  await row(ann, name).focus();
  await row(ann, name).locator('.msg-actions [aria-label="Delete"]').click();
  await ann.locator('.msg-confirm .btn-danger').click();
  await bo.locator(`[title="${name}"]`).waitFor({ state: 'detached' });
});

for (const [name, options] of Object.entries({ light: {}, 'phone-zh-dark': { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'zh-CN', colorScheme: 'dark' } })) {
  test(`axe finds nothing wrong with files: ${name}`, async () => {
    const ann = await enter(`ann-axe-files-${name}`, options);
    const files = [await picture(ann, `axe-${name}-${RUN}.png`, { width: 400, height: 300 }), note(`a rather long name of a file that has to be cut somewhere ${name}-${RUN}.txt`)];
    await choose(ann, files);
    await whole(ann, files[1].name);
    await ann.click('.composer-send');
    await row(ann, files[0].name).locator('.picture img').waitFor();
    assert.equal(await ann.locator('.jump').count(), 0, 'what takes its place at once moves nothing');
    await ann.evaluate(() => (document.querySelector('parley-page').chat.files.limits.maxBytes = 1_000_000));
    await choose(ann, [files[0], note(`chip-${name}.txt`), note(`large-${name}.txt`, 'x'.repeat(1_000_001))]);
    await chip(ann, `large-${name}.txt`).locator('[role=alert]').waitFor();
    await whole(ann, `chip-${name}.txt`);
    assert.deepEqual(await violations(ann), []);
    if (process.env.PARLEY_SHOTS) {
      await ann.screenshot({ path: `${process.env.PARLEY_SHOTS}/files-${name}.png` });
    }
    await row(ann, files[0].name).locator('.picture').click();
    await ann.locator('dialog .picture-large').waitFor();
    assert.deepEqual(await violations(ann), []);
    if (process.env.PARLEY_SHOTS) {
      await ann.screenshot({ path: `${process.env.PARLEY_SHOTS}/files-large-${name}.png` });
    }
  });
}
