/* Bytes as people write them. */
const utf8 = new TextEncoder();

export const bytesOfText = (text) => utf8.encode(text);

export const hexOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The bytes of hexadecimal digits, spaces between them or not; null if it is none. */
export function bytesOfHex(text) {
  const digits = text.replace(/\s+/g, '');
  return /^(?:[0-9a-f]{2})*$/i.test(digits) ? Uint8Array.from(digits.match(/../g) ?? [], (two) => parseInt(two, 16)) : null;
}

/** The text of bytes in UTF-8; null if they are none. */
export function textOfBytes(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

export function concat(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
