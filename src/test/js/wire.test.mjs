import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { acceptOf, bytesOfKey, newKey, sha1 } from '../../../webapp/app/model/accept.js';
import { bytesOfHex, bytesOfText, hexOf } from '../../../webapp/app/model/bytes.js';
import { bytesOf, frame, parse } from '../../../webapp/app/model/frames.js';
import { explain, packetsOf } from '../../../webapp/app/model/packets.js';

test('the key of RFC 6455, section 1.3, has the answer of RFC 6455', () => {
  assert.equal(acceptOf('dGhlIHNhbXBsZSBub25jZQ==').accept, 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  assert.equal(bytesOfKey(newKey()).length, 16);
  assert.equal(bytesOfKey('dGhlIHNhbXBsZSBub25jZQ='), null);
});

test('SHA-1 is right for every length around its blocks', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
    assert.equal(hexOf(sha1(bytes)), createHash('sha1').update(bytes).digest('hex'), String(length));
  }
});

test('the frames of RFC 6455, section 5.7, are made and taken apart', () => {
  const mask = bytesOfHex('37 fa 21 3d');
  assert.equal(hexOf(frame({ opcode: 1, payload: bytesOfText('Hello'), mask })), '818537fa213d7f9f4d5158');
  assert.equal(hexOf(frame({ opcode: 1, fin: false, payload: bytesOfText('Hel'), mask: null })), '010348656c');
  assert.equal(hexOf(frame({ opcode: 2, payload: new Uint8Array(256), mask: null })).slice(0, 8), '827e0100');
  assert.equal(hexOf(frame({ opcode: 2, payload: new Uint8Array(65536), mask: null })).slice(0, 20), '827f0000000000010000');

  const hello = parse(bytesOfHex('818537fa213d7f9f4d5158'));
  assert.deepEqual(
    hello.fields.map(({ name, from, bits, value }) => [name, from, bits, value]),
    [
      ['fin', 0, 1, 1], ['rsv1', 1, 1, 0], ['rsv2', 2, 1, 0], ['rsv3', 3, 1, 0], ['opcode', 4, 4, 1],
      ['masked', 8, 1, 1], ['length7', 9, 7, 5], ['mask', 16, 32, 0x37fa213d], ['payload', 48, 40, null],
    ],
  );
  assert.equal(new TextDecoder().decode(hello.plain), 'Hello');
  assert.equal(hello.missing, 0);
  assert.equal(parse(bytesOfHex('827e01')).missing, 257);
});

test('a description of the server becomes the bytes that it describes', () => {
  const payload = { hex: '48656c6c6f' };
  assert.equal(hexOf(bytesOf({ header: '818537fa213d', mask: '37fa213d', payload })), '818537fa213d7f9f4d5158');
  assert.equal(hexOf(bytesOf({ header: '8105', mask: null, payload })), '810548656c6c6f');
  assert.equal(bytesOf({ header: null, mask: null, payload }), null);
});

test('a packet is taken apart without losing a character', () => {
  const parts = (packet) => explain(packet).parts.map(({ text, name }) => `${text} ${name}`);
  assert.deepEqual(parts('2probe'), ['2 engine.ping', 'probe probe']);
  assert.deepEqual(parts('40/demo,{"sid":"a"}'), ['4 engine.message', '0 socket.connect', '/demo, namespace', '{"sid":"a"} json-connect']);
  assert.deepEqual(parts('42["a",1]'), ['4 engine.message', '2 socket.event', '["a",1] json-event']);
  assert.deepEqual(parts('42/demo,17["a"]'), ['4 engine.message', '2 socket.event', '/demo, namespace', '17 ack-wanted', '["a"] json-event']);
  assert.deepEqual(parts('461-/demo,1[0]'), ['4 engine.message', '6 socket.binary-ack', '1- attachments', '/demo, namespace', '1 ack-answered', '[0] json-ack']);
  assert.deepEqual(parts('41/demo'), ['4 engine.message', '1 socket.disconnect', '/demo namespace']);
  assert.deepEqual(parts('bAQL/'), ['b engine.binary', 'AQL/ base64']);
  assert.deepEqual(packetsOf('polling', '2\x1e42["a"]'), ['2', '42["a"]']);
  for (const packet of ['42/demo,["a,b",{"c":"/x,"}]', '4', '', '4x', '9']) {
    assert.equal(explain(packet).parts.map(({ text }) => text).join(''), packet);
  }
});
