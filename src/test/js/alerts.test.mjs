import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Alerts } from '../../../webapp/app/model/alerts.js';
import { Memory } from '../../../webapp/app/model/memory.js';

function storage() {
  const entries = new Map();
  return { getItem: (key) => entries.get(key) ?? null, setItem: (key, value) => entries.set(key, value), removeItem: (key) => entries.delete(key) };
}

const remembering = () => {
  const kept = storage();
  return new Memory(() => kept);
};
const lobby = { key: 'lobby', who: null, unread: 3 };
const withBo = { key: '@bo', who: 'Bo', unread: 2 };

test('private messages and mentions are told, unless their conversation is muted', () => {
  const alerts = new Alerts({ memory: remembering() });
  assert.deepEqual([alerts.isDue(withBo, false), alerts.isDue(lobby, false), alerts.isDue(lobby, true)], [true, false, true]);
  alerts.mute(withBo, true);
  alerts.mute(lobby, true);
  assert.deepEqual([alerts.isDue(withBo, false), alerts.isDue(lobby, true)], [false, false]);
  alerts.mute(lobby, false);
  assert.ok(alerts.isDue(lobby, true));
});

test('what is muted does not count', () => {
  const alerts = new Alerts({ memory: remembering() });
  assert.equal(alerts.count([lobby, withBo]), 5);
  alerts.mute(lobby, true);
  assert.equal(alerts.count([lobby, withBo]), 2);
});

test('nothing is shown or heard unless it is chosen, and the choice is remembered', () => {
  const memory = remembering();
  const alerts = new Alerts({ memory });
  assert.deepEqual([alerts.shown, alerts.sounds], [false, false]);
  alerts.choose('sounds', true);
  alerts.mute(lobby, true);
  const later = new Alerts({ memory });
  assert.deepEqual([later.shown, later.sounds, later.isMuted(lobby)], [false, true, true]);
  later.forget();
  assert.deepEqual([later.sounds, later.isMuted(lobby)], [true, false], 'who comes after is somebody else, in the same browser');
});

test('a browser that forbids its storage costs the memory alone', () => {
  const memory = new Memory(() => {
    throw new Error('forbidden');
  });
  memory.set('theme', 'dark');
  assert.deepEqual([memory.get('theme', 'light'), memory.all('')], ['light', []]);
});
