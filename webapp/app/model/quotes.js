const KEPT = 200; // messages that were fetched because others answer them

/** The messages that others answer, as far as they are not among those of their conversation. Events: 'change'. */
export class Quotes extends EventTarget {
  #pages;
  #known = new Map(); // id -> message, or null while it is fetched or if there is none

  /** pages: as of model/pages.js. */
  constructor({ pages }) {
    super();
    this.#pages = pages;
  }

  /** The message of that id, or null while it is not known; it is fetched then. */
  of(conversation, id) {
    const here = conversation.get(id);
    if (here) {
      return here;
    }
    if (!this.#known.has(id)) {
      this.#fetch(conversation, id);
    }
    return this.#known.get(id) ?? null;
  }

  async #fetch(conversation, id) {
    this.#keep(id, null);
    try {
      this.#keep(id, await this.#pages.one(conversation, id));
      this.dispatchEvent(new Event('change'));
    } catch {
      this.#known.delete(id); // the connection is lost; drawn again, it is asked for again
    }
  }

  #keep(id, message) {
    this.#known.delete(id);
    this.#known.set(id, message);
    if (this.#known.size > KEPT) {
      this.#known.delete(this.#known.keys().next().value);
    }
  }
}
