import { same } from './names.js';

/** Who is in the chat, as of one message and what was heard after it. */
export class People {
  /** Their names, in the order in which they came. */
  names = [];

  #asOf = 0; // id of the message up to which `names` is what the server said

  take(names, asOf) {
    [this.names, this.#asOf] = [names, asOf];
  }

  /** A message that says who has come or gone. Answers whether it is news. */
  heed({ kind, author, id }) {
    if (id <= this.#asOf) {
      return false;
    }
    const others = this.names.filter((name) => !same(name, author));
    if (kind === 'leave') {
      this.names = others;
    } else if (others.length === this.names.length) {
      this.names = [...others, author];
    }
    return true;
  }
}
