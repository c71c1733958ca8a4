/**
 * What the reader wants to be told while not looking, as this browser remembers it: private messages and mentions, with a sound or
 * without, and nothing of what is muted. Events: 'change'.
 */
export class Alerts extends EventTarget {
  #memory;

  constructor({ memory }) {
    super();
    this.#memory = memory;
  }

  /** Whether the browser shows them. */
  get shown() {
    return this.#memory.get('alerts', {}).shown ?? false;
  }

  /** Whether they make a sound. */
  get sounds() {
    return this.#memory.get('alerts', {}).sounds ?? false;
  }

  /** what: 'shown' or 'sounds'. */
  choose(what, on) {
    this.#memory.put('alerts', what, on);
    this.#changed();
  }

  isMuted({ key }) {
    return this.#memory.get('muted', {})[key] === true;
  }

  mute({ key }, on) {
    this.#memory.put('muted', key, on || undefined);
    this.#changed();
  }

  /** Whether the reader is told of something that somebody has just said. */
  isDue(conversation, mentionsReader) {
    return !this.isMuted(conversation) && (conversation.who !== null || mentionsReader);
  }

  /** How many messages wait in what is not muted. */
  count(conversations) {
    return conversations.reduce((sum, one) => sum + (this.isMuted(one) ? 0 : one.unread), 0);
  }

  forget() {
    this.#memory.set('muted', {});
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
