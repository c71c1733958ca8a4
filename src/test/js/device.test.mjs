import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Device } from '../../../webapp/app/model/device.js';

const NOW = 1_000_000;

let answers, joining, device;
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['Date'], now: NOW });
  [answers, joining] = [[], { token: 'secret' }];
  const request = (event, body) => {
    assert.deepEqual([event, body], ['device-code', {}]);
    return new Promise((done, fail) => answers.push({ done, fail }));
  };
  device = new Device({ connection: { request }, joining });
});

test('only who has a token can take the name along', () => {
  assert.equal(device.isPossible, true);
  joining.token = undefined;
  assert.equal(device.isPossible, false);
});

test('a code is there until its time is over, counted from when it was asked for', async () => {
  let changes = 0;
  device.addEventListener('change', () => changes++);
  const asked = device.ask();
  mock.timers.tick(2_000);
  answers[0].done({ ok: true, code: 'ABCDE-FGHJK', seconds: 300 });
  await asked;
  assert.deepEqual([device.code, device.until, device.error, changes], ['ABCDE-FGHJK', NOW + 300_000, null, 1]);
});

test('why there is no new code is told, and the one before stays', async () => {
  for (const answer of [{ ok: true, code: 'ABCDE-FGHJK', seconds: 300 }, { ok: false, error: 'busy' }]) {
    const asked = device.ask();
    answers.at(-1).done(answer);
    await asked;
  }
  assert.deepEqual([device.code, device.error], ['ABCDE-FGHJK', 'busy']);
  const asked = device.ask();
  answers.at(-1).fail(new Error('lost'));
  await asked;
  assert.equal(device.error, 'lost');
});

test('of two answers only that to the last request counts', async () => {
  const asked = [device.ask(), device.ask()];
  answers[1].done({ ok: true, code: 'the last', seconds: 300 });
  answers[0].done({ ok: true, code: 'replaced', seconds: 300 });
  await Promise.all(asked);
  assert.equal(device.code, 'the last');
});

test('a code that comes when the reader has left is nobody\'s', async () => {
  const asked = device.ask();
  device.clear();
  answers[0].done({ ok: true, code: 'ABCDE-FGHJK', seconds: 300 });
  await asked;
  assert.equal(device.code, null);
});
