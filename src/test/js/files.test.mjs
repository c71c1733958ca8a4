import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changed } from '../../../webapp/app/model/changes.js';
import { Conversation } from '../../../webapp/app/model/conversation.js';
import { Files, gist, isAllowed, isPicture } from '../../../webapp/app/model/files.js';
import { Sending } from '../../../webapp/app/model/sending.js';

const LIMITS = { maxBytes: 1_000_000, maxPerMessage: 3, types: ['image/*', 'text/plain'] };
const settled = () => new Promise((done) => setTimeout(done, 5));
const file = (name, size = 10, type = 'text/plain') => Object.assign(new Blob([new Uint8Array(size).fill(7)], { type }), { name });

/** A server that takes files; `answer` may say otherwise, and `silent` loses the connection at an event. */
function server({ answer = () => null, here = true } = {}) {
  const one = {
    state: 'online',
    here,
    asked: [],
    bytes: {},
    dropped: 0,
    silent: null,
    drop: () => (one.dropped++, (one.state = 'offline')),
    request: async (event, body) => {
      one.asked.push([event, event === 'file-part' ? body.data.byteLength : body]);
      if (one.silent === event) {
        [one.silent, one.here] = [null, false];
        throw new Error('lost');
      }
      const other = answer(event, body);
      if (other) {
        return other;
      }
      if (event === 'file') {
        const id = Object.keys(one.bytes).length + 1;
        one.bytes[id] = 0;
        return { ok: true, file: id };
      }
      if (event === 'file-part') {
        one.bytes[body.file] += body.data.byteLength;
      }
      return { ok: true };
    },
  };
  return one;
}

function filesOn(connection, more = {}) {
  const pauses = [];
  const files = new Files({ connection, isHere: () => connection.here, pause: async (ms) => pauses.push(ms), ...more });
  const refused = [];
  files.addEventListener('refused', ({ detail }) => refused.push(detail));
  files.begin(LIMITS);
  return { files, pauses, refused, lobby: new Conversation({ room: 'lobby', me: 'Ann' }) };
}

const states = (files, conversation) => files.of(conversation).map(({ name, state, error }) => [name, error ?? state]);

test('files are sent one after the other in parts, and then are those of a message', async () => {
  const connection = server();
  const { files, lobby } = filesOn(connection, { measure: async () => ({ width: 4, height: 3 }) });
  files.add(lobby, [file('a.txt', 300_000), file('b.png', 10, 'image/png')]);
  assert.ok(files.areUnderWay(lobby));
  await settled();
  assert.deepEqual(connection.asked, [
    ['file', { name: 'a.txt', type: 'text/plain', size: 300_000 }],
    ['file-part', 65_536],
    ['file-part', 131_072],
    ['file-part', 103_392],
    ['file', { name: 'b.png', type: 'image/png', size: 10, width: 4, height: 3 }],
    ['file-part', 10],
  ]);
  assert.equal(files.areUnderWay(lobby), false);
  assert.deepEqual(files.take(lobby), [
    { id: 1, name: 'a.txt', type: 'text/plain', size: 300_000 },
    { id: 2, name: 'b.png', type: 'image/png', size: 10, width: 4, height: 3 },
  ]);
  assert.deepEqual(files.of(lobby), []);
});

test('what is too large, of another type or too much is told at once, and nothing of it is sent', async () => {
  const connection = server();
  const { files, lobby, refused } = filesOn(connection);
  files.add(lobby, [file('big.txt', 1_000_001), file('page.html', 1, 'text/html'), file('unknown', 1, ''), file('fourth.txt')]);
  await settled();
  assert.deepEqual(states(files, lobby), [['big.txt', 'file-too-large'], ['page.html', 'file-type'], ['unknown', 'file-type']]);
  assert.deepEqual(refused, ['too-many-files']);
  assert.deepEqual(connection.asked, []);
  assert.ok(files.areRefused(lobby));
});

test('what the server refuses says why and can be tried again', async () => {
  let full = true;
  const connection = server({ answer: (event) => (event === 'file' && full ? { ok: false, error: 'files-full' } : null) });
  const { files, lobby } = filesOn(connection);
  files.add(lobby, [file('a.txt'), file('b.txt')]);
  await settled();
  assert.deepEqual(states(files, lobby), [['a.txt', 'files-full'], ['b.txt', 'files-full']]);
  full = false;
  files.retry(files.of(lobby)[0]);
  await settled();
  assert.deepEqual(states(files, lobby), [['a.txt', 'whole'], ['b.txt', 'files-full']]);
});

test('what is too fast for the server waits and goes on', async () => {
  let busy = 2;
  const connection = server({ answer: (event) => (event === 'file-part' && busy-- > 0 ? { ok: false, error: 'too-fast' } : null) });
  const { files, lobby, pauses } = filesOn(connection);
  files.add(lobby, [file('a.txt')]);
  await settled();
  assert.deepEqual(states(files, lobby), [['a.txt', 'whole']]);
  assert.deepEqual(pauses, [1_000, 1_000]);
  assert.equal(connection.bytes[1], 10);
});

test('a lost connection begins again with the next one, and what came before is cancelled', async () => {
  const connection = server();
  const { files, lobby } = filesOn(connection);
  connection.silent = 'file-part';
  files.add(lobby, [file('a.txt'), file('b.txt')]);
  await settled();
  assert.deepEqual(states(files, lobby), [['a.txt', 'waiting'], ['b.txt', 'waiting']]);
  assert.equal(connection.dropped, 1);
  Object.assign(connection, { here: true, state: 'online', asked: [] });
  files.begin(LIMITS);
  await settled();
  assert.deepEqual(states(files, lobby), [['a.txt', 'whole'], ['b.txt', 'whole']]);
  assert.deepEqual(connection.asked[0], ['file-cancel', { file: 1 }]);
  assert.deepEqual(files.take(lobby).map(({ id }) => id), [2, 3]);
});

test('a file that is removed is cancelled, also while it is sent', async () => {
  const connection = server();
  const { files, lobby } = filesOn(connection);
  files.add(lobby, [file('a.txt', 300_000), file('b.txt')]);
  files.remove(files.of(lobby)[0]);
  await settled();
  assert.deepEqual(states(files, lobby), [['b.txt', 'whole']]);
  assert.deepEqual(connection.asked.filter(([event]) => event === 'file-cancel'), [['file-cancel', { file: 1 }]]);
  files.remove(files.of(lobby)[0]);
  assert.deepEqual(connection.asked.at(-1), ['file-cancel', { file: 2 }]);
});

test('what cannot be read says so', async () => {
  const { files, lobby } = filesOn(server());
  const gone = { name: 'gone.txt', type: 'text/plain', size: 5, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotFoundError')) }) };
  files.add(lobby, [gone]);
  await settled();
  assert.deepEqual(states(files, lobby), [['gone.txt', 'file-unreadable']]);
});

test('a message waits for its files unless something is changed before', async () => {
  const { files, lobby } = filesOn(server());
  const ready = [];
  files.addEventListener('ready', ({ detail }) => ready.push(detail));
  files.add(lobby, [file('a.txt')]);
  files.await(lobby);
  assert.ok(files.isAwaited(lobby));
  await settled();
  assert.deepEqual(ready, [lobby]);
  files.add(lobby, [file('b.txt')]);
  files.await(lobby);
  files.unawait(lobby);
  await settled();
  assert.equal(ready.length, 1);
});

test('where nothing can be shared nothing is taken', () => {
  const { files, lobby } = filesOn(server());
  files.begin(null);
  files.add(lobby, [file('a.txt')]);
  assert.deepEqual(files.of(lobby), []);
});

test('a message is sent with the ids of its files, and without them as ever', async () => {
  const asked = [];
  const connection = { state: 'online', request: async (event, body) => (asked.push(body), { ok: false, error: 'busy' }) };
  const sending = new Sending({ connection, outbox: { put() {} }, isHere: () => true });
  const lobby = new Conversation({ room: 'lobby', me: 'Ann' });
  lobby.begin([], false);
  lobby.follow();
  sending.write(lobby, '', null, [{ id: 5, name: 'a.txt', type: 'text/plain', size: 1 }]);
  sending.write(lobby, 'plain', null);
  await settled();
  assert.deepEqual(asked.map(({ text, files }) => [text, files]), [['', [5]], ['plain', undefined]]);
  assert.equal(lobby.pending[0].files[0].name, 'a.txt');
});

test('types, pictures, and what stands for a message', () => {
  assert.ok(isAllowed('image/png', ['image/*']) && isAllowed('a/b', ['*/*']) && isAllowed('a/b', ['a/b']));
  assert.ok(!isAllowed('imagex/png', ['image/*']) && !isAllowed('a/bc', ['a/b']));
  assert.ok(isPicture({ type: 'image/webp' }) && !isPicture({ type: 'image/svg+xml' }));
  const named = (...names) => names.map((name) => ({ name }));
  assert.equal(gist({ text: 'hi', files: named('a') }), 'hi');
  assert.equal(gist({ text: '', files: named('a', 'b') }), 'a, b');
  assert.equal(gist({ text: '', files: named('a', 'b', 'c', 'd') }), 'a, b, c …');
  assert.equal(gist({ text: '' }), '');
});

test('an edit keeps the files of a message, and what takes it back takes them', () => {
  const said = { id: 1, text: 'look', files: [{ id: 1, name: 'a' }] };
  const at = '2026-01-01T10:00:00.000Z';
  assert.deepEqual(changed(said, { kind: 'edit', text: 'see', at }).files, said.files);
  assert.equal(changed(said, { kind: 'delete' }).files, undefined);
});
