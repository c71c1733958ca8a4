import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Joining } from '../../../webapp/app/model/joining.js';
import { Memory } from '../../../webapp/app/model/memory.js';

let kept;

beforeEach(() => {
  kept = new Map();
});

/** A page of the browser. */
function page() {
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
  return new Joining({ connection: null, memory: new Memory(() => storage) });
}

test('who comes by another name is another person, and the browser keeps the new one', () => {
  const first = page();
  first.as('Ann');
  assert.equal(first.take({ me: 'Ann', token: 'a' }), false);
  first.as('Bo');
  assert.equal(first.take({ me: 'Bo', token: 'b' }), true);
  assert.deepEqual([page().name, page().token], ['Bo', 'b']);
});

test('a page that comes again as who it was does not undo what was chosen on another one since', () => {
  const older = page();
  older.as('Ann');
  older.take({ me: 'Ann', token: 'a' });
  const newer = page();
  newer.as('Bo');
  newer.take({ me: 'Bo', token: 'b' });

  assert.equal(older.take({ me: 'Ann', token: 'a2' }), false);

  assert.deepEqual([older.name, older.token], ['Ann', 'a2']);
  assert.deepEqual([page().name, page().token], ['Bo', 'b']);
});

test('a name chosen on the older page afterwards counts', () => {
  const [older, newer] = [page(), page()];
  newer.as('Bo');
  newer.take({ me: 'Bo', token: 'b' });
  older.byCode('code');
  assert.equal(older.take({ me: 'Cy', token: 'c' }), true);
  assert.equal(page().name, 'Cy');
});

test('who logs in is another person than the guest that the browser knew', () => {
  const guest = page();
  guest.as('guest');
  guest.take({ me: 'guest', token: 'g' });
  const later = page();
  assert.equal(later.take({ me: 'ann', token: null }), true);
  assert.equal(page().name, 'ann');
});
