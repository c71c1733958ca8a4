import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentChanges, changed } from '../../../webapp/app/model/changes.js';
import { Conversation } from '../../../webapp/app/model/conversation.js';
import { emojiCompletion, search } from '../../../webapp/app/model/emoji.js';
import { Quotes } from '../../../webapp/app/model/quotes.js';
import { Revising } from '../../../webapp/app/model/revising.js';

const said = (id, text, more) => ({ id, kind: 'say', author: 'Bo', room: 'lobby', text, at: '2026-01-01T09:00:00.000Z', ...more });
const change = (id, kind, target, text = '', author = 'Bo') => ({ id, kind, target, text, author, room: 'lobby', at: '2026-01-01T10:00:00.000Z' });

function lobby(...messages) {
  const conversation = new Conversation({ room: 'lobby', me: 'Ann' });
  conversation.begin(messages, false);
  conversation.follow();
  return conversation;
}

/** A connection that answers as a test says. */
function connection(answers) {
  const asked = [];
  return { asked, request: async (event, body) => (asked.push([event, body]), answers.shift()()) };
}

test('a change is made to what it changes, and is no message of its own', () => {
  const chat = lobby(said(1, 'helo'), said(2, 'other'));
  chat.receive(change(3, 'edit', 1, 'hello'));
  chat.receive(change(4, 'react', 1, '👍', 'Cy'));
  chat.receive(change(5, 'delete', 2));
  assert.deepEqual(chat.messages, [
    said(1, 'hello', { edited: '2026-01-01T10:00:00.000Z', reactions: [{ emoji: '👍', by: ['Cy'] }] }),
    said(2, '', { deleted: true }),
  ]);
  assert.equal(chat.cursor, 5, 'a later page begins after the change');
});

test('each person has an emoji once, and takes back only that', () => {
  let message = said(1, 'cake');
  for (const [kind, emoji, who] of [['react', '🎂', 'Ann'], ['react', '🎂', 'Cy'], ['react', '🎂', 'ann'], ['unreact', '👍', 'Ann'], ['react', '👍', 'Ann']]) {
    message = changed(message, change(2, kind, 1, emoji, who));
  }
  assert.deepEqual(message.reactions, [{ emoji: '🎂', by: ['Cy', 'ann'] }, { emoji: '👍', by: ['Ann'] }]);
  message = changed(changed(message, change(3, 'unreact', 1, '🎂', 'Cy')), change(4, 'unreact', 1, '🎂', 'Ann'));
  assert.deepEqual(message.reactions, [{ emoji: '👍', by: ['Ann'] }]);
});

test('what was taken back stays so, whatever comes after', () => {
  const gone = changed(said(1, 'oops', { reactions: [{ emoji: '👍', by: ['Cy'] }] }), change(2, 'delete', 1));
  assert.deepEqual(changed(gone, change(3, 'edit', 1, 'again')), said(1, '', { deleted: true }));
});

test('a page that was read before a change and comes after it is right', () => {
  const chat = lobby(said(5, 'newest'));
  chat.receive(change(6, 'edit', 2, 'second'));
  chat.receive(change(7, 'delete', 3));
  chat.receive(change(8, 'react', 1, '👍'));
  chat.prepend([said(3, 'oops'), said(4, 'x')], true, 5);
  chat.insert([said(1, 'first'), said(2, 'secnd')], false);
  assert.deepEqual(chat.messages.map(({ text }) => text), ['first', 'second', '', 'x', 'newest']);
  assert.equal(chat.messages[0].reactions.length, 1);
});

test('a page that has changes already is not set back by going through them again', () => {
  const changes = new RecentChanges();
  changes.add(change(3, 'edit', 1, 'second'));
  changes.add(change(2, 'edit', 1, 'first'));
  changes.add(change(2, 'edit', 1, 'first'));
  assert.equal(changes.applyTo(said(1, 'second')).text, 'second');
});

test('what was taken back is not unread', () => {
  const chat = lobby(said(1, 'a'), said(2, 'b'));
  chat.stand({ last: 0, read: 0, unread: 0 });
  assert.equal(chat.unread, 2);
  chat.receive(change(3, 'delete', 2));
  assert.equal(chat.unread, 1);
});

test('an edit leaves the draft alone, and stays in the composer until it is stored', async () => {
  const chat = lobby(said(1, 'helo', { author: 'Ann' }));
  chat.draft = 'half a sen';
  const server = connection([
    () => ({ ok: false, error: 'unavailable' }),
    () => ({ ok: true, message: change(2, 'edit', 1, 'hello', 'Ann') }),
  ]);
  const revising = new Revising({ connection: server });
  const refused = [];
  revising.addEventListener('refused', ({ detail }) => refused.push(detail));
  revising.beginEdit(chat, chat.messages[0]);

  await revising.finishEdit(chat, 'hello');
  assert.deepEqual([refused, chat.editing?.id, chat.messages[0].text], [['unavailable'], 1, 'helo']);
  await revising.finishEdit(chat, 'hello');
  assert.deepEqual([chat.editing, chat.messages[0].text, chat.draft], [null, 'hello', 'half a sen']);
  assert.deepEqual(server.asked[1], ['edit', { id: 1, text: 'hello' }]);
});

test('an edit that changes nothing asks nothing', async () => {
  const chat = lobby(said(1, 'hello', { author: 'Ann' }));
  const revising = new Revising({ connection: connection([]) });
  revising.beginEdit(chat, chat.messages[0]);
  await revising.finishEdit(chat, 'hello');
  assert.equal(chat.editing, null);
});

test('an emoji goes on and off, and a lost connection is told', async () => {
  const chat = lobby(said(1, 'cake'));
  const server = connection([
    () => ({ ok: true, message: change(2, 'react', 1, '🎂', 'Ann') }),
    () => ({ ok: true, message: change(3, 'unreact', 1, '🎂', 'Ann') }),
    () => Promise.reject(new Error('lost')),
  ]);
  const revising = new Revising({ connection: server });
  const refused = [];
  revising.addEventListener('refused', ({ detail }) => refused.push(detail));
  await revising.toggle(chat, chat.messages[0], '🎂');
  assert.deepEqual(chat.messages[0].reactions, [{ emoji: '🎂', by: ['Ann'] }]);
  await revising.toggle(chat, chat.messages[0], '🎂');
  assert.deepEqual(chat.messages[0].reactions, []);
  await revising.delete(chat, chat.messages[0]);
  assert.deepEqual(server.asked.map(([event]) => event), ['react', 'unreact', 'delete']);
  assert.deepEqual(refused, ['lost']);
});

test('what is answered is fetched once if it is not here', async () => {
  const chat = lobby(said(7, 'here'));
  let asked = 0;
  const quotes = new Quotes({ pages: { one: async (_, id) => (asked++, said(id, 'far away')) } });
  assert.equal(quotes.of(chat, 7).text, 'here');
  assert.equal(quotes.of(chat, 2), null);
  assert.equal(quotes.of(chat, 2), null);
  await new Promise((resolve) => quotes.addEventListener('change', resolve));
  assert.equal(quotes.of(chat, 2).text, 'far away');
  assert.equal(asked, 1);
});

test('a colon and the beginning of a name propose emoji, in both languages', () => {
  assert.deepEqual(emojiCompletion('so :tad', 7).found.map(({ emoji }) => emoji), ['🎉']);
  assert.deepEqual({ ...emojiCompletion('so :tad', 7), found: null }, { from: 3, to: 7, found: null });
  assert.equal(emojiCompletion(':庆祝', 3).found[0].emoji, '🎉');
  assert.equal(emojiCompletion('at 12:30', 8), null);
  assert.equal(emojiCompletion('a:ta', 4), null);
  assert.equal(emojiCompletion(':t', 2), null);
  assert.ok(search('').length > 90);
  assert.equal(new Set(search('').map(({ emoji }) => emoji)).size, search('').length);
});
