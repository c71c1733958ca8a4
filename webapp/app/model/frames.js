/* WebSocket frames as bytes (RFC 6455, section 5.2): made, and taken apart bit by bit. */
import { bytesOfHex, concat } from './bytes.js';

export const OPCODES = { 0: 'continuation', 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong' };
export const opcodeName = (opcode) => OPCODES[opcode] ?? 'reserved';

/** The bytes of a frame. `mask` is null for none, `lengthBits` 7, 16 or 64 for another encoding than the shortest. */
export function frame({ fin = true, rsv = 0, opcode, payload, mask, lengthBits = 0 }) {
  const { length } = payload;
  const bits = lengthBits || (length < 126 ? 7 : length <= 0xffff ? 16 : 64);
  const number = new DataView(new ArrayBuffer(8));
  number.setBigUint64(0, BigInt(length));
  const extended = new Uint8Array(number.buffer).slice(bits === 7 ? 8 : 8 - bits / 8);
  const length7 = { 7: length, 16: 126, 64: 127 }[bits];
  const head = Uint8Array.of((fin ? 0x80 : 0) | (rsv << 4) | opcode, (mask ? 0x80 : 0) | length7);
  return concat(head, extended, mask ?? new Uint8Array(0), mask ? masked(payload, mask) : payload);
}

/** Masks or unmasks (section 5.3): the same operation. */
export const masked = (payload, mask) => payload.map((byte, i) => byte ^ mask[i % 4]);

/** The bytes of a frame that the server has described (src/docs/inspect.md); null if it read too little of it. */
export function bytesOf({ header, mask, payload }) {
  if (header === null) {
    return null;
  }
  const plain = bytesOfHex(payload.hex);
  return concat(bytesOfHex(header), mask ? masked(plain, bytesOfHex(mask)) : plain);
}

/**
 * What is in the bytes of one frame: {fields, mask, payload, plain, length, missing}. A field is {name, from, bits, value},
 * counted in bits from the frame's first; `missing` is how many bytes the frame promises that are not there.
 */
export function parse(bytes) {
  const bit = (at) => ((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
  const number = (from, count) => Array.from({ length: count }, (_, i) => bit(from + i)).reduce((sum, b) => 2 * sum + b, 0);
  const fields = [];
  let end = 0;
  const take = (name, bits) => {
    const field = { name, from: end, bits, value: number(end, bits) };
    end += bits;
    fields.push(field);
    return field.value;
  };
  ['fin', 'rsv1', 'rsv2', 'rsv3'].forEach((name) => take(name, 1));
  take('opcode', 4);
  const isMasked = take('masked', 1) === 1;
  let length = take('length7', 7);
  if (length >= 126) {
    length = take('extended', length === 126 ? 16 : 64);
  }
  const mask = isMasked ? bytes.slice(end / 8, end / 8 + 4) : null;
  if (isMasked) {
    take('mask', 32);
  }
  const payload = bytes.slice(end / 8, end / 8 + length);
  if (payload.length > 0) {
    fields.push({ name: 'payload', from: end, bits: 8 * payload.length, value: null });
  }
  const plain = mask ? masked(payload, mask) : payload;
  return { fields, mask, payload, plain, length, missing: Math.max(0, end / 8 + length - bytes.length) };
}
