const EVERY = 1_000; // ms between two times that the server is told

/** Tells the server how far this person has read, in every conversation where that has moved, once in a while. */
export class Marks {
  #connection;
  #isHere;
  #moved = new Set();
  #timer = null;

  /** isHere(): whether the server knows who reads. */
  constructor({ connection, isHere }) {
    this.#connection = connection;
    this.#isHere = isHere;
  }

  /** A conversation as of model/conversation.js. */
  move(conversation) {
    this.#moved.add(conversation);
    if (this.#timer === null) {
      this.#tell();
    }
  }

  #tell() {
    this.#timer = null;
    if (!this.#isHere() || !this.#moved.size) {
      return; // after a loss the next join compares
    }
    for (const { id, readUpTo } of this.#moved) {
      this.#connection.request('read', { conversation: id, id: readUpTo }).catch(() => {});
    }
    this.#moved.clear();
    this.#timer = setTimeout(() => this.#tell(), EVERY);
  }
}
