import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timeline } from '../../../webapp/app/model/timeline.js';

let id = 0;
const at = (day, hour, minute) => new Date(2026, 0, day, hour, minute).toISOString();
const say = (author, when) => ({ id: ++id, kind: 'say', author, text: 'x', at: when });
const coming = (kind, author) => ({ id: ++id, kind, author, text: '', at: at(1, 9, 0) });
const show = (messages, more = {}) => new Timeline().rows({ messages, pending: [], me: 'Ann', newAfter: null, ...more });
const shape = (rows) => rows.map((row) => (row.head ? `${row.kind}+` : row.kind)).join(' ');

test('messages of one author within five minutes are a group, a day or somebody else ends it', () => {
  assert.equal(shape(show([say('Bo', at(1, 9, 0)), say('bo', at(1, 9, 4)), say('Bo', at(1, 9, 5))])), 'day message+ message message+');
  assert.equal(shape(show([say('Bo', at(1, 9, 0)), say('Ann', at(1, 9, 0)), say('Bo', at(1, 9, 0))])), 'day message+ message+ message+');
  assert.equal(shape(show([say('Bo', at(1, 23, 59)), say('Bo', at(2, 0, 0))])), 'day message+ day message+');
});

test('who comes and goes is one line, and who did both is not in it', () => {
  const [, row] = show([coming('join', 'Bo'), coming('join', 'Cy'), coming('leave', 'bo'), coming('leave', 'Di')]);
  assert.deepEqual([row.joined, row.left], [['Cy'], ['Di']]);
  assert.equal(shape(show([coming('join', 'Bo'), coming('leave', 'Bo')])), 'day');
});

test('the line "new" stands once, before the first message of somebody else after it', () => {
  const messages = [say('Bo', at(1, 9, 0)), say('Ann', at(1, 9, 1)), say('Bo', at(1, 9, 1)), say('Bo', at(1, 9, 1))];
  assert.equal(shape(show(messages, { newAfter: messages[0].id })), 'day message+ message+ new message+ message');
});

test('keys stay the same when older messages come before', () => {
  const [older, ...messages] = [say('Bo', at(1, 9, 0)), say('Bo', at(1, 9, 1)), say('Bo', at(1, 9, 2))];
  const keys = show(messages).map((row) => row.key);
  assert.deepEqual(show([older, ...messages]).map((row) => row.key).filter((key) => key !== older.id), keys);
});

test('what is being sent stands last', () => {
  const entry = { uuid: 'u', text: 'y', at: at(1, 9, 1), state: 'waiting' };
  assert.equal(shape(show([say('Ann', at(1, 9, 0))], { pending: [entry] })), 'day message+ pending');
});

test('a gap stands where it is, and the day begins again behind it', () => {
  const messages = [say('Bo', at(1, 9, 0)), say('Bo', at(1, 9, 1)), say('Bo', at(1, 9, 2))];
  const gap = { after: messages[0].id, before: messages[1].id };
  const rows = show(messages, { gaps: [gap] });
  assert.equal(shape(rows), 'day message+ gap day message+ message');
  assert.equal(rows[2].gap, gap);
  assert.equal(new Set(rows.map((row) => row.key)).size, rows.length);
});

test('rows of messages that were there before are kept, and nothing is built while nothing has changed', () => {
  const messages = [say('Bo', at(1, 9, 0)), coming('join', 'Cy'), say('Bo', at(1, 9, 1)), coming('join', 'Di')];
  const more = [coming('join', 'Ed'), say('Ann', at(1, 9, 2)), say('Ann', at(1, 9, 3)), say('Bo', at(2, 9, 0))];
  const asked = { messages, gaps: [], pending: [], me: 'Ann', newAfter: messages[0].id };
  const line = new Timeline();
  const rows = line.rows(asked);
  const before = structuredClone(rows);
  assert.equal(line.rows({ ...asked }), rows);
  for (let count = 1; count <= more.length; count++) {
    const grown = { ...asked, messages: [...messages, ...more.slice(0, count)], pending: [{ uuid: 'u', at: at(2, 9, 1) }] };
    const now = line.rows(grown);
    assert.deepEqual(now, new Timeline().rows(grown), 'as if built anew');
    assert.equal(now[1], rows[1]);
  }
  assert.deepEqual(rows, before, 'what was answered stays as it was');
});

test('an edit, older messages, another line "new" and a gap are seen', () => {
  const messages = [say('Bo', at(1, 9, 0)), say('Bo', at(1, 9, 1)), say('Bo', at(1, 9, 2))];
  const asked = { messages: messages.slice(1), gaps: [], pending: [], me: 'Ann', newAfter: null };
  const line = new Timeline();
  line.rows(asked);
  for (const change of [
    { messages: [messages[1], { ...messages[2], text: 'y' }] },
    { messages: [{ ...messages[1], deleted: true }, messages[2], say('Bo', at(1, 9, 9))] },
    { messages },
    { newAfter: messages[1].id },
    { messages, gaps: [{ after: messages[0].id, before: messages[1].id }] },
    { me: 'bo' },
  ]) {
    assert.deepEqual(line.rows({ ...asked, ...change }), new Timeline().rows({ ...asked, ...change }));
  }
});
