import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, list, pick, t, use } from '../../../webapp/app/i18n.js';
import en from '../../../webapp/app/i18n/en.js';
import zh from '../../../webapp/app/i18n/zh.js';

const places = (text) => [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name, at, all) => all.indexOf(name) === at);

test('both catalogues have the same keys with the same places to fill in', () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en)) {
    assert.deepEqual(places(zh[key]).sort(), places(en[key]).sort(), key);
  }
});

test('the first language of the browser that there is, else English', () => {
  assert.equal(pick(['fr-FR', 'zh-TW', 'en']), 'zh');
  assert.equal(pick(['fr']), 'en');
});

test('plurals, lists and days follow the language', async () => {
  const now = new Date(2026, 0, 2, 0, 5);
  await use('en');
  assert.equal(t('side.unread', { count: 1 }), '1 unread message');
  assert.equal(t('side.unread', { count: 2 }), '2 unread messages');
  assert.equal(day(new Date(2026, 0, 1, 23, 59), now), 'Yesterday');
  await use('zh');
  assert.equal(t('side.unread', { count: 2 }), '2 条未读消息');
  assert.equal(list(['a', 'b', 'c']), 'a、b和c');
  assert.equal(day(now, now), '今天');
});
