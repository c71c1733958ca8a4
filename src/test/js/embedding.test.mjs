import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embeddingFragment, embeddingOf } from '../../../webapp/app/model/embedding.js';
import { routeOf } from '../../../webapp/app/model/route.js';

test('what a page wants and the fragment that says it are the same both ways', () => {
  for (const wishes of [
    { room: null, lang: null, theme: null },
    { room: 'support', lang: null, theme: 'dark' },
    { room: '客服', lang: 'zh-CN', theme: null },
    { room: 'a&theme=dark#?%', lang: 'en', theme: 'light' },
  ]) {
    assert.deepEqual(embeddingOf(embeddingFragment(wishes)), wishes);
  }
  assert.equal(embeddingFragment({ room: 'support', lang: '', theme: null }), '#room=support');
});

test('what is empty or unknown is no wish', () => {
  for (const fragment of ['', '#', '#room=', '#room=%20&lang', '#else=a', '#/room/attic']) {
    assert.deepEqual(embeddingOf(fragment), { room: null, lang: null, theme: null }, fragment);
  }
});

test('the page of all conversations sees no wish of its own in it', () => {
  assert.equal(routeOf(embeddingFragment({ room: 'support' })).room, 'lobby');
});
