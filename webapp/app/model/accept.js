/*
 * How a server proves that it understood the opening handshake (RFC 6455, section 4.2.2, step 5.4), step by step. SHA-1 is
 * here because a browser's own (crypto.subtle) is not there on a page that came over plain HTTP from another machine.
 */
import { bytesOfText, concat } from './bytes.js';

export const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const KEY_BYTES = 16;
const BLOCK = 64; // bytes

/** 16 random bytes in base64, as a browser makes them. */
export const newKey = () => base64(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));

/** The 16 bytes of a Sec-WebSocket-Key; null if it is none. */
export function bytesOfKey(key) {
  return /^[A-Za-z0-9+/]{21}[AQgw]==$/.test(key) ? Uint8Array.from(atob(key), (c) => c.charCodeAt(0)) : null;
}

/** {concatenation, digest, groups, accept}: what each step makes of the key. */
export function acceptOf(key) {
  const concatenation = key + GUID;
  const digest = sha1(bytesOfText(concatenation));
  const groups = groupsOf(digest);
  return { concatenation, digest, groups, accept: groups.map(({ characters }) => characters).join('') };
}

export const base64 = (bytes) => groupsOf(bytes).map(({ characters }) => characters).join('');

/** Base64 (RFC 4648, section 4) by threes: bytes, their bits in sixes (the last filled up with zeros), and the four characters. */
export function groupsOf(bytes) {
  const groups = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const three = bytes.slice(at, at + 3);
    const bits = [...three].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const sixes = bits.match(/.{1,6}/g).map((six) => six.padEnd(6, '0'));
    const characters = sixes.map((six) => ALPHABET[parseInt(six, 2)]).join('').padEnd(4, '=');
    groups.push({ bytes: three, sixes, characters });
  }
  return groups;
}

const rotated = (word, by) => (word << by) | (word >>> (32 - by));

/** SHA-1 (FIPS 180-4, section 6.1.2) of bytes: 20 bytes. */
export function sha1(message) {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const padded = paddedOf(message);
  const view = new DataView(padded.buffer);
  for (let block = 0; block < padded.length; block += BLOCK) {
    const words = Array.from({ length: 16 }, (_, i) => view.getInt32(block + 4 * i));
    for (let i = 16; i < 80; i++) {
      words.push(rotated(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1));
    }
    let [a, b, c, d, e] = state;
    words.forEach((word, i) => {
      const next = (rotated(a, 5) + mixed(i, b, c, d) + e + word) | 0;
      [a, b, c, d, e] = [next, a, rotated(b, 30), c, d];
    });
    [a, b, c, d, e].forEach((word, i) => (state[i] = (state[i] + word) | 0));
  }
  const digest = new DataView(new ArrayBuffer(20));
  state.forEach((word, i) => digest.setInt32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

function mixed(round, b, c, d) {
  if (round < 20) {
    return ((b & c) | (~b & d)) + 0x5a827999;
  } else if (round >= 40 && round < 60) {
    return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  }
  return (b ^ c ^ d) + (round < 40 ? 0x6ed9eba1 : 0xca62c1d6);
}

/** A one bit, zeros, and the length in bits, to whole blocks (section 5.1.1). */
function paddedOf(message) {
  const zeros = (2 * BLOCK - 9 - (message.length % BLOCK)) % BLOCK;
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(message.length) * 8n);
  return concat(message, Uint8Array.of(0x80), new Uint8Array(zeros), new Uint8Array(length.buffer));
}
