import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fragmentOf, routeOf } from '../../../webapp/app/model/route.js';

test('a fragment and what it leads to are the same both ways', () => {
  for (const route of [
    { room: 'attic', who: null, id: null },
    { room: '地下室', who: null, id: 17 },
    { room: null, who: 'a/b#c?', id: null },
    { room: null, who: '李雷', id: 9007199254740991 },
  ]) {
    assert.deepEqual(routeOf(fragmentOf(route)), route);
  }
  assert.equal(fragmentOf({ room: 'attic', who: null, id: 3 }), '#/room/attic/3');
});

test('everything else leads to the lobby', () => {
  for (const fragment of ['', '#', '#/room', '#/room/', '#/room/%', '#/room/a/b', '#/else/a', 'javascript:alert(1)']) {
    assert.deepEqual(routeOf(fragment), { room: 'lobby', who: null, id: null }, fragment);
  }
});
