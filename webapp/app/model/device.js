/** Takes the reader's name to another device, by a code that is typed there. Events: 'change'. */
export class Device extends EventTarget {
  /** To be shown as it is, or null. */
  code = null;
  /** Until when it is valid, in ms since 1970. */
  until = 0;
  /** Why there is no new code: a code of the protocol, 'lost', or null. */
  error = null;

  #connection;
  #joining;
  #asking = null;

  constructor({ connection, joining }) {
    super();
    this.#connection = connection;
    this.#joining = joining;
  }

  /** An account has no token: it logs in on the other device. */
  get isPossible() {
    return Boolean(this.#joining.token);
  }

  /** Has the server make a code, instead of the one that there may be. */
  async ask() {
    const asking = (this.#asking = { at: Date.now() });
    const answer = await this.#connection.request('device-code', {}).catch(() => ({ ok: false, error: 'lost' }));
    if (this.#asking !== asking) {
      return; // asked once more, or the reader has left
    }
    this.error = answer.ok ? null : answer.error;
    if (answer.ok) {
      [this.code, this.until] = [answer.code, asking.at + answer.seconds * 1000];
    }
    this.#changed();
  }

  /** The reader is somebody else now. */
  clear() {
    [this.code, this.error, this.#asking] = [null, null, null];
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
