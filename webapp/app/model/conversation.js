import { same } from './names.js';

const KEPT = 300; // messages that stay when a reader at the newest lets go of the oldest
const LET_GO_AT = 400;

/**
 * The lobby, or what two people say to each other. Holds an unbroken run of messages up to the newest, what is still being
 * sent, and how far its reader has read. Event: 'change'.
 *
 * While the run is not known to be unbroken (before the first page, after a lost connection) what arrives waits, until
 * whoever fetches what is missing calls follow().
 */
export class Conversation extends EventTarget {
  messages = [];
  /**
   * Sent and not known to be stored, oldest first: {local, text, at, state: 'waiting' | 'refused', error, since, emitted}.
   * emitted: it may have reached the server, and then its message has an id after `since`.
   */
  pending = [];
  /** Whether the server may have messages before the first here. */
  older = true;
  /** Up to this id nothing is missing; null before the first page. */
  cursor = null;
  loading = false;
  draft = '';
  /** The line "new since you left" stands after this id; null when there is none. */
  newAfter = null;

  #following = false;
  #arrived = [];
  #readUpTo;
  #nextLocal = 1;

  /** who: the other person's name, or null for the lobby. readUpTo: an id, or null when nothing here was ever read. */
  constructor(who, { me, readUpTo = null } = {}) {
    super();
    this.who = who;
    this.me = me;
    this.#readUpTo = readUpTo;
  }

  get readUpTo() {
    return this.#readUpTo ?? 0;
  }

  /** How many messages of others are not read. */
  get unread() {
    let count = 0;
    for (let i = this.messages.length - 1; i >= 0 && this.messages[i].id > this.readUpTo; i--) {
      count += this.#isNews(this.messages[i]) ? 1 : 0;
    }
    return count;
  }

  get newest() {
    return this.messages.at(-1)?.id ?? 0;
  }

  /** The newest page in place of all that was here. */
  replace(messages, older) {
    const first = this.cursor === null;
    this.messages = messages;
    this.older = older;
    this.cursor = this.newest;
    if (first && this.who === null && this.#readUpTo === null) {
      this.#readUpTo = this.newest; // somebody who comes for the first time has missed nothing
    }
    this.#changed();
  }

  /** A page that follows the cursor. */
  append(messages) {
    messages.forEach((message) => this.#put(message));
    this.#changed();
  }

  /** A page before the first message. */
  prepend(messages, older) {
    const first = this.messages[0]?.id ?? Infinity;
    this.messages = [...messages.filter((message) => message.id < first), ...this.messages];
    this.older = older;
    this.#changed();
  }

  get following() {
    return this.#following;
  }

  /** The run is unbroken from here on. */
  follow() {
    this.#following = true;
    this.append(this.#arrived.splice(0));
  }

  /** The run may break from here on: what arrives waits. */
  unfollow() {
    this.#following = false;
    this.#arrived = [];
    this.#changed();
  }

  /** A message that the server sent by itself. */
  receive(message) {
    if (this.#following) {
      this.#put(message);
      this.#changed();
    } else {
      this.#arrived.push(message);
    }
  }

  queue(text) {
    const at = new Date().toISOString();
    const entry = { local: this.#nextLocal++, text, at, state: 'waiting', error: null, since: 0, emitted: false };
    this.pending = [...this.pending, entry];
    this.newAfter = null;
    this.#changed();
    return entry;
  }

  /** Takes up what an earlier visit had not got through. */
  restore(entries) {
    this.pending = entries.map((entry) => ({ ...entry, local: this.#nextLocal++ }));
    this.#changed();
  }

  /** It goes to the server now, perhaps not for the first time. */
  emit(entry) {
    if (!entry.emitted) {
      Object.assign(entry, { emitted: true, since: this.cursor });
    }
  }

  /** The entry is stored as this message. The cursor stays: what came before it may still be on its way. */
  settle(entry, message) {
    message.claimed = true;
    this.#insert(message);
    this.discard(entry);
  }

  /** stored: 'no', or 'perhaps' when there was no answer; then its message, should it come, settles it. */
  refuse(entry, error, stored = 'no') {
    Object.assign(entry, { state: 'refused', error, emitted: stored === 'perhaps' });
    if (!this.pending.includes(entry)) {
      this.pending = [...this.pending, entry];
    }
    this.#changed();
  }

  wait(entry) {
    Object.assign(entry, { state: 'waiting', error: null });
    this.#changed();
  }

  discard(entry) {
    this.pending = this.pending.filter((other) => other !== entry);
    this.#changed();
  }

  /** Settles those that were sent without an answer and are in the run all the same; what remains has to be sent again. */
  claim() {
    this.messages.forEach((message) => this.#claim(message));
  }

  /** The reader opens it or comes back to it. */
  enter() {
    this.newAfter = this.unread ? this.readUpTo : null;
    this.#changed();
  }

  /** The reader has the newest in view; what is far above may go. Answers whether anything changed. */
  read() {
    if (this.messages.length > LET_GO_AT) {
      this.messages = this.messages.slice(-KEPT);
      this.older = true;
    }
    if (this.newest <= this.readUpTo) {
      return false;
    }
    this.#readUpTo = this.newest;
    this.#changed();
    return true;
  }

  #put(message) {
    if (this.#insert(message)) {
      this.#claim(message);
    }
    this.cursor = Math.max(this.cursor ?? 0, message.id);
  }

  /** A message of ours may be one whose answer is late or lost. */
  #claim(message) {
    const entry = message.claimed ? undefined : this.pending.find((one) => one.emitted && this.#isOf(one, message));
    if (entry) {
      message.claimed = true;
      this.discard(entry);
    }
  }

  /** Where its id says; answers false if it is here already. */
  #insert(message) {
    let at = this.messages.length;
    while (at > 0 && this.messages[at - 1].id > message.id) {
      at--;
    }
    if (this.messages[at - 1]?.id === message.id) {
      return false;
    }
    this.messages = [...this.messages.slice(0, at), message, ...this.messages.slice(at)];
    return true;
  }

  #isOf(entry, message) {
    return message.id > entry.since && this.#isText(message) && message.text === entry.text && same(message.author, this.me);
  }

  #isNews(message) {
    return this.#isText(message) && !same(message.author, this.me);
  }

  #isText(message) {
    return message.kind === 'say' || message.kind === 'whisper';
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
