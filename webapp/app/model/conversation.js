import { RecentChanges, changed, isChange, isSaid } from './changes.js';
import { fold, same } from './names.js';

/** The room where everybody is. */
export const LOBBY = 'lobby';

const KEPT = 300; // messages that stay when a reader at the newest lets go of the oldest
const LET_GO_AT = 400;

/**
 * A room, or what two people say to each other. Holds messages up to the newest in the order of their ids, what is still
 * being sent, and how far its reader has read. Events: 'change', and 'stored' (CustomEvent, detail = the id that was given to it)
 * for what this reader has said.
 *
 * While it is not known that nothing is missing before the newest (before the first page, after a lost connection) what
 * arrives waits, until whoever fetches what is missing calls follow(). What was too much to be fetched is a gap.
 *
 * A message that changes another (model/changes.js) is not among the messages: what it changes is another one from then on.
 */
export class Conversation extends EventTarget {
  messages = [];
  /** Messages between two ids that were not fetched, oldest first: {after, before, loading}. */
  gaps = [];
  /** Not known to be stored, oldest first: {uuid, text, at, state: 'waiting' | 'refused', error}. */
  pending = [];
  /** Whether the server may have messages before the first here. */
  older = true;
  /** Up to this id nothing but the gaps is missing, and every change is made; null before the first page. */
  cursor = null;
  loading = false;
  draft = '';
  /** The message that is being edited: {id, text, was}, or null. */
  editing = null;
  /** The id of the message that is answered by what is written next, or null. */
  answering = null;
  /** The line "new since you left" stands after this id; null when there is none. */
  newAfter = null;
  readUpTo = 0;

  #following = false;
  #arrived = [];
  #changes = new RecentChanges();
  /** What the server counted when this connection began: so many unread up to that id. */
  #counted = { last: 0, unread: 0 };

  /** Of a room that the reader only looks into: nothing comes from it by itself. */
  visiting = false;

  /** who: the other person's name, or null in a room. room: its name, or null. me: the reader's name. */
  constructor({ who = null, room = null, me }) {
    super();
    this.who = who;
    this.room = room;
    this.me = me;
    this.key = keyOf({ who, room });
  }

  /** What the server calls it. */
  get id() {
    return this.room ?? `@${this.who}`;
  }

  get isLobby() {
    return this.room === LOBBY;
  }

  /** How many messages of others are not read, those that are not here included. */
  get unread() {
    let here = 0; // up to what the server counted
    let after = 0;
    for (let i = this.messages.length - 1; i >= 0 && this.messages[i].id > this.readUpTo; i--) {
      const news = this.#isNews(this.messages[i]) ? 1 : 0;
      if (this.messages[i].id > this.#counted.last) {
        after += news;
      } else {
        here += news;
      }
    }
    return after + (this.readUpTo < this.#counted.last ? Math.max(here, this.#counted.unread) : 0);
  }

  get newest() {
    return this.messages.at(-1)?.id ?? 0;
  }

  /** The id of the newest message that is known of, here or not. */
  get heardOf() {
    return Math.max(this.newest, this.#counted.last, ...this.#arrived.map(({ id }) => id));
  }

  /** What the server knows of this reader here: {last, read, unread}. */
  stand({ last, read, unread }) {
    this.#counted = { last, unread: this.readUpTo > read ? 0 : unread }; // it does not know yet what was read here since
    this.readUpTo = Math.max(this.readUpTo, read);
    this.#changed();
  }

  /** Whether the server has something after what is here. */
  isBehind(last) {
    return this.cursor !== null && last > this.cursor;
  }

  /** The newest page: the first one here, or one with a gap before it. */
  begin(messages, older) {
    if (this.cursor === null) {
      this.messages = messages.map((message) => this.#changes.applyTo(message));
      this.older = older;
      this.cursor = this.newest;
    } else {
      this.gaps = [...this.gaps, { after: this.cursor, before: messages[0].id, loading: false }];
      this.#put(messages);
    }
    this.#settleStored(messages);
    this.#changed();
  }

  /** The last messages up to the cursor once more, as they are now; what is further above is let go. */
  renew(messages, older) {
    this.#changes = new RecentChanges(); // older than these, which have them
    this.messages = messages;
    this.gaps = [];
    this.older = older;
    this.#changed();
  }

  /** A page that follows the cursor. */
  append(messages) {
    this.#put(messages);
    this.#settleStored(messages);
    this.#changed();
  }

  /** A page before the message of that id, which was the first when the page was asked for; if it is not any more, the page is of no use. */
  prepend(messages, older, first) {
    if (this.messages[0]?.id === first) {
      this.messages = [...messages.map((message) => this.#changes.applyTo(message)), ...this.messages];
      this.older = older;
    }
    this.#settleStored(messages);
    this.#changed();
  }

  has(id) {
    return this.get(id) !== null;
  }

  /** The message of that id, or null if it is not here. */
  get(id) {
    const message = this.messages[this.#countUpTo(id) - 1];
    return message?.id === id ? message : null;
  }

  /** Messages that follow each other, anywhere before the newest; older: whether there is more before them. */
  insert(messages, older) {
    const [first, from, to] = [this.messages[0]?.id ?? Infinity, messages[0].id, messages.at(-1).id];
    this.gaps = this.gaps.flatMap((gap) => withoutPart(gap, from, to));
    if (from < first) {
      this.older = older;
      if (to < first) {
        this.gaps = [{ after: to, before: first, loading: false }, ...this.gaps];
      }
    }
    this.#insert(messages);
    this.#settleStored(messages);
    this.#changed();
  }

  /** A page before the end of a gap. */
  fill(gap, messages, older) {
    const missing = messages.filter((message) => message.id > gap.after);
    this.#insert(missing);
    const whole = !older || missing.length < messages.length || !missing.length;
    this.gaps = this.gaps.flatMap((one) => {
      if (one !== gap) {
        return [one];
      }
      return whole ? [] : [{ ...gap, before: missing[0].id, loading: false }];
    });
    this.#settleStored(messages);
    this.#changed();
  }

  get following() {
    return this.#following;
  }

  /** Nothing but the gaps is missing from here on. */
  follow() {
    this.#following = true;
    this.append(this.#arrived.splice(0));
  }

  /** Something may be missing from here on: what arrives waits. */
  unfollow() {
    this.#following = false;
    this.#arrived = [];
    this.#changed();
  }

  /** A message that the server sent by itself. */
  receive(message) {
    if (this.#following) {
      this.append([message]);
    } else {
      this.#arrived.push(message);
    }
  }

  /** Takes what is to be sent, unless it is here already. */
  queue(entry) {
    if (!this.pending.some((one) => one.uuid === entry.uuid)) {
      this.pending = [...this.pending, entry].sort((a, b) => (a.at < b.at ? -1 : 1));
      this.#changed();
    }
  }

  /** The entry is stored as this message. The cursor stays: what came before it may still be on its way. */
  settle(message) {
    this.#insert([message]);
    this.#settleStored([message]);
    this.#changed();
  }

  refuse(entry, error) {
    this.#replace(entry, { state: 'refused', error });
  }

  /** Answers the entry as it is now. */
  wait(entry) {
    return this.#replace(entry, { state: 'waiting', error: null });
  }

  discard(entry) {
    this.pending = this.pending.filter((other) => other.uuid !== entry.uuid);
    this.#changed();
  }

  /** The reader opens it or comes back to it; all is new to a visitor, who was never there. */
  enter() {
    this.newAfter = this.unread && !this.visiting ? this.readUpTo : null;
    this.#changed();
  }

  /** The reader has the newest in view; what is far above may go. Answers whether anything changed. */
  read() {
    if (this.messages.length > LET_GO_AT) {
      this.messages = this.messages.slice(-KEPT);
      this.gaps = this.gaps.filter((gap) => gap.before > this.messages[0].id);
      this.older = true;
    }
    return this.readTo(this.newest);
  }

  readTo(id) {
    if (id <= this.readUpTo) {
      return false;
    }
    this.readUpTo = id;
    this.#changed();
    return true;
  }

  #put(messages) {
    this.#insert(messages);
    this.cursor = messages.reduce((most, { id }) => Math.max(most, id), this.cursor ?? 0);
  }

  /** Each where its id says, unless it is here already; or into what it changes. At once, as there may be very many here. */
  #insert(messages) {
    const fresh = new Map();
    for (const message of messages) {
      if (!isChange(message) && !fresh.has(message.id) && !this.has(message.id)) {
        fresh.set(message.id, this.#changes.applyTo(message));
      }
    }
    if (fresh.size) {
      const at = this.#countUpTo(Math.min(...fresh.keys()));
      const behind = [...fresh.values(), ...this.messages.slice(at)].sort((a, b) => a.id - b.id);
      this.messages = [...this.messages.slice(0, at), ...behind];
    }
    messages.filter(isChange).forEach((change) => this.#change(change));
  }

  #change(change) {
    this.#changes.add(change);
    const at = this.#countUpTo(change.target) - 1;
    if (this.messages[at]?.id === change.target) {
      this.messages = [...this.messages];
      this.messages[at] = changed(this.messages[at], change);
    }
  }

  /** How many messages here have this id or a lower one. */
  #countUpTo(id) {
    let [from, to] = [0, this.messages.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.messages[middle].id <= id) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** What was sent is stored, however we get to know. */
  #settleStored(messages) {
    for (const { uuid, author } of messages) {
      if (uuid && same(author, this.me)) {
        this.pending = this.pending.filter((entry) => entry.uuid !== uuid);
        this.dispatchEvent(new CustomEvent('stored', { detail: uuid }));
      }
    }
  }

  #replace(entry, change) {
    const changed = { ...entry, ...change };
    this.pending = this.pending.map((one) => (one.uuid === entry.uuid ? changed : one));
    this.#changed();
    return changed;
  }

  #isNews(message) {
    return isSaid(message.kind) && !message.deleted && !same(message.author, this.me);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** Names of people and of rooms are told apart by the @, with which no room begins. */
export const keyOf = ({ who, room }) => room ?? `@${fold(who)}`;

/** What is still missing of a gap when messages between two ids are there. */
function withoutPart(gap, from, to) {
  if (to <= gap.after || from >= gap.before) {
    return [gap];
  }
  const parts = [
    { after: gap.after, before: from, loading: false },
    { after: to, before: gap.before, loading: false },
  ];
  return parts.filter(({ after, before }) => after + 1 < before);
}
