/**
 * What was written and is not known to be stored, as the browser remembers it: it survives a reload and is of all tabs.
 * Each entry has a key of its own, so that tabs do not write over each other.
 *
 * An entry: {uuid, me, who, room, text, files, at, state: 'waiting' | 'refused', error}; me is the writer's name as names.js folds it, who the
 * reader's name, or null in a room.
 */
export class Outbox {
  #memory;

  constructor(memory) {
    this.#memory = memory;
  }

  /** What this person has to send, oldest first. */
  of(me) {
    return this.#all()
      .filter((entry) => entry.me === me)
      .sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  put(entry) {
    this.#memory.set(`outbox.${entry.uuid}`, entry);
  }

  remove(uuid) {
    this.#memory.set(`outbox.${uuid}`, undefined);
  }

  clear() {
    this.#all().forEach((entry) => this.remove(entry.uuid));
  }

  #all() {
    return this.#memory.all('outbox.');
  }
}

/** A UUID of random bytes (RFC 9562, section 5.4). crypto.randomUUID() is only there on pages over TLS and on loopback. */
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
