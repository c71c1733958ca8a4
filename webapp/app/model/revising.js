import { same } from './names.js';

/**
 * What the reader does to messages that were said: edits, takes back, answers, puts emoji to them. Events: 'change', and 'refused'
 * (CustomEvent, detail: a code of the protocol). What is refused, or lost with the connection, stays as it was.
 */
export class Revising extends EventTarget {
  #connection;

  constructor({ connection }) {
    super();
    this.#connection = connection;
  }

  /** Takes a message into the composer; what was written there stays. */
  beginEdit(conversation, message) {
    conversation.editing = { id: message.id, text: message.text, was: message.text };
    this.#changed();
  }

  /** What is written next answers a message. */
  beginAnswer(conversation, message) {
    [conversation.answering, conversation.editing] = [message.id, null];
    this.#changed();
  }

  /** Neither edits nor answers. */
  cancel(conversation) {
    [conversation.answering, conversation.editing] = [null, null];
    this.#changed();
  }

  /** Stores what is being edited; the composer keeps it until then. */
  async finishEdit(conversation, text) {
    const { editing } = conversation;
    const same = text === editing.was;
    if ((same || (await this.#ask(conversation, 'edit', { id: editing.id, text }))) && conversation.editing === editing) {
      conversation.editing = null;
      this.#changed();
    }
  }

  delete(conversation, { id }) {
    return this.#ask(conversation, 'delete', { id });
  }

  /** Puts an emoji to a message, or takes it back. */
  toggle(conversation, { id, reactions = [] }, emoji) {
    const mine = reactions.some((one) => one.emoji === emoji && one.by.some((name) => same(name, conversation.me)));
    return this.#ask(conversation, mine ? 'unreact' : 'react', { id, emoji });
  }

  /** Answers whether it was done. */
  async #ask(conversation, event, body) {
    let answer;
    try {
      answer = await this.#connection.request(event, body);
    } catch {
      answer = { ok: false, error: 'lost' };
    }
    if (answer.ok) {
      conversation.settle(answer.message);
    } else {
      this.dispatchEvent(new CustomEvent('refused', { detail: answer.error }));
    }
    return answer.ok;
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
