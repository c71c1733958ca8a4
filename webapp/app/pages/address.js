import { address } from '../address.js';
import { keyOf } from '../model/conversation.js';
import { fragmentOf, routeOf } from '../model/route.js';

/**
 * Keeps the page's address and what the chat shows the same: the address of the first look and of going back and forward is
 * shown, and what the reader opens becomes the address.
 */
export class Address {
  #chat;
  #applied = false;
  #follow = () => this.#apply();

  constructor(chat) {
    this.#chat = chat;
    addEventListener('popstate', this.#follow);
  }

  close() {
    removeEventListener('popstate', this.#follow);
  }

  /** To be called after every change of the chat. */
  update() {
    const { conversation } = this.#chat;
    const { room, who } = conversation ?? {};
    if (!conversation) {
      this.#applied = false; // somebody else may come
    } else if (!this.#applied) {
      this.#apply();
    } else if (keyOf(routeOf(location.hash)) !== conversation.key) {
      history.pushState(null, '', fragmentOf({ room, who }));
    }
  }

  #apply() {
    if (this.#chat.conversation) {
      this.#applied = true;
      this.#chat.show(routeOf(location.hash));
    }
  }
}

/** The whole address of a conversation, or of a message in it. */
export const addressOf = ({ room, who }, id = null) => address(fragmentOf({ room, who, id }));
