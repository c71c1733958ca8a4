import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressee, completion, mentioned, same } from '../../../webapp/app/model/names.js';

const people = ['Ann', 'Bo', 'bobby', '李雷'];

test('names differ by their case-insensitive composed form', () => {
  assert.ok(same('ZOË', 'zoe\u0308'));
  assert.ok(!same('Zoe', 'Zoë'));
});

test('a text is for one person only if it begins with @ and the name', () => {
  assert.deepEqual(addressee('@bo hello\nthere', people), { name: 'bo', known: 'Bo', text: 'hello\nthere' });
  assert.deepEqual(addressee('@李雷， 你好', people), { name: '李雷', known: '李雷', text: '你好' });
  assert.deepEqual(addressee('@nobody psst', people), { name: 'nobody', known: null, text: 'psst' });
  assert.equal(addressee('hello @Bo', people), null);
  assert.equal(addressee('@ Bo', people), null);
});

test('completion offers whose name has what is typed, those that begin with it first', () => {
  assert.deepEqual(completion('@bo', 3, people), { from: 0, to: 3, names: ['Bo', 'bobby'] });
  assert.deepEqual(completion('hi @b there', 5, people), { from: 3, to: 5, names: ['Bo', 'bobby'] });
  assert.deepEqual(completion('@雷', 2, people), { from: 0, to: 2, names: ['李雷'] });
  assert.equal(completion('mail@b', 6, people), null);
  assert.equal(completion('@zz', 3, people), null);
  assert.equal(completion('@bo x', 5, people), null);
});

test('an @ mentions the longest name that is there, up to a character that no name goes on with', () => {
  const folded = new Set(['bo', 'bo-lee', '李雷']);
  assert.deepEqual(mentioned('@Bo', folded), { name: 'Bo', end: 3 });
  assert.deepEqual(mentioned("@bo's", folded), { name: 'bo', end: 3 });
  assert.deepEqual(mentioned('@Bo-Lee:', folded), { name: 'Bo-Lee', end: 7 });
  assert.deepEqual(mentioned('@李雷', folded), { name: '李雷', end: 3 });
  assert.equal(mentioned('@bobby', folded), null);
  assert.equal(mentioned('@', folded), null);
});
