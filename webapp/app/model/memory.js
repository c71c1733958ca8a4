/**
 * What a browser remembers between visits: JSON in a storage (localStorage). A storage that is full or switched off costs
 * the memory, not the chat.
 */
export class Memory {
  #storage;

  constructor(storage) {
    this.#storage = storage;
  }

  get(key, otherwise) {
    try {
      return JSON.parse(this.#storage.getItem(`parley.${key}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  set(key, value) {
    try {
      this.#storage.setItem(`parley.${key}`, JSON.stringify(value));
    } catch {
      // held in the page's own memory only
    }
  }

  /** Changes one entry of an object; undefined removes it. */
  put(key, entry, value) {
    this.set(key, { ...this.get(key, {}), [entry]: value });
  }
}
