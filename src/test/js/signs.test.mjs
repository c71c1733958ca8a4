import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { Conversation } from '../../../webapp/app/model/conversation.js';
import { Idle } from '../../../webapp/app/model/idle.js';
import { Signs } from '../../../webapp/app/model/signs.js';

class Server extends EventTarget {
  asked = [];

  async request(event, body) {
    this.asked.push([event, body]);
    return { ok: true };
  }

  tell(event, detail) {
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }
}

const lobby = new Conversation({ room: 'lobby', me: 'Ann' });
const attic = new Conversation({ room: 'attic', me: 'Ann' });
const withBo = new Conversation({ who: 'Bo', me: 'Ann' });

let server, signs, here;
beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  [server, here] = [new Server(), true];
  signs = new Signs({ connection: server, isHere: () => here });
});

test('writing is told at once and then once in a while, until it is sent', () => {
  signs.write(lobby);
  signs.write(lobby);
  signs.write(attic);
  signs.write(withBo);
  assert.deepEqual(server.asked, [['writing', {}], ['writing', { room: 'attic' }], ['writing', { with: 'Bo' }]]);
  mock.timers.tick(3_000);
  signs.write(lobby);
  signs.sent(lobby);
  signs.write(lobby);
  assert.equal(server.asked.length, 5);
  here = false;
  mock.timers.tick(3_000);
  signs.write(lobby);
  assert.equal(server.asked.length, 5);
});

test('who is writing is shown until it is said, that person goes, or a while has passed', () => {
  server.tell('writing', { conversation: '@Bo', name: 'Bo' });
  server.tell('writing', { conversation: 'lobby', name: 'Cy' });
  server.tell('writing', { conversation: 'lobby', name: 'Di' });
  assert.deepEqual([signs.writers(withBo), signs.writers(lobby), signs.writers(attic)], [['Bo'], ['Cy', 'Di'], []]);
  signs.said(lobby, 'Cy');
  signs.gone('Di');
  assert.deepEqual(signs.writers(lobby), []);
  mock.timers.tick(5_000);
  server.tell('writing', { conversation: '@Bo', name: 'Bo' });
  mock.timers.tick(5_999);
  assert.deepEqual(signs.writers(withBo), ['Bo']);
  mock.timers.tick(1);
  assert.deepEqual(signs.writers(withBo), []);
});

test('who is away is known from the beginning of a connection, and whether the reader is, is told again', () => {
  signs.begin(['Bo']);
  server.tell('away', { name: 'BO', away: false });
  server.tell('away', { name: 'Cy', away: true });
  assert.deepEqual([...signs.away], ['cy']);
  signs.be(true);
  signs.be(true);
  signs.begin([]);
  assert.deepEqual(server.asked, [['away', { away: true }], ['away', { away: true }]]);
});

test('nobody is there after five minutes without a sign, and somebody again at the next', () => {
  const told = [];
  const idle = new Idle((away) => told.push(away));
  mock.timers.tick(299_999);
  idle.touched();
  mock.timers.tick(299_999);
  assert.deepEqual(told, []);
  mock.timers.tick(1);
  idle.touched();
  idle.touched();
  assert.deepEqual(told, [true, false]);
  idle.stop();
});
