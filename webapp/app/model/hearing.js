import { isChange, isSaid } from './changes.js';
import { fold, same } from './names.js';

/**
 * What the server says by itself: messages, and what this person has read, joined and left on other devices. Events: 'change'; 'news'
 * (CustomEvent, detail {conversation, message}) for what somebody else just said; 'left' (CustomEvent, detail: the key) when the
 * reader is no member of a room any more; and 'refused' (CustomEvent, detail: the code) when the server gives no history.
 */
export class Hearing extends EventTarget {
  #shelf;
  #rooms;
  #signs;
  #people;
  #catchingUp;
  #isHere;
  #early = []; // messages that overtook the answer to join

  /** The parts that it tells, each as of its model; isHere(): whether the server knows who listens. */
  constructor({ connection, shelf, rooms, signs, people, catchingUp, isHere }) {
    super();
    this.#shelf = shelf;
    this.#rooms = rooms;
    this.#signs = signs;
    this.#people = people;
    this.#catchingUp = catchingUp;
    this.#isHere = isHere;
    connection.addEventListener('message', ({ detail }) => this.#message(detail));
    connection.addEventListener('read', ({ detail }) => this.#readElsewhere(detail));
    connection.addEventListener('room', ({ detail }) => this.#room(detail));
  }

  /** The answer to join is here: what overtook it comes now. */
  begin() {
    this.#early.splice(0).forEach((message) => this.#message(message));
  }

  /** The connection is lost, and what overtook an answer with it. */
  end() {
    this.#early = [];
  }

  #message(message) {
    if (!this.#isHere()) {
      this.#early.push(message);
      return;
    }
    const conversation = this.#shelf.of(message);
    conversation.receive(message);
    if (conversation.cursor === null) {
      this.#bring(conversation);
    }
    if (message.kind === 'join' || message.kind === 'leave') {
      this.#heed(message, conversation);
    } else if (!isChange(message)) {
      this.#signs.said(conversation, message.author);
    }
    if (isSaid(message.kind) && !same(message.author, conversation.me)) {
      this.dispatchEvent(new CustomEvent('news', { detail: { conversation, message } }));
    }
    this.#changed();
  }

  /** Somebody comes and goes: with the lobby the chat, else a room. */
  #heed(message, conversation) {
    const { kind, author, id } = message;
    if (!conversation.isLobby) {
      this.#rooms.heed(message);
      if (kind === 'join' && same(author, conversation.me)) {
        conversation.readTo(id);
      }
    } else if (this.#people.heed(message) && kind === 'leave') {
      this.#signs.gone(author);
    }
  }

  /** In another tab or on another device of this person. */
  #readElsewhere({ conversation, id }) {
    this.#shelf.all.get(fold(conversation))?.readTo(id);
  }

  /** Membership, or what is known of a room: {name, topic, private, member}. */
  #room(room) {
    this.#rooms.update(room);
    const conversation = this.#shelf.at({ room: room.name });
    if (!room.member) {
      this.#shelf.all.delete(room.name);
      this.dispatchEvent(new CustomEvent('left', { detail: room.name }));
    } else if (conversation.visiting) {
      conversation.visiting = false;
      conversation.unfollow();
      this.#bring(conversation);
    }
    this.#changed();
  }

  #bring(conversation) {
    this.#catchingUp.bring(conversation).catch(({ code }) => {
      if (code) {
        this.dispatchEvent(new CustomEvent('refused', { detail: code }));
      } // else lost meanwhile; the next join fetches it
    });
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
