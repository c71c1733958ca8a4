import { LOBBY } from './conversation.js';
import { fold } from './names.js';

/**
 * Brings conversations up to their newest message. From then on what is new is shown as it comes, and what waited in them is
 * sent. Everything here rejects when the server refuses it or the connection is lost; the next connection begins anew.
 */
export class CatchingUp {
  #pages;
  #sending;
  #isShown;

  /** isShown(conversation): whether the reader has it before the eyes. */
  constructor({ pages, sending, isShown }) {
    this.#pages = pages;
    this.#sending = sending;
    this.#isShown = isShown;
  }

  async bring(conversation) {
    const first = conversation.cursor === null;
    await this.#pages.catchUp(conversation);
    if (first && this.#isShown(conversation)) {
      conversation.enter();
    }
    this.#goOn(conversation);
  }

  /** The lobby, of which the answer to join has what is new, unless that is too much. */
  async bringLobby(lobby, { messages, more, gap }) {
    if (!messages.length && more) {
      return this.bring(lobby);
    }
    if (gap) {
      await this.#pages.renew(lobby);
    }
    if (lobby.cursor === null || gap) {
      lobby.begin(messages, more);
    } else {
      lobby.append(messages);
    }
    this.#goOn(lobby);
  }

  /** What is shown, has something to send, or was here before; the rest is brought when it is opened. */
  async bringAll(conversations, standings) {
    const lasts = new Map(standings.map(({ conversation, last }) => [fold(conversation), last]));
    for (const [id, conversation] of conversations) {
      if (id === LOBBY || conversation.visiting) {
        continue;
      }
      const wanted = this.#isShown(conversation) || conversation.pending.some((entry) => entry.state === 'waiting');
      // Without a standing nobody knows how far it is: the server could not read them.
      if (conversation.cursor === null ? wanted : conversation.isBehind(lasts.get(id) ?? Infinity)) {
        await this.bring(conversation);
      } else if (conversation.cursor !== null) {
        this.#goOn(conversation);
      }
    }
  }

  #goOn(conversation) {
    conversation.follow();
    this.#sending.flush(conversation);
  }
}
