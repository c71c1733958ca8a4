import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { isChange } from '../../../webapp/app/model/changes.js';
import { Chat } from '../../../webapp/app/model/chat.js';
import { Memory } from '../../../webapp/app/model/memory.js';
import { Outbox, uuid } from '../../../webapp/app/model/outbox.js';

/** A server in memory that the test steers: it holds back answers where a test says so. */
class Server extends EventTarget {
  state = 'connecting';
  log = [];
  people = ['Bo'];
  asked = [];
  silent = new Set(); // events that get no answer before the connection is lost
  refusals = {};
  account = null;
  guests = true;
  read = {}; // marks by conversation
  away = [];
  rooms = []; // of which the reader is a member
  knowsStandings = true;
  #waiting = [];

  come() {
    this.#become('online');
  }

  lose() {
    this.#become('offline');
    this.#waiting.splice(0).forEach((reject) => reject(new Error('lost')));
  }

  retry() {}

  settle() {
    this.settled = true;
  }

  drop() {
    this.lose();
  }

  renew() {
    this.lose();
  }

  put(message) {
    const whole = { id: this.log.length + 1, at: '2026-01-01T09:00:00.000Z', kind: 'say', room: 'lobby', ...message };
    this.log.push(whole);
    return whole;
  }

  tell(message) {
    this.dispatchEvent(new CustomEvent('message', { detail: { ...message } }));
  }

  async request(event, body) {
    this.asked.push([event, body]);
    if (this.silent.has(event)) {
      return new Promise((_, reject) => this.#waiting.push(reject));
    }
    await null;
    const refusal = this.refusals[event];
    return refusal ? { ok: false, error: refusal } : { ok: true, ...this[`_${event}`](body) };
  }

  _who() {
    return { account: this.account, guests: this.guests };
  }

  _join({ name = 'Ann', last }) { // or the code of her other device
    const missed = last === undefined ? this._history({}) : this._history({ after: last });
    const page = last !== undefined && missed.more ? { ...this._history({}), gap: true } : { ...missed, gap: false };
    const people = [...this.people, name];
    const conversations = this.knowsStandings ? this.#standings() : [];
    return { me: name, token: 'secret', room: 'lobby', people, away: this.away, ...page, conversations, rooms: this.rooms };
  }

  _say(body) {
    return this.#store({ author: 'Ann', ...body });
  }

  _whisper(body) {
    return this.#store({ author: 'Ann', kind: 'whisper', ...body });
  }

  _read({ conversation, id }) {
    this.read[conversation] = id;
  }

  _forget() {}

  _members() {
    return { members: ['Bo', 'Ann'] };
  }

  change(room, member) {
    this.dispatchEvent(new CustomEvent('room', { detail: { topic: '', private: false, ...room, member } }));
  }

  #store(message) {
    return { message: { ...(this.log.find((one) => one.uuid === message.uuid) ?? this.put(message)) } };
  }

  #standings() {
    const known = new Map(['lobby', ...this.rooms.map(({ name }) => name)].map((name) => [name, []]));
    for (const message of this.log) {
      const who = message.author === 'Ann' ? message.to : message.author;
      const conversation = message.kind === 'whisper' ? `@${who}` : message.room;
      if (message.kind === 'whisper' || known.has(conversation)) {
        known.set(conversation, [...(known.get(conversation) ?? []), message]);
      }
    }
    return [...known].map(([conversation, messages]) => {
      const last = messages.at(-1)?.id ?? 0;
      this.read[conversation] ??= conversation === 'lobby' ? last : 0;
      const unread = messages.filter((one) => one.id > this.read[conversation] && one.author !== 'Ann').length;
      return { conversation, last, read: this.read[conversation], unread };
    });
  }

  _history({ with: who, room = 'lobby', before = Infinity, after = 0, limit = 50 }) {
    const all = this.log.filter((one) =>
      who ? one.kind === 'whisper' && [one.author, one.to].includes(who) : one.kind !== 'whisper' && one.room === room,
    );
    const found = all.filter((one) => one.id < before && one.id > after && (after || !isChange(one)));
    const page = after ? found.slice(0, limit) : found.slice(-limit);
    return { messages: page.map((one) => ({ ...one })), more: found.length > page.length };
  }

  #become(state) {
    this.settled = false;
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }
}

class Storage {
  #entries = new Map();
  getItem = (key) => this.#entries.get(key) ?? null;
  setItem = (key, value) => this.#entries.set(key, value);
  removeItem = (key) => this.#entries.delete(key);
  key = (at) => [...this.#entries.keys()][at];
  get length() {
    return this.#entries.size;
  }
}

let server, chat, memory;

/** All that is under way without a timer is through. */
const settled = () => new Promise((done) => setImmediate(done));
const texts = (conversation = chat.conversation) => conversation.messages.map((one) => one.text);
const asked = (event) => server.asked.filter(([name]) => name === event).map(([, body]) => body);
const say = (text, author = 'Bo') => server.put({ author, text });

function visitAgain(options) {
  server.state = 'connecting';
  const remembered = new Memory(() => memory);
  chat = new Chat({ connection: server, memory: remembered, outbox: new Outbox(remembered), ...options });
}

async function joined() {
  server.come();
  chat.join('Ann');
  await settled();
}

beforeEach(() => {
  [server, memory] = [new Server(), new Storage()];
  visitAgain();
});

test('a first visit has the newest page, and nothing in it is unread', async () => {
  say('one');
  await joined();
  assert.equal(chat.phase, 'here');
  assert.deepEqual(texts(), ['one']);
  assert.equal(chat.conversation.unread, 0);
});

test('a refused name leads back to the name with its reason', async () => {
  server.refusals.join = 'name-taken';
  await joined();
  assert.deepEqual([chat.phase, chat.refusal], ['naming', 'name-taken']);
});

test('a new token is confirmed at once, so that the name is kept', async () => {
  await joined();
  assert.equal(asked('read').length, 1);
  server.lose();
  server.come();
  await settled();
  assert.equal(asked('read').length, 1);
});

test('a code from another device brings its name and its token, which are remembered', async () => {
  server.come();
  chat.joinByCode('ABCDE-FGHJK');
  await settled();
  assert.deepEqual(asked('join'), [{ code: 'ABCDE-FGHJK', last: undefined }]);
  assert.deepEqual([chat.phase, chat.me, asked('read').length], ['here', 'Ann', 1]);
  server.lose();
  server.come();
  await settled();
  assert.deepEqual(asked('join').at(-1), { name: 'Ann', token: 'secret', last: 0 });
  visitAgain();
  server.come();
  await settled();
  assert.deepEqual(asked('join').at(-1), { name: 'Ann', token: 'secret', last: undefined });
});

test('a code that is refused leads back, and a name can be chosen instead', async () => {
  server.come();
  server.refusals.join = 'unknown-code';
  chat.joinByCode('wrong');
  await settled();
  assert.deepEqual([chat.phase, chat.refusal, chat.lastName], ['naming', 'unknown-code', '']);
  server.refusals = {};
  chat.join('Ann');
  await settled();
  assert.deepEqual(asked('join').at(-1), { name: 'Ann', token: undefined, last: undefined });
});

test('a code whose answer was lost is shown once more, as the server may not have got it', async () => {
  server.come();
  server.silent.add('join');
  chat.joinByCode('ABCDE-FGHJK');
  await settled();
  server.lose();
  server.silent.clear();
  server.refusals.join = 'unknown-code';
  server.come();
  await settled();
  assert.equal(asked('join').length, 2);
  assert.deepEqual([chat.phase, chat.refusal], ['naming', 'unknown-code']);
});

test('a second "online" for a new transport does not join twice', async () => {
  chat.join('Ann');
  server.come();
  server.come();
  await settled();
  assert.equal(asked('join').length, 1);
});

test('name and token of the last visit join by themselves', async () => {
  await joined();
  visitAgain();
  server.come();
  await settled();
  assert.deepEqual(asked('join').at(-1), { name: 'Ann', token: 'secret', last: undefined });
});

test('messages that overtake the answer to join are kept once', async () => {
  server.come();
  chat.join('Ann');
  server.tell(say('early'));
  await settled();
  assert.deepEqual(texts(), ['early']);
});

test('what was missed while the connection was lost is fetched without gap or double', async () => {
  say('one');
  await joined();
  server.lose();
  say('two');
  const three = say('three');
  server.come();
  server.tell(three); // while what was missed is on its way
  await settled();
  server.tell(say('four'));
  assert.deepEqual(texts(), ['one', 'two', 'three', 'four']);
});

test('a message acknowledged before an older one arrived leaves no gap after a loss', async () => {
  await joined();
  say('before it, never delivered');
  chat.send('mine');
  await settled();
  server.lose();
  server.come();
  await settled();
  assert.deepEqual(texts(), ['before it, never delivered', 'mine']);
});

test('who missed more than a page goes on from the newest one, behind a gap that is filled from its end', async () => {
  say('start');
  await joined();
  server.lose();
  for (let i = 0; i < 120; i++) {
    say(`missed ${i}`);
  }
  server.come();
  await settled();
  server.tell(say('live'));
  assert.deepEqual([texts().length, texts()[0], texts()[1], texts().at(-1)], [52, 'start', 'missed 70', 'live']);
  assert.deepEqual(asked('join').at(-1).last, 1);

  const [gap] = chat.conversation.gaps;
  assert.deepEqual([gap.after, gap.before], [1, 72]);
  await Promise.all([chat.loadGap(gap), chat.loadGap(gap)]);
  assert.deepEqual([texts().length, texts()[1]], [102, 'missed 20']);
  await chat.loadGap(chat.conversation.gaps[0]);
  assert.deepEqual(texts(), server.log.map((one) => one.text));
  assert.deepEqual(chat.conversation.gaps, []);
});

test('what was changed while the connection was lost is changed here, too, behind a gap as well', async () => {
  say('first');
  say('second');
  await joined();
  server.lose();
  server.put({ author: 'Bo', kind: 'edit', target: 1, text: 'first, edited' });
  server.come();
  await settled();
  assert.deepEqual(texts(), ['first, edited', 'second']);

  server.lose();
  server.log[0].text = 'first, edited again'; // by changes of which the client gets no page
  server.log[1].text = 'second, edited';
  for (let i = 0; i < 60; i++) {
    say(`missed ${i}`);
  }
  server.come();
  await settled();
  assert.deepEqual(texts().slice(0, 3), ['first, edited again', 'second, edited', 'missed 10']);
  assert.equal(chat.conversation.gaps.length, 1);
});

test('what was missed comes though the server could not say how far a conversation is', async () => {
  server.put({ author: 'Bo', kind: 'whisper', to: 'Ann', text: 'psst' });
  await joined();
  chat.open('Bo');
  await settled();
  server.lose();
  server.put({ author: 'Bo', kind: 'whisper', to: 'Ann', text: 'missed' });
  server.knowsStandings = false;
  server.come();
  await settled();
  assert.deepEqual(texts(), ['psst', 'missed']);
});

test('what the server cannot give while somebody comes is asked for over another connection, after a longer wait', async () => {
  await joined();
  assert.equal(server.settled, true);
  chat.open('Bo');
  await settled();
  server.lose();
  server.put({ author: 'Bo', kind: 'whisper', to: 'Ann', text: 'missed' });
  server.refusals.history = 'busy';
  server.come();
  await settled();
  assert.deepEqual([server.state, server.settled, chat.phase, chat.delayed], ['offline', false, 'joining', 'busy']);

  delete server.refusals.history;
  server.come();
  await settled();
  assert.deepEqual([server.state, server.settled, texts()], ['online', true, ['missed']]);
});

test('what the server cannot give of a conversation that somebody has begun is asked for over another connection', async () => {
  await joined();
  server.refusals.history = 'unavailable';
  server.tell(server.put({ author: 'Cy', kind: 'whisper', to: 'Ann', text: 'hello' }));
  await settled();
  assert.equal(server.state, 'offline');

  delete server.refusals.history;
  server.come();
  chat.open('Cy');
  await settled();
  assert.deepEqual(texts(), ['hello']);
});

test('a change is no news, and an answer carries what it answers', async () => {
  say('question');
  await joined();
  const news = [];
  chat.addEventListener('news', ({ detail }) => news.push(detail.message.text));
  server.tell(server.put({ author: 'Bo', kind: 'react', target: 1, text: '👍' }));
  chat.revising.beginAnswer(chat.conversation, chat.conversation.messages[0]);
  chat.send('answer');
  await settled();
  assert.deepEqual(news, []);
  assert.equal(asked('say')[0].reply, 1);
  assert.equal(chat.conversation.answering, null);
});

test('a private change is of the conversation with the other person', async () => {
  await joined();
  server.tell(server.put({ author: 'Bo', kind: 'whisper', to: 'Ann', text: 'psst' }));
  await settled();
  server.tell(server.put({ author: 'Bo', kind: 'edit', to: 'Ann', room: undefined, target: 1, text: 'pssst' }));
  await settled();
  assert.deepEqual(texts(chat.conversations.get('@bo')), ['pssst']);
  assert.equal(chat.conversations.size, 2);
});

test('a gap that cannot be filled now can be asked for again', async () => {
  say('start');
  await joined();
  server.lose();
  for (let i = 0; i < 60; i++) {
    say(`missed ${i}`);
  }
  server.come();
  await settled();
  server.refusals.history = 'unavailable';
  await chat.loadGap(chat.conversation.gaps[0]);
  server.refusals = {};
  await chat.loadGap(chat.conversation.gaps[0]);
  assert.deepEqual(texts(), server.log.map((one) => one.text));
});

test('what was missed in a private conversation is fetched too, and no more than that', async () => {
  await joined();
  chat.open('Bo');
  await settled();
  server.tell(server.put({ kind: 'whisper', author: 'Bo', to: 'Ann', text: 'one' }));
  server.lose();
  server.put({ kind: 'whisper', author: 'Bo', to: 'Ann', text: 'two' });
  server.asked = [];
  server.come();
  await settled();
  assert.deepEqual(texts(), ['one', 'two']);
  assert.deepEqual(asked('history'), [{ with: 'Bo', after: 1, limit: 50 }]);
});

test('a message is waiting until it is acknowledged', async () => {
  await joined();
  chat.send('hello');
  assert.deepEqual(chat.conversation.pending.map(({ text, state }) => [text, state]), [['hello', 'waiting']]);
  await settled();
  assert.deepEqual(chat.conversation.pending, []);
  assert.deepEqual(texts(), ['hello']);
});

test('a refused message keeps its text and reason, and retry sends it', async () => {
  await joined();
  server.refusals.say = 'unavailable';
  chat.send('hello');
  await settled();
  const [entry] = chat.conversation.pending;
  assert.deepEqual([entry.state, entry.error, entry.text], ['refused', 'unavailable', 'hello']);
  server.refusals = {};
  chat.retry(entry);
  await settled();
  assert.deepEqual([chat.conversation.pending, texts()], [[], ['hello']]);
});

test('a message written without a connection is sent once there is one', async () => {
  await joined();
  server.lose();
  chat.send('later');
  await settled();
  assert.equal(asked('say').length, 0);
  server.come();
  await settled();
  assert.deepEqual([asked('say').length, texts()], [1, ['later']]);
});

test('a message whose answer was lost is sent again with the same id, and stored once', async () => {
  await joined();
  server.silent.add('say');
  chat.send('hello');
  server.silent.clear();
  const [{ uuid: id }] = asked('say');
  server.put({ author: 'Ann', text: 'hello', uuid: id });
  server.lose();
  await settled();
  server.come();
  await settled();
  assert.deepEqual([texts(), chat.conversation.pending], [['hello'], []]);
  assert.deepEqual(server.log.map((one) => one.uuid), [id]);
});

test('a message whose sending was lost is sent again', async () => {
  say('hello', 'Ann'); // an older one of the same words is not it
  await joined();
  server.silent.add('say');
  chat.send('hello');
  server.lose();
  await settled();
  server.silent.clear();
  server.come();
  await settled();
  const ids = asked('say').map((one) => one.uuid);
  assert.deepEqual([ids.length, ids[0], texts()], [2, ids[1], ['hello', 'hello']]);
});

test('a server that does not answer is left, and asked again over a new connection', async () => {
  await joined();
  server.request = async (event) => {
    throw new Error(`no answer to ${event}`);
  };
  chat.send('hello');
  await settled();
  assert.equal(server.state, 'offline');
  delete server.request;
  server.come();
  await settled();
  assert.deepEqual([texts(), chat.conversation.pending], [['hello'], []]);
});

test('ids are UUIDs of random bytes', () => {
  assert.match(uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(uuid(), uuid());
});

test('a refused message can be taken back into the composer, behind what is there', async () => {
  await joined();
  server.refusals.say = 'text-too-long';
  chat.send('hello');
  await settled();
  chat.draft('first');
  chat.edit(chat.conversation.pending[0]);
  assert.deepEqual([chat.conversation.draft, chat.conversation.pending], ['first\nhello', []]);
  visitAgain();
  assert.deepEqual(chat.conversation.pending, []);
});

test('a refused message survives a reload with its reason, and retry sends the same one', async () => {
  await joined();
  server.refusals.say = 'unavailable';
  chat.send('hello');
  await settled();
  visitAgain();
  server.come();
  await settled();
  const [entry] = chat.conversation.pending;
  assert.deepEqual([entry.state, entry.error, asked('say').length], ['refused', 'unavailable', 1]);
  server.refusals = {};
  chat.retry(entry);
  await settled();
  assert.equal(asked('say')[1].uuid, asked('say')[0].uuid);
  assert.deepEqual(texts(), ['hello']);
});

test('the same words twice are two messages', async () => {
  await joined();
  chat.send('ok');
  chat.send('ok');
  await settled();
  server.log.forEach((message) => server.tell(message));
  assert.deepEqual([texts(), chat.conversation.pending], [['ok', 'ok'], []]);
});

test('what was not sent survives a reload, in every conversation', async () => {
  await joined();
  server.lose();
  chat.send('later');
  chat.open('Bo');
  chat.send('later, Bo');
  chat.open('lobby');
  chat.draft('half a sen');
  visitAgain();
  assert.deepEqual([chat.conversation.draft, chat.conversation.pending.map(({ text }) => text)], ['half a sen', ['later']]);
  server.come();
  await settled();
  assert.deepEqual(texts(), ['later']);
  assert.deepEqual(texts(chat.conversations.get('@bo')), ['later, Bo']);
  assert.equal(server.log.length, 2);
  visitAgain();
  assert.deepEqual(chat.conversation.pending, []);
});

test('a leading @ sends to that person alone and opens the conversation', async () => {
  await joined();
  assert.equal(chat.send('@bo psst'), null);
  await settled();
  assert.deepEqual(asked('whisper').map(({ to, text }) => [to, text]), [['Bo', 'psst']]);
  assert.equal(chat.conversation.who, 'Bo');
  assert.deepEqual(texts(), ['psst']);
});

test('a leading @ for nobody who is here sends nothing to anybody', async () => {
  await joined();
  assert.equal(chat.send('@nobody psst'), 'nobody');
  await settled();
  assert.deepEqual([asked('say'), asked('whisper')], [[], []]);
});

test('a private message opens its own conversation and counts there as unread', async () => {
  await joined();
  server.tell(server.put({ kind: 'whisper', author: 'Bo', to: 'Ann', text: 'psst' }));
  await settled();
  assert.equal(chat.active, 'lobby');
  assert.deepEqual(texts(), []);
  const conversation = chat.conversations.get('@bo');
  assert.deepEqual([texts(conversation), conversation.unread], [['psst'], 1]);
  chat.open('Bo');
  chat.look({ visible: true, atNewest: true });
  assert.equal(conversation.unread, 0);
});

test('unread counts come from the server, also of conversations that are not here yet', async () => {
  for (const text of ['one', 'two', 'three']) {
    server.put({ kind: 'whisper', author: 'Bo', to: 'Ann', text });
  }
  for (let i = 0; i < 70; i++) {
    say(`${i}`);
  }
  server.read = { lobby: 3, '@Bo': 1 };
  memory.setItem('parley.identity', JSON.stringify({ name: 'Ann', token: 'secret' }));
  visitAgain();
  await joined();
  const bo = chat.conversations.get('@bo');
  assert.deepEqual([chat.conversation.unread, bo.unread, bo.cursor], [70, 2, null]);
  server.tell(server.put({ kind: 'whisper', author: 'Bo', to: 'Ann', text: 'four' }));
  await settled();
  assert.deepEqual([bo.unread, texts(bo)], [3, ['one', 'two', 'three', 'four']]);
  chat.look({ visible: true, atNewest: true });
  await settled();
  assert.deepEqual([chat.conversation.unread, server.read.lobby], [0, 73]);
});

test('what is read in another tab is read here', async () => {
  await joined();
  server.tell(say('one'));
  assert.equal(chat.conversation.unread, 1);
  server.dispatchEvent(new CustomEvent('read', { detail: { conversation: 'lobby', id: 1 } }));
  assert.equal(chat.conversation.unread, 0);
});

test('a conversation that was taken from the list comes back with something new', async () => {
  await joined();
  server.tell(server.put({ kind: 'whisper', author: 'Bo', to: 'Ann', text: 'one' }));
  await settled();
  chat.close('@bo');
  visitAgain();
  server.come();
  await settled();
  assert.ok(!chat.conversations.has('@bo'));
  server.lose();
  server.put({ kind: 'whisper', author: 'Bo', to: 'Ann', text: 'two' });
  server.come();
  await settled();
  assert.equal(chat.conversations.get('@bo')?.unread, 2);
});

test('a conversation that was taken from the list before it was fetched stays away', async () => {
  server.put({ kind: 'whisper', author: 'Bo', to: 'Ann', text: 'one' });
  await joined();
  assert.equal(chat.conversations.get('@bo').cursor, null);
  chat.close('@bo');
  visitAgain();
  server.come();
  await settled();
  assert.ok(!chat.conversations.has('@bo'));
});

test('private messages that came while this browser was away are found', async () => {
  await joined();
  server.lose();
  server.put({ kind: 'whisper', author: 'Bo', to: 'Ann', text: 'psst' });
  server.come();
  await settled();
  assert.equal(chat.conversations.get('@bo')?.unread, 1);
});

test('unread counts what others said until it is read, and the line marks where it began', async () => {
  await joined();
  chat.look({ visible: true, atNewest: true });
  chat.look({ visible: false, atNewest: true });
  server.tell(say('one'));
  server.tell(say('two'));
  server.tell(server.put({ kind: 'join', author: 'Cy', text: '' }));
  assert.equal(chat.conversation.unread, 2);
  chat.look({ visible: true, atNewest: true });
  assert.deepEqual([chat.conversation.unread, chat.conversation.newAfter], [0, 0]);
});

test('older pages come before, once, and only one is asked for at a time', async () => {
  for (let i = 0; i < 120; i++) {
    say(`${i}`);
  }
  await joined();
  await Promise.all([chat.loadOlder(), chat.loadOlder()]);
  assert.equal(texts().length, 100);
  await chat.loadOlder();
  await chat.loadOlder();
  assert.deepEqual(texts(), server.log.map((one) => one.text));
  assert.ok(!chat.conversation.older);
});

test('a long conversation lets go of its oldest messages while its reader is at the newest', async () => {
  await joined();
  for (let i = 0; i < 450; i++) {
    server.tell(say(`${i}`));
  }
  chat.look({ visible: true, atNewest: true });
  assert.equal(texts().length, 300);
  assert.ok(chat.conversation.older);
});

test('an older page that comes when the messages behind it were let go leaves no hole', async () => {
  for (let i = 1; i <= 600; i++) {
    say(`${i}`);
  }
  await joined();
  while (chat.conversation.messages.length <= 400) {
    await chat.loadOlder();
  }
  const older = chat.loadOlder();
  chat.look({ visible: true, atNewest: true });
  await older;
  const ids = chat.conversation.messages.map(({ id }) => id);
  assert.deepEqual(ids, ids.map((_, i) => ids[0] + i));
  await chat.loadOlder();
  assert.equal(chat.conversation.messages[0].id, ids[0] - 50);
});

test('people come and go with their messages', async () => {
  await joined();
  server.tell(server.put({ kind: 'join', author: 'Cy', text: '' }));
  server.tell(server.put({ kind: 'leave', author: 'Bo', text: '' }));
  assert.deepEqual(chat.people, ['Ann', 'Cy']);
});

test('whom the server has authenticated joins by that name, and guests are told when they cannot', async () => {
  server.account = 'Ann';
  server.come();
  await settled();
  assert.deepEqual([chat.phase, chat.me], ['here', 'Ann']);

  [server, memory] = [new Server(), new Storage()];
  server.guests = false;
  visitAgain();
  server.come();
  await settled();
  assert.deepEqual([chat.phase, chat.refusal], ['naming', 'login-required']);
});

test('leaving gives the name back and forgets it', async () => {
  await joined();
  chat.leave();
  await chat.loadOlder(); // as the page does that is still shown
  assert.equal(asked('forget').length, 1);
  visitAgain();
  assert.deepEqual([chat.phase, chat.lastName], ['naming', '']);
});

test('leaving before the server has answered to a join gives the name back behind it', async () => {
  chat.join('Ann');
  server.come();
  server.asked = [];
  chat.leave();
  chat.join('Eve');
  await settled();
  server.come();
  await settled();
  assert.deepEqual(server.asked.map(([event, { name }]) => [event, name]).slice(0, 2), [['forget', undefined], ['join', 'Eve']]);
  assert.deepEqual([chat.phase, chat.me], ['here', 'Eve']);
});

const ATTIC = { name: 'attic', topic: 'dust', private: false };

test('rooms are conversations of their own, whose messages are said and unread there', async () => {
  server.rooms = [ATTIC];
  server.read = { attic: 0 };
  server.put({ room: 'attic', author: 'Bo', text: 'up here' });
  memory.setItem('parley.identity', JSON.stringify({ name: 'Ann', token: 'secret' }));
  visitAgain();
  await joined();
  assert.deepEqual([chat.conversations.get('attic').unread, texts()], [1, []]);
  await chat.show({ room: 'attic' });
  chat.send('me too');
  await settled();
  assert.deepEqual(texts(), ['up here', 'me too']);
  assert.deepEqual(asked('say').map(({ room, text }) => [room, text]), [['attic', 'me too']]);
  server.tell(server.put({ room: 'attic', author: 'Bo', text: 'hi' }));
  assert.deepEqual([texts().at(-1), texts(chat.conversations.get('lobby'))], ['hi', []]);
});

test('an @ at the beginning is a mention in a room, and sends nothing privately', async () => {
  server.rooms = [ATTIC];
  await joined();
  await chat.show({ room: 'attic' });
  chat.send('@bo look');
  await settled();
  assert.deepEqual([asked('whisper'), texts()], [[], ['@bo look']]);
});

test('what was written in a room without a connection is sent there', async () => {
  server.rooms = [ATTIC];
  await joined();
  await chat.show({ room: 'attic' });
  server.lose();
  chat.send('later');
  visitAgain();
  assert.deepEqual(chat.conversations.get('attic').pending.map(({ text }) => text), ['later']);
  server.come();
  await settled();
  await settled();
  assert.deepEqual(asked('say').map(({ room, text }) => [room, text]), [['attic', 'later']]);
});

test('a room that is not the reader\'s is looked into, and gone when another conversation is shown', async () => {
  server.put({ room: 'attic', author: 'Bo', text: 'up here' });
  await joined();
  await chat.show({ room: 'attic' });
  assert.deepEqual([chat.conversation.visiting, texts()], [true, ['up here']]);
  server.put({ room: 'attic', author: 'Bo', text: 'missed' });
  server.change(ATTIC, true);
  server.tell(server.put({ room: 'attic', kind: 'join', author: 'Ann', text: '' }));
  await settled();
  assert.deepEqual([chat.conversation.visiting, texts(), chat.conversation.unread], [false, ['up here', 'missed', ''], 0]);
  server.change(ATTIC, false);
  assert.deepEqual([chat.active, chat.conversations.has('attic')], ['lobby', false]);
});

test('who cannot become a member of a room is told why', async () => {
  await joined();
  await chat.show({ room: 'den' });
  server.refusals['join-room'] = 'too-many-rooms';
  await chat.joinRoom('den');
  assert.equal(chat.missing, 'too-many-rooms');
});

test('a room that cannot be looked into leads to the lobby, with the reason', async () => {
  await joined();
  server.refusals.history = 'unknown-room';
  await chat.show({ room: 'cellar' });
  assert.deepEqual([chat.active, chat.missing, chat.conversations.has('cellar')], ['lobby', 'unknown-room', false]);
});

test('where the chat stays in one room, it is shown empty with the reason, until the reader is let in', async () => {
  visitAgain({ stays: true });
  await joined();
  server.put({ author: 'Bo', room: 'cellar', text: 'down here' });
  server.refusals.history = 'unknown-room';
  await chat.show({ room: 'cellar' });
  assert.deepEqual([chat.active, chat.missing, texts()], ['cellar', 'unknown-room', []]);
  delete server.refusals.history;
  server.change({ name: 'cellar' }, true);
  await settled();
  assert.deepEqual([chat.active, chat.conversation.visiting, texts()], ['cellar', false, ['down here']]);
});

test('where the chat stays in one room, who leaves it looks into it from then on', async () => {
  server.rooms = [{ name: 'attic', topic: '', private: false }];
  server.put({ author: 'Bo', room: 'attic', text: 'up here' });
  visitAgain({ stays: true });
  await joined();
  await chat.show({ room: 'attic' });
  server.change({ name: 'attic' }, false);
  await settled();
  assert.deepEqual([chat.active, chat.conversation.visiting, texts()], ['attic', true, ['up here']]);
});

test('who joins and leaves a room changes its members, and not who is here', async () => {
  server.rooms = [ATTIC];
  await joined();
  assert.equal(chat.rooms.members('attic'), null);
  await settled();
  server.tell(server.put({ room: 'attic', kind: 'join', author: 'Cy', text: '' }));
  server.tell(server.put({ room: 'attic', kind: 'leave', author: 'Bo', text: '' }));
  assert.deepEqual([chat.rooms.members('attic'), chat.people], [['Ann', 'Cy'], ['Bo', 'Ann']]);
});

test('a room that was left elsewhere while this browser was away is not here any more', async () => {
  server.rooms = [ATTIC];
  await joined();
  server.lose();
  server.rooms = [];
  server.come();
  await settled();
  assert.deepEqual([...chat.conversations.keys()], ['lobby']);
});

test('a message far back is shown with what is around it, and what is between loads as a gap', async () => {
  for (let i = 1; i <= 200; i++) {
    say(`${i}`);
  }
  await joined();
  await chat.show({ room: 'lobby', id: 60 });
  const before = chat.target;
  assert.deepEqual(before, { id: 60 });
  await chat.show({ room: 'lobby', id: 60 });
  assert.notEqual(chat.target, before);
  assert.deepEqual([texts()[0], texts()[49], texts()[50]], ['36', '85', '151']);
  assert.deepEqual(chat.conversation.gaps.map(({ after, before }) => [after, before]), [[85, 151]]);
  await chat.show({ room: 'lobby', id: 110 });
  assert.deepEqual(chat.conversation.gaps.map(({ after, before }) => [after, before]), [[135, 151]]);
  for (const gap of [...chat.conversation.gaps]) {
    await chat.loadGap(gap);
  }
  await chat.loadOlder();
  assert.deepEqual(texts(), server.log.map((one) => one.text));
});

test('a message that is not there is said to be missing', async () => {
  say('one');
  await joined();
  await chat.show({ room: 'lobby', id: 7 });
  assert.deepEqual([chat.target, chat.missing], [null, 'unknown-message']);
});
