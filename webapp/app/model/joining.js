import { same } from './names.js';

/** Who this browser is for the server: a name, and the token that keeps it for this browser. */
export class Joining {
  #connection;
  #memory;
  #identity; // {name, token}, or {code} of another device until the server has told them
  #chosen = false; // here and not taken yet: else another page may have become somebody else meanwhile
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
    const token = same(this.name ?? '', name) ? this.token : undefined;
    this.#identity = { name, token };
    this.#chosen = true;
  }

  /** Whoever made this code on another device, from now on. */
  byCode(code) {
    this.#identity = { code };
    this.#chosen = true;
  }

  /**
   * Asks the server once a connection ('online' comes again when the transport changes), and again after it was refused. last: the
   * newest message of the lobby that is here, or null. Answers null if there is no answer, and the next connection asks again, or if
   * that person does not want to come any more.
   */
  async ask(last) {
    if (this.#asked) {
      return null;
    }
    this.#asked = true;
    const identity = this.#identity;
    this.#sent = identity.token;
    try {
      const answer = await this.#connection.request('join', { ...identity, last: last ?? undefined });
      this.#asked = answer.ok;
      return isOne(this.#identity, identity) ? answer : null;
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

  /**
   * Takes the name that the server gave. Answers whether it is another person than the one before. A page that only comes again, as
   * who it was, leaves the browser to whom the reader has chosen to be on another page since.
   */
  take({ me, token }) {
    const before = this.#memory.get('identity', null);
    const isOutdated = !this.#chosen && before !== null && !same(before.name, this.name ?? '');
    this.#identity = { name: me, token: token ?? undefined };
    this.#chosen = false;
    if (isOutdated) {
      return false;
    }
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

/** Whether the first, which may be null, is still who the second wanted to be. */
const isOne = (now, then) => now?.code === then.code && same(now?.name ?? '', then.name ?? '');
