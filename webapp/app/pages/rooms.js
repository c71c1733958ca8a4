import { same } from '../model/names.js';
import { Element } from '../ui/element.js';
import { html, nothing } from '../ui/lit.js';
import '../ui/room-browser.js';
import '../ui/room-details.js';

/** The dialogs about rooms, of which shown ('browse', 'details') is the one that is open. Tells 'closed'. */
class RoomDialogs extends Element {
  static properties = {
    chat: { attribute: false },
    shown: {},
    rooms: { state: true },
    error: { state: true },
    done: { state: true },
  };

  willUpdate(changed) {
    if (changed.has('shown')) {
      [this.rooms, this.error, this.done] = [null, null, null];
      if (this.shown === 'browse') {
        this.#try(() => this.chat.rooms.list(), ({ rooms }) => (this.rooms = rooms));
      }
    }
  }

  render() {
    const { chat } = this;
    const room = chat.conversation?.room; // none while the reader is leaving
    if (this.shown === 'browse') {
      return html`<parley-room-browser
        .rooms=${this.rooms}
        .error=${this.error}
        @close=${this.#close}
        @open-room=${(event) => this.#show(event.detail)}
        @create-room=${(event) => this.#create(event.detail)}
      ></parley-room-browser>`;
    }
    if (this.shown === 'details' && chat.rooms.own.has(room)) {
      const members = chat.rooms.members(room) ?? [];
      return html`<parley-room-details
        .room=${chat.rooms.own.get(room)}
        .people=${chat.people.filter((name) => !members.some((member) => same(member, name)))}
        .error=${this.error}
        .done=${this.done}
        @close=${this.#close}
        @topic=${(event) => this.#try(() => chat.rooms.topic(room, event.detail), () => (this.done = 'rooms.saved'))}
        @invite=${(event) => this.#try(() => chat.rooms.invite(room, event.detail), () => (this.done = 'rooms.invited'))}
        @leave-room=${() => this.#try(() => chat.rooms.leave(room), () => this.#close())}
      ></parley-room-details>`;
    }
    return nothing;
  }

  #close = () => this.tell('closed');

  #show(room) {
    this.#close();
    this.chat.show({ room });
  }

  #create({ name, topic, isPrivate }) {
    return this.#try(() => this.chat.rooms.create(name, topic, isPrivate), ({ room }) => this.#show(room.name));
  }

  /** Does what the server is asked for, or tells why it was refused. */
  async #try(request, then) {
    [this.error, this.done] = [null, null];
    const answer = await request().catch(() => ({ ok: false, error: 'unavailable' }));
    if (answer.ok) {
      then(answer);
    } else {
      this.error = answer.error;
    }
  }
}

customElements.define('parley-room-dialogs', RoomDialogs);
