import { same } from './names.js';

/**
 * The rooms beside the lobby: those of which the reader is a member, and what can be done about all. Events: 'change'.
 *
 * A request answers what the server answers, {ok, …} or {ok: false, error}; it rejects when the connection is lost.
 */
export class Rooms extends EventTarget {
  /** name -> {name, topic, private} */
  own = new Map();

  #connection;
  #memory;
  #members = new Map();
  #asking = new Set();

  constructor({ connection, memory }) {
    super();
    this.#connection = connection;
    this.#memory = memory;
    memory.get('rooms', []).forEach((room) => this.own.set(room.name, room));
  }

  /** What the server says at the beginning of a connection. */
  take(rooms) {
    this.own = new Map(rooms.map((room) => [room.name, room]));
    this.#members.clear();
    this.#remember();
  }

  /** What the server says by itself: {name, topic, private, member}. */
  update({ member, ...room }) {
    this.own = new Map(this.own);
    if (member) {
      this.own.set(room.name, room);
    } else {
      this.own.delete(room.name);
      this.#members.delete(room.name);
    }
    this.#remember();
  }

  forget() {
    this.take([]);
  }

  /** Who is a member of a room, or null while that is not known; it is asked for then. */
  members(room) {
    const known = this.#members.get(room);
    if (!known && this.#connection.state === 'online' && !this.#asking.has(room)) {
      this.#askMembers(room);
    }
    return known ?? null;
  }

  /** A message that says who has joined or left a room. */
  heed({ kind, room, author }) {
    const known = this.#members.get(room);
    if (known) {
      const others = known.filter((name) => !same(name, author));
      this.#members.set(room, kind === 'join' ? [...others, author] : others);
    }
  }

  /** Answers {rooms: [{name, topic, private, member, members}]}. */
  list() {
    return this.#connection.request('rooms', {});
  }

  create(room, topic, isPrivate) {
    return this.#connection.request('create-room', { room, topic, private: isPrivate });
  }

  join(room) {
    return this.#connection.request('join-room', { room });
  }

  leave(room) {
    return this.#connection.request('leave-room', { room });
  }

  topic(room, topic) {
    return this.#connection.request('topic', { room, topic });
  }

  invite(room, name) {
    return this.#connection.request('invite', { room, name });
  }

  async #askMembers(room) {
    this.#asking.add(room);
    try {
      const answer = await this.#connection.request('members', { room });
      this.#members.set(room, answer.ok ? answer.members : []);
    } catch {
      // lost; the next connection asks again
    }
    this.#asking.delete(room);
    this.dispatchEvent(new Event('change'));
  }

  #remember() {
    this.#memory.set('rooms', [...this.own.values()]);
    this.dispatchEvent(new Event('change'));
  }
}
