import { same } from './names.js';

/** Who this browser is for the server: a name, and the token that keeps it for this browser. */
export class Joining {
  #connection;
  #memory;
  #identity; // {name, token}
  #asked = false; // on this connection
  #sent; // the token with which it was asked

  /** memory: keeps it between visits. */
  constructor({ connection, memory }) {
    this.#connection = connection;
    this.#memory = memory;
    this.#identity = memory.get('identity', null);
  }

  /** That of the last visit, or null. */
  get name() {
    return this.#identity?.name ?? null;
  }

  /** The proof of who the reader is; none for an account. */
  get token() {
    return this.#identity?.token;
  }

  /** To be asked for from now on. */
  as(name) {
    const token = this.#identity && same(this.#identity.name, name) ? this.#identity.token : undefined;
    this.#identity = { name, token };
  }

  /**
   * Asks the server once a connection ('online' comes again when the transport changes), and again after it was refused. last: the
   * newest message of the lobby that is here, or null. Answers null if there is no answer, and the next connection asks again, or if
   * nobody of that name wants to come any more.
   */
  async ask(last) {
    if (this.#asked) {
      return null;
    }
    this.#asked = true;
    const { name, token } = this.#identity;
    this.#sent = token;
    try {
      const answer = await this.#connection.request('join', { name, token, last: last ?? undefined });
      this.#asked = answer.ok;
      return this.#identity && same(this.#identity.name, name) ? answer : null;
    } catch {
      if (this.#connection.state === 'online') {
        this.#connection.drop();
      }
      return null;
    }
  }

  /** The connection is lost. */
  renew() {
    this.#asked = false;
  }

  /** Takes the name that the server gave. Answers whether it is another person than the one before. */
  take({ me, token }) {
    const before = this.#memory.get('identity', null);
    this.#identity = { name: me, token: token ?? undefined };
    this.#memory.set('identity', this.#identity);
    return before !== null && !same(before.name, me);
  }

  /** Whether the server has to hear that its token has arrived. */
  hasNewToken({ token }) {
    return token !== this.#sent;
  }

  forget() {
    this.#identity = null;
    this.#memory.set('identity', null);
  }
}
