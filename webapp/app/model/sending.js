import { fold } from './names.js';
import { uuid } from './outbox.js';

/**
 * Sends what was written: it goes to the outbox first, and to the server with an id of its own until that has acknowledged
 * it, so it is stored once.
 */
export class Sending {
  #connection;
  #outbox;
  #isHere;
  #inFlight = new Set(); // ids of messages whose answer this connection still owes

  /** isHere(): whether the server knows who speaks. */
  constructor({ connection, outbox, isHere }) {
    this.#connection = connection;
    this.#outbox = outbox;
    this.#isHere = isHere;
  }

  /** reply: the id of the message that it answers, or null. files: as of model/files.js `take`. */
  write(conversation, text, reply, files = []) {
    const { me, who, room } = conversation;
    const at = new Date().toISOString();
    const entry = { uuid: uuid(), me: fold(me), who, room, text, reply, files, at, state: 'waiting', error: null };
    this.#outbox.put(entry);
    conversation.newAfter = null;
    conversation.queue(entry);
    this.#send(conversation, entry);
  }

  /** A refused message again: the same one. */
  retry(conversation, entry) {
    const waiting = conversation.wait(entry);
    this.#outbox.put(waiting);
    this.#send(conversation, waiting);
  }

  discard(conversation, entry) {
    conversation.discard(entry);
    this.#outbox.remove(entry.uuid);
  }

  /** All that waits in a conversation. */
  flush(conversation) {
    conversation.pending.filter((entry) => entry.state === 'waiting').forEach((entry) => this.#send(conversation, entry));
  }

  /** Now if the conversation is whole; else flush() does it once it is. */
  async #send(conversation, entry) {
    if (!this.#isHere() || !conversation.following || this.#inFlight.has(entry.uuid)) {
      return;
    }
    this.#inFlight.add(entry.uuid);
    const { text, reply, uuid: id, files = [] } = entry;
    const more = { reply: reply ?? undefined, files: files.length ? files.map((file) => file.id) : undefined };
    const { who, room, isLobby } = conversation;
    const where = who === null ? (isLobby ? {} : { room }) : { to: who };
    try {
      const answer = await this.#connection.request(who === null ? 'say' : 'whisper', { ...where, text, uuid: id, ...more });
      if (answer.ok) {
        conversation.settle(answer.message);
      } else {
        conversation.refuse(entry, answer.error);
        this.#outbox.put({ ...entry, state: 'refused', error: answer.error });
      }
    } catch {
      if (this.#connection.state === 'online') {
        this.#connection.drop(); // it is of no use, and the next one sends the same again
      }
    } finally {
      this.#inFlight.delete(entry.uuid);
    }
  }
}
