const PAGE = 50;
const MOST = 200; // messages of one page
const AROUND = 25; // messages on each side of one that is looked for

/** Fetches what conversations (model/conversation.js) have not got, over a connection. */
export class Pages {
  #connection;
  #isHere;

  /** isHere(): whether the server knows who asks. */
  constructor({ connection, isHere }) {
    this.#connection = connection;
    this.#isHere = isHere;
  }

  async older(conversation) {
    if (conversation.loading || !conversation.older || conversation.cursor === null || !this.#isHere()) {
      return;
    }
    conversation.loading = true;
    const first = conversation.messages[0]?.id;
    try {
      const page = await this.#history(conversation, { before: first, limit: PAGE });
      conversation.loading = false;
      conversation.prepend(page.messages, page.more, first);
    } catch {
      conversation.loading = false; // the connection is lost; scrolling asks again
    }
  }

  /** A page of what is missing, from its newest message on. */
  async gap(conversation, gap) {
    if (gap.loading || !conversation.gaps.includes(gap) || !this.#isHere()) {
      return;
    }
    gap.loading = true;
    try {
      const page = await this.#history(conversation, { before: gap.before, limit: PAGE });
      conversation.fill(gap, page.messages, page.more);
    } catch {
      gap.loading = false; // as above
    }
  }

  /** The messages around one, unless it is there. Answers whether it is then. Rejects when it cannot be known now. */
  async around(conversation, id) {
    if (!conversation.has(id)) {
      const upTo = await this.#history(conversation, { before: id + 1, limit: AROUND });
      if (upTo.messages.at(-1)?.id !== id) {
        return false;
      }
      const after = await this.#history(conversation, { after: id, limit: AROUND });
      conversation.insert([...upTo.messages, ...after.messages], upTo.more);
    }
    return true;
  }

  /** One message of a conversation, or null if there is none of that id. Rejects as `around`. */
  async one(conversation, id) {
    const { messages } = await this.#history(conversation, { before: id + 1, limit: 1 });
    return messages[0]?.id === id ? messages[0] : null;
  }

  /** The messages that are here as they are now: more was missed than the changes of. Rejects as `catchUp`. */
  async renew(conversation) {
    const known = await this.#history(conversation, { before: conversation.cursor + 1, limit: MOST });
    conversation.renew(known.messages, known.more);
  }

  /** Brings a conversation up to the newest message. Rejects when the server refuses it or the connection is lost. */
  async catchUp(conversation) {
    if (conversation.cursor === null) {
      const page = await this.#history(conversation, { limit: PAGE });
      conversation.begin(page.messages, page.more);
      return;
    }
    const missed = await this.#history(conversation, { after: conversation.cursor, limit: PAGE });
    if (missed.more) {
      await this.renew(conversation);
      const newest = await this.#history(conversation, { limit: PAGE });
      conversation.begin(newest.messages, newest.more);
    } else {
      conversation.append(missed.messages);
    }
  }

  async #history({ who, room, isLobby }, range) {
    const where = who === null ? (isLobby ? {} : { room }) : { with: who };
    const answer = await this.#connection.request('history', { ...where, ...range });
    if (!answer.ok) {
      throw Object.assign(new Error(`history: ${answer.error}`), { code: answer.error });
    }
    return answer;
  }
}
