import { Conversation, LOBBY, keyOf } from './conversation.js';
import { fold, same } from './names.js';

/**
 * The conversations of one reader, and what the browser remembers of them: which there are, drafts, and what was not sent. Events:
 * 'change', also of each conversation.
 */
export class Shelf extends EventTarget {
  /** By their keys. */
  all = new Map();

  #memory;
  #outbox;
  #rooms;
  #me = null;

  /** rooms: as of model/rooms.js. */
  constructor({ memory, outbox, rooms }) {
    super();
    this.#memory = memory;
    this.#outbox = outbox;
    this.#rooms = rooms;
  }

  /** Those of this person, unless they are there already, with what waits to be sent. */
  begin(me) {
    if (this.#me === null || !same(this.#me, me)) {
      this.all = new Map();
      this.#me = me;
      this.#add({ room: LOBBY });
      this.#rooms.own.forEach(({ name }) => this.#add({ room: name }));
      Object.values(this.#memory.get('private', {})).forEach((who) => this.#add({ who }));
    }
    for (const entry of this.#outbox.of(fold(me))) {
      this.at({ who: entry.who, room: entry.room ?? LOBBY }).queue(entry);
    }
  }

  clear() {
    this.#me = null;
    this.all = new Map();
  }

  /** The conversation with a person, or else in a room, which is made if need be. */
  at({ who = null, room = null }) {
    const place = who === null ? { room } : { who };
    const known = this.all.get(keyOf(place));
    if (known) {
      return known;
    }
    if (who !== null) {
      this.#memory.put('private', keyOf(place), who);
      this.#memory.put('closed', keyOf(place), undefined);
    }
    return this.#add(place);
  }

  /** Where a message belongs. */
  of({ author, to, room }) {
    return this.at(to ? { who: same(author, this.#me) ? to : author } : { room });
  }

  /** What the server knows of each; a private one that was taken from the list is back only with something new in it. */
  stand(standings) {
    const closed = this.#memory.get('closed', {});
    const found = [];
    for (const standing of standings) {
      const name = standing.conversation;
      const place = name.startsWith('@') ? { who: name.slice(1) } : { room: name };
      if (this.all.has(keyOf(place)) || standing.last > (closed[keyOf(place)] ?? -1)) {
        this.at(place).stand(standing);
        found.push([this.at(place), standing]);
      }
    }
    return found;
  }

  /** Takes a private one from the list until there is something new in it. */
  close(conversation) {
    this.#memory.put('closed', conversation.key, conversation.heardOf);
    this.#memory.put('private', conversation.key, undefined);
    this.all.delete(conversation.key);
  }

  /** The reader's rooms are these now. One that is none of them stays while it is shown or has something to send. */
  takeRooms(shown) {
    const isMember = ({ room }) => room === LOBBY || this.#rooms.own.has(room);
    for (const conversation of [...this.all.values()].filter(({ room }) => room !== null)) {
      conversation.visiting = !isMember(conversation);
      if (conversation.visiting && conversation !== shown && !conversation.pending.length) {
        this.all.delete(conversation.key);
      }
    }
    this.#rooms.own.forEach(({ name }) => this.at({ room: name }));
  }

  draft(conversation, text) {
    conversation.draft = text;
    this.#memory.put('drafts', conversation.key, text || undefined);
  }

  #add({ who = null, room = null }) {
    const conversation = new Conversation({ who, room, me: this.#me });
    conversation.draft = this.#memory.get('drafts', {})[conversation.key] ?? '';
    conversation.visiting = room !== null && room !== LOBBY && !this.#rooms.own.has(room);
    conversation.addEventListener('change', () => this.dispatchEvent(new Event('change')));
    conversation.addEventListener('stored', (event) => this.#outbox.remove(event.detail));
    this.all.set(conversation.key, conversation);
    return conversation;
  }
}
