import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Chat } from '../../../webapp/app/model/chat.js';
import { Memory } from '../../../webapp/app/model/memory.js';

/** A server in memory that the test steers: it holds back answers where a test says so. */
class Server extends EventTarget {
  state = 'connecting';
  log = [];
  people = ['Bo'];
  asked = [];
  silent = new Set(); // events that get no answer before the connection is lost
  refusals = {};
  #waiting = [];

  come() {
    this.#become('online');
  }

  lose() {
    this.#become('offline');
    this.#waiting.splice(0).forEach((reject) => reject(new Error('lost')));
  }

  retry() {}

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

  _join({ name }) {
    return { me: name, key: 'secret', room: 'lobby', people: [...this.people, name], ...this._history({}) };
  }

  _say({ text }) {
    return { message: { ...this.put({ author: 'Ann', text }) } };
  }

  _whisper({ to, text }) {
    return { message: { ...this.put({ author: 'Ann', kind: 'whisper', to, text }) } };
  }

  _history({ with: who, before = Infinity, after = 0, limit = 50 }) {
    const all = this.log.filter((one) => (who ? one.kind === 'whisper' && [one.author, one.to].includes(who) : one.kind !== 'whisper'));
    const found = all.filter((one) => one.id < before && one.id > after);
    const page = after ? found.slice(0, limit) : found.slice(-limit);
    return { messages: page.map((one) => ({ ...one })), more: found.length > page.length };
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }
}

class Storage {
  #entries = new Map();
  getItem = (key) => this.#entries.get(key) ?? null;
  setItem = (key, value) => this.#entries.set(key, value);
}

let server, chat, memory, visit;

/** All that is under way without a timer is through. */
const settled = () => new Promise((done) => setImmediate(done));
const texts = (conversation = chat.conversation) => conversation.messages.map((one) => one.text);
const asked = (event) => server.asked.filter(([name]) => name === event).map(([, body]) => body);
const say = (text, author = 'Bo') => server.put({ author, text });

function visitAgain() {
  server.state = 'connecting';
  chat = new Chat({ connection: server, memory: new Memory(memory), visit: new Memory(visit) });
}

async function joined() {
  server.come();
  chat.join('Ann');
  await settled();
}

beforeEach(() => {
  [server, memory, visit] = [new Server(), new Storage(), new Storage()];
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

test('a second "online" for a new transport does not join twice', async () => {
  chat.join('Ann');
  server.come();
  server.come();
  await settled();
  assert.equal(asked('join').length, 1);
});

test('name and key of the last visit join by themselves', async () => {
  await joined();
  visitAgain();
  server.come();
  await settled();
  assert.deepEqual(asked('join').at(-1), { name: 'Ann', key: 'secret' });
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

test('who missed more than five full pages goes on from the newest page', async () => {
  await joined();
  say('start');
  server.tell(server.log[0]);
  server.lose();
  for (let i = 0; i < 1200; i++) {
    say(`missed ${i}`);
  }
  server.come();
  await settled();
  assert.equal(texts().length, 50);
  assert.equal(texts().at(-1), 'missed 1199');
  assert.ok(chat.conversation.older);
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

test('a message whose answer was lost is not sent twice if it was stored', async () => {
  await joined();
  server.silent.add('say');
  chat.send('hello');
  say('hello', 'Ann');
  server.lose();
  await settled();
  server.silent.clear();
  server.come();
  await settled();
  assert.deepEqual([asked('say').length, texts(), chat.conversation.pending], [1, ['hello'], []]);
});

test('a message whose sending was lost is sent again if it was not stored', async () => {
  say('hello', 'Ann'); // an older one of the same words is not it
  await joined();
  server.silent.add('say');
  chat.send('hello');
  server.lose();
  await settled();
  server.silent.clear();
  server.come();
  await settled();
  assert.deepEqual([asked('say').length, texts()], [2, ['hello', 'hello']]);
});

test('the same words twice are two messages', async () => {
  await joined();
  chat.send('ok');
  chat.send('ok');
  await settled();
  server.log.forEach((message) => server.tell(message));
  assert.deepEqual([texts(), chat.conversation.pending], [['ok', 'ok'], []]);
});

test('what was not sent survives a reload', async () => {
  await joined();
  server.lose();
  chat.send('later');
  chat.draft('half a sen');
  visitAgain();
  assert.equal(chat.conversation.draft, 'half a sen');
  server.come();
  await settled();
  assert.deepEqual(texts(), ['later']);
});

test('a leading @ sends to that person alone and opens the conversation', async () => {
  await joined();
  assert.equal(chat.send('@bo psst'), null);
  await settled();
  assert.deepEqual(asked('whisper'), [{ to: 'Bo', text: 'psst' }]);
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

test('people come and go with their messages', async () => {
  await joined();
  server.tell(server.put({ kind: 'join', author: 'Cy', text: '' }));
  server.tell(server.put({ kind: 'leave', author: 'Bo', text: '' }));
  assert.deepEqual(chat.people, ['Ann', 'Cy']);
});

test('leaving forgets the name', async () => {
  await joined();
  chat.leave();
  visitAgain();
  assert.deepEqual([chat.phase, chat.lastName], ['naming', '']);
});
