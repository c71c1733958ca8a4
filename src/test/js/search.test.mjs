import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Search, marked, queryOf } from '../../../webapp/app/model/search.js';

class Server extends EventTarget {
  asked = [];
  answers = [];

  request(event, body) {
    this.asked.push([event, body]);
    return new Promise((resolve, reject) => this.answers.push({ resolve, reject }));
  }

  async answer(answer) {
    this.answers.shift().resolve({ ok: true, messages: [], more: false, ...answer });
    await flush();
  }
}

const flush = async () => {
  for (let i = 0; i < 5; i++) {
    await Promise.resolve();
  }
};
const message = (id) => ({ id, kind: 'say', author: 'Ann', room: 'lobby', text: `apple ${id}`, at: '2026-01-01T12:00:00.000Z' });

let server, search, here;
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  [server, here] = [new Server(), true];
  search = new Search({ connection: server, isHere: () => here });
});

test('what is typed is words and filters, of which the last of a kind counts', () => {
  assert.deepEqual(queryOf('  red apple FROM:@Ann in:attic '), { body: { text: 'red apple', author: 'Ann', room: 'attic' }, unclear: false });
  assert.deepEqual(queryOf('in:attic in:@Bo from:x from:y').body, { text: '', with: 'Bo', author: 'y' });
  assert.deepEqual(queryOf('in:@Bo in:#attic').body, { text: '', room: 'attic' });
  assert.deepEqual(queryOf('in:大厅', '大厅').body, { text: '', room: 'lobby' });
  assert.deepEqual(queryOf('a from: see:this http://x'), { body: { text: 'a see:this http://x' }, unclear: false });
  assert.deepEqual(queryOf(' from: '), { body: null, unclear: false });
});

test('a day begins where the reader is, and what is no day is not clear', () => {
  assert.deepEqual(queryOf('after:2026-01-31 before:2026-2-1').body, {
    text: '',
    from: new Date(2026, 0, 31).toISOString(),
    to: new Date(2026, 1, 1).toISOString(),
  });
  for (const day of ['2026-02-30', '2026-13-01', 'yesterday', '26-01-01', '0001-01-01']) {
    assert.equal(queryOf(`a after:${day}`).unclear, true, day);
  }
});

test('it is looked for when the hands rest, and an answer that comes too late is dropped', async () => {
  search.type('app');
  mock.timers.tick(200);
  search.type('apple');
  mock.timers.tick(299);
  assert.deepEqual([server.asked, search.state], [[], null]);
  mock.timers.tick(1);
  assert.deepEqual(server.asked, [['search', { text: 'apple', limit: 20 }]]);
  assert.equal(search.state, 'loading');
  search.ask('pear');
  await server.answer({ messages: [message(1)] });
  assert.deepEqual([search.state, search.messages], ['loading', []]);
  await server.answer({ messages: [message(2)] });
  assert.deepEqual([search.state, search.messages.map(({ id }) => id)], ['found', [2]]);
});

test('more is what is older than what was looked at, and stays when the next page fails', async () => {
  search.ask('apple');
  await server.answer({ messages: [message(9), message(8)], more: true, next: 7 });
  search.loadMore();
  search.loadMore();
  assert.deepEqual(server.asked.slice(1), [['search', { text: 'apple', before: 7, limit: 20 }]]);
  server.answers.shift().reject(new Error('lost'));
  await flush();
  assert.deepEqual([search.state, search.error, search.messages.length], ['failed', 'unavailable', 2]);
  search.again();
  await server.answer({ messages: [message(3)] });
  assert.deepEqual([search.state, search.more, search.messages.map(({ id }) => id)], ['found', false, [9, 8, 3]]);
  search.loadMore();
  assert.equal(server.asked.length, 3);
});

test('the same is not asked again for a while, and after that it is', async () => {
  search.ask('apple');
  search.ask('apple ');
  await server.answer({ messages: [message(1)] });
  search.ask(' apple');
  assert.equal(server.asked.length, 1);
  mock.timers.tick(10_000);
  search.ask('apple');
  assert.equal(server.asked.length, 2);
});

test('a refusal, an unclear filter and a lost connection are told; to clear it ends all', async () => {
  search.ask('in:nowhere');
  await server.answer({ ok: false, error: 'unknown-room' });
  assert.deepEqual([search.state, search.error], ['failed', 'unknown-room']);
  search.ask('apple');
  await server.answer({ messages: [message(1)] });
  search.ask('apple after:soon');
  assert.deepEqual([search.state, search.error, search.messages], ['failed', 'unclear', []]);
  search.ask('after:soon');
  assert.deepEqual([search.state, search.error, server.asked.length], ['failed', 'unclear', 2]);
  here = false;
  search.ask('apple');
  await flush();
  assert.deepEqual([search.state, search.error, server.asked.length], ['failed', 'unavailable', 2]);
  search.type('pear');
  search.clear();
  mock.timers.tick(1_000);
  assert.deepEqual([search.state, search.typed, search.error, server.asked.length], [null, '', null, 2]);
});

const hits = (text, typed) => {
  search.ask(typed);
  return marked(text, search.words).parts.map(({ text: part, hit }) => (hit ? `[${part}]` : part)).join('');
};

test('words are marked where the server finds them, and nothing of a text is lost', () => {
  assert.equal(hits('The <b>Deployment</b> redeploys', 'deploy THE'), '[The] <b>[Deploy]ment</b> redeploys');
  assert.equal(hits('我的猫很好，猫！', '猫'), '我的[猫]很好，[猫]！');
  assert.equal(hits('x猫 ﾈｺ ＦＵＬＬ', 'ネコ full 猫'), 'x[猫] [ﾈｺ] [ＦＵＬＬ]');
  assert.equal(hits('ok 👍🏽 👍', '👍'), 'ok [👍]🏽 [👍]');
  assert.equal(hits('nothing', 'from:ann'), 'nothing');
  assert.equal(hits('deployment', 'dep deploy'), '[deploy]ment');
});

test('of a long text what is around the first hit is shown, without half a character', () => {
  search.ask('needle');
  const { parts, cut } = marked(`${'😀 '.repeat(200)}needle ${'straw '.repeat(100)}`, search.words);
  assert.deepEqual(cut, { before: true, after: true });
  assert.equal(parts[1].text, 'needle');
  assert.ok(parts.map(({ text }) => text).join('').isWellFormed?.() ?? true);
  assert.ok(parts.reduce((sum, { text }) => sum + text.length, 0) <= 280);
  assert.deepEqual(marked('short', search.words), { parts: [{ text: 'short', hit: false }], cut: { before: false, after: false } });
});
