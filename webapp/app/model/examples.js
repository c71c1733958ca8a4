/*
 * The frames that one can compose on the page of the handshake. Each kind makes, of what was typed and of a masking key, a
 * list of frames as bytes. What a `broken` kind makes is against a rule.
 */
import { bytesOfHex, bytesOfText, concat } from './bytes.js';
import { frame } from './frames.js';

const [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG] = [0x0, 0x1, 0x2, 0x8, 0x9, 0xa];
const RESERVED = 0x3;
const status = (code) => Uint8Array.of(code >> 8, code & 0xff);

/** Three parts of a text, cut between characters. */
function thirds(text) {
  const characters = [...text];
  const third = Math.max(1, Math.ceil(characters.length / 3));
  return [0, 1, 2].map((i) => bytesOfText(characters.slice(i * third, i === 2 ? undefined : (i + 1) * third).join('')));
}

function fragments(text, mask, between = []) {
  const [first, second, last] = thirds(text);
  return [
    frame({ fin: false, opcode: TEXT, payload: first, mask }),
    ...between,
    frame({ fin: false, opcode: CONTINUATION, payload: second, mask }),
    frame({ opcode: CONTINUATION, payload: last, mask }),
  ];
}

const one = (fields) => (text, mask) => [frame({ payload: bytesOfText(text), mask, ...fields })];

/** name -> {make(text, mask), example, broken}; `hex` kinds take hexadecimal digits. */
export const KINDS = {
  text: { example: 'Hello 你好', make: one({ opcode: TEXT }) },
  binary: { example: 'de ad be ef', hex: true, make: (text, mask) => [frame({ opcode: BINARY, payload: bytesOfHex(text), mask })] },
  fragments: { example: 'one message in three frames', make: fragments },
  interleaved: {
    example: 'a ping between two fragments',
    make: (text, mask) => fragments(text, mask, [frame({ opcode: PING, payload: bytesOfText('?'), mask })]),
  },
  ping: { example: 'are you there', make: one({ opcode: PING }) },
  pong: { example: '', make: one({ opcode: PONG }) },
  close: { example: 'bye', make: (text, mask) => [frame({ opcode: CLOSE, payload: concat(status(1000), bytesOfText(text)), mask })] },
  unmasked: { broken: true, example: 'Hello', make: (text) => [frame({ opcode: TEXT, payload: bytesOfText(text), mask: null })] },
  reserved: { broken: true, example: 'Hello', make: one({ opcode: RESERVED }) },
  rsv: { broken: true, example: 'Hello', make: one({ opcode: TEXT, rsv: 4 }) },
  fragmentedPing: { broken: true, example: '?', make: one({ opcode: PING, fin: false }) },
  longPing: {
    broken: true,
    example: '126 bytes ' + '.'.repeat(116),
    make: one({ opcode: PING }),
  },
  longLength: { broken: true, example: 'Hello', make: one({ opcode: TEXT, lengthBits: 16 }) },
  utf8: {
    broken: true,
    hex: true,
    example: '48 69 ff',
    make: (text, mask) => [frame({ opcode: TEXT, payload: bytesOfHex(text), mask })],
  },
  closeCode: {
    broken: true,
    example: '',
    make: (text, mask) => [frame({ opcode: CLOSE, payload: concat(status(1005), bytesOfText(text)), mask })],
  },
  nothing: { broken: true, example: 'Hello', make: one({ opcode: CONTINUATION }) },
};
