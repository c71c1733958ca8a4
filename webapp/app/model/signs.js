import { fold } from './names.js';

const SHOW_FOR = 6_000; // ms that somebody is writing after the last sign of it
const TELL_EVERY = 3_000; // ms between two signs of the reader

/**
 * Who is away, and who is writing where. Events: 'change'. Signs may be lost and are never sent again; whether the reader is away is told
 * at every new connection.
 */
export class Signs extends EventTarget {
  /** The folded names of those who are away. */
  away = new Set();

  #connection;
  #isHere;
  #amAway = false;
  #toldAt = new Map(); // key of a conversation -> when the reader's writing was told
  #writers = new Map(); // what the server calls a conversation, folded -> name -> timer

  /** isHere(): whether the server knows who the reader is. */
  constructor({ connection, isHere }) {
    super();
    this.#connection = connection;
    this.#isHere = isHere;
    connection.addEventListener('away', ({ detail }) => this.#heardAway(detail));
    connection.addEventListener('writing', ({ detail }) => this.#heardWriting(detail));
  }

  /** A new connection: those of these names are away. */
  begin(names) {
    this.away = new Set(names.map(fold));
    if (this.#amAway) {
      this.#tell('away', { away: true });
    }
    this.#changed();
  }

  /** Whether nobody sits before this page. */
  be(away) {
    if (away !== this.#amAway) {
      this.#amAway = away;
      this.#tell('away', { away });
    }
  }

  /** The reader writes in a conversation (model/conversation.js). */
  write({ key, who, room, isLobby }) {
    const now = Date.now();
    if (now - (this.#toldAt.get(key) ?? -Infinity) >= TELL_EVERY) {
      this.#toldAt.set(key, now);
      this.#tell('writing', who !== null ? { with: who } : isLobby ? {} : { room });
    }
  }

  /** The reader has sent it: what is written next is something new. */
  sent({ key }) {
    this.#toldAt.delete(key);
  }

  /** Who is writing in a conversation, beside the reader. */
  writers({ id }) {
    return [...(this.#writers.get(fold(id))?.keys() ?? [])];
  }

  /** Somebody has said it. */
  said({ id }, author) {
    this.#forget(fold(id), author);
  }

  /** Somebody has left the chat. */
  gone(name) {
    this.away.delete(fold(name));
    [...this.#writers.keys()].forEach((id) => this.#forget(id, name));
  }

  #heardAway({ name, away }) {
    this.away = new Set(this.away);
    this.away[away ? 'add' : 'delete'](fold(name));
    this.#changed();
  }

  #heardWriting({ conversation, name }) {
    const id = fold(conversation);
    const writers = this.#writers.get(id) ?? new Map();
    clearTimeout(writers.get(name));
    writers.set(name, setTimeout(() => this.#forget(id, name), SHOW_FOR));
    this.#writers.set(id, writers);
    this.#changed();
  }

  #forget(id, name) {
    const writers = this.#writers.get(id);
    if (writers?.has(name)) {
      clearTimeout(writers.get(name));
      writers.delete(name);
      this.#changed();
    }
  }

  #tell(event, body) {
    if (this.#isHere()) {
      this.#connection.request(event, body).catch(() => {}); // it matters for a moment only
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
