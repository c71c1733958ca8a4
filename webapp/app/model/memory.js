/**
 * What a browser remembers between visits: JSON in a storage (localStorage). A storage that is full or switched off costs
 * the memory, not the chat.
 */
export class Memory {
  #storage;

  /** @param storage gives it: where it is forbidden, a browser throws as soon as it is asked for */
  constructor(storage) {
    this.#storage = storage;
  }

  get(key, otherwise) {
    try {
      return JSON.parse(this.#storage().getItem(`parley.${key}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  set(key, value) {
    try {
      if (value === undefined) {
        this.#storage().removeItem(`parley.${key}`);
      } else {
        this.#storage().setItem(`parley.${key}`, JSON.stringify(value));
      }
    } catch {
      // not kept
    }
  }

  /** Changes one entry of an object; undefined removes it. */
  put(key, entry, value) {
    this.set(key, { ...this.get(key, {}), [entry]: value });
  }

  /** The values of all keys that begin so. Each has a key of its own where several tabs may write at once. */
  all(prefix) {
    try {
      return Array.from({ length: this.#storage().length }, (_, at) => this.#storage().key(at))
        .filter((key) => key?.startsWith(`parley.${prefix}`))
        .map((key) => this.get(key.slice('parley.'.length), null))
        .filter((value) => value !== null);
    } catch {
      return [];
    }
  }
}
