import { address } from '../address.js';
import { t } from '../i18n.js';
import { LOBBY } from '../model/chat.js';
import { Idle, SIGNS_OF_SOMEBODY } from '../model/idle.js';
import { fold, same } from '../model/names.js';
import { avatar } from '../ui/avatar.js';
import { Element } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { html, nothing } from '../ui/lit.js';
import '../ui/connection.js';
import '../ui/device-code.js';
import '../ui/frame.js';
import '../ui/name-entry.js';
import '../ui/sides.js';
import { Address } from './address.js';
import { AlertParts } from './alerts.js';
import { ConversationParts, aloud, nameOf } from './conversation.js';
import './rooms.js';
import { SearchParts } from './search.js';


/** The chat: joins the stores of model/ to the elements of ui/. */
class ChatPage extends Element {
  static properties = {
    chat: { attribute: false },
    connection: { attribute: false },
    drawer: { state: true }, // 'conversations' or 'people' where they slide over the messages
    folded: { state: true }, // people put away where they stand beside the messages
    dialog: { state: true }, // about rooms: 'browse', 'details'; 'device'; or null
    news: { state: true },
  };

  #address;
  #alerts;
  #idle;
  #search;
  #shown;
  #atNewest = true;
  #touched = () => this.#idle.touched();
  #redraw = () => this.requestUpdate();
  #look = () => this.chat.look({ visible: !document.hidden && document.hasFocus(), atNewest: this.#atNewest });

  connectedCallback() {
    super.connectedCallback();
    this.#address = new Address(this.chat);
    this.#alerts = new AlertParts(this);
    this.#search = new SearchParts(this);
    this.#shown = new ConversationParts(this, {
      looked: (look) => this.#looked(look),
      openPerson: (name) => this.#open(() => this.chat.open(name)),
    });
    this.#idle = new Idle((away) => this.chat.signs.be(away));
    SIGNS_OF_SOMEBODY.forEach((event) => addEventListener(event, this.#touched, { passive: true }));
    this.chat.addEventListener('change', this.#redraw);
    this.chat.addEventListener('news', this.#heard);
    this.connection.addEventListener('state', this.#redraw);
    document.addEventListener('visibilitychange', this.#look);
    addEventListener('focus', this.#look);
    addEventListener('blur', this.#look);
    addEventListener('keydown', this.#keyed);
  }

  disconnectedCallback() {
    this.#address.close();
    this.#idle.stop();
    SIGNS_OF_SOMEBODY.forEach((event) => removeEventListener(event, this.#touched));
    this.chat.removeEventListener('change', this.#redraw);
    this.chat.removeEventListener('news', this.#heard);
    this.connection.removeEventListener('state', this.#redraw);
    document.removeEventListener('visibilitychange', this.#look);
    removeEventListener('focus', this.#look);
    removeEventListener('blur', this.#look);
    removeEventListener('keydown', this.#keyed);
    super.disconnectedCallback();
  }

  updated() {
    const { chat } = this;
    this.#address.update();
    this.#alerts.update(chat.conversation ? `${this.#title()} · Parley` : 'Parley');
  }

  render() {
    const { chat, connection } = this;
    const joining = chat.phase === 'joining' && connection.state !== 'offline';
    if (chat.phase === 'naming' || !chat.me) {
      return html`<main class="entry">
        ${this.#shown.connectionLine()}
        <parley-name-entry
          .name=${chat.lastName}
          .error=${chat.refusal}
          .busy=${joining}
          @name=${(event) => chat.join(event.detail)}
          @code=${(event) => chat.joinByCode(event.detail)}
        ></parley-name-entry>
        <parley-preferences></parley-preferences>
        <parley-lab-ways></parley-lab-ways>
      </main>`;
    }
    return html`<div class="chat ${this.folded ? 'folded' : ''} ${this.drawer ? `drawer-${this.drawer}` : ''}">
      ${this.#left()} ${this.#middle()} ${this.#search.results()} ${this.#right()}
      <div class="backdrop" @click=${() => this.slide(null)}></div>
      <parley-room-dialogs .chat=${chat} shown=${this.dialog ?? nothing} @closed=${() => (this.dialog = null)}></parley-room-dialogs>
      ${this.dialog === 'device' ? this.#device() : nothing} ${this.#alerts.settings()}
      <div class="visually-hidden" aria-live="polite">${this.news ?? nothing}</div>
    </div>`;
  }

  #left() {
    const { chat } = this;
    const entries = this.#inOrder().map((one) => ({
      key: one.key,
      who: one.who,
      name: one.who ?? nameOf(one),
      unread: one.unread,
      here: one.who !== null && chat.people.some((name) => same(name, one.who)),
      away: one.who !== null && chat.signs.away.has(fold(one.who)),
      muted: chat.alerts.isMuted(one),
      closed: chat.rooms.own.get(one.room)?.private,
    }));
    return html`<div class="left" id="left">
      <header class="left-head"><parley-brand here="chat"></parley-brand></header>
      ${this.#search.field()}
      <parley-conversations
        .entries=${entries}
        active=${chat.active}
        @open-conversation=${(event) => this.#open(() => chat.openKey(event.detail))}
        @close-conversation=${(event) => chat.close(event.detail)}
        @browse-rooms=${this.#browse}
      ></parley-conversations>
      <footer class="own">
        ${this.#self()}
        <button
          type="button"
          class="btn btn-icon alerts-button"
          title=${t('alerts.title')}
          aria-label=${t('alerts.title')}
          @click=${() => this.#alerts.choose()}
        >
          ${icon('bell')}
        </button>
        <parley-preferences></parley-preferences>
        <button type="button" class="btn btn-icon" title=${t('own.leave-tip')} aria-label=${t('own.leave')} @click=${() => chat.leave()}>
          ${icon('leave')}
        </button>
      </footer>
    </div>`;
  }

  /** Who the reader is; a guest gets to other devices by it. */
  #self() {
    const { me, phase, device } = this.chat;
    const self = html`<span class="presence ${phase}">${avatar(me, 'small')}</span><bdi class="own-name">${me}</bdi>`;
    if (!device.isPossible) {
      return html`<span class="own-self" title=${me}>${self}</span>`;
    }
    return html`<button type="button" class="own-self" title=${t('device.of', { name: me })} @click=${() => (this.dialog = 'device')}>
      ${self}
    </button>`;
  }

  #device() {
    const { me, device } = this.chat;
    return html`<parley-device-code
      .name=${me}
      .address=${address('')}
      .code=${device.code}
      .until=${device.until}
      .error=${device.error}
      @ask=${() => device.ask()}
      @close=${() => (this.dialog = null)}
    ></parley-device-code>`;
  }

  #middle() {
    const { chat, connection } = this;
    const { conversation } = chat;
    const { who, room, isLobby } = conversation;
    const about = chat.rooms.own.get(room);
    const waiting = [...chat.conversations.values()].some((one) => one !== conversation && one.unread);
    return html`<main class="middle" ?inert=${this.#search.open}>
      <header class="middle-head">
        <button
          type="button"
          class="btn btn-icon only-phone"
          aria-label=${t('side.show')}
          aria-expanded=${this.drawer === 'conversations' ? 'true' : 'false'}
          aria-controls="left"
          @click=${() => this.slide('conversations')}
        >
          ${icon('menu')}${waiting ? html`<span class="dot"></span>` : nothing}
        </button>
        <span class="middle-sign ${who ? 'private' : ''}">${icon(who || about?.private ? 'lock' : 'hash')}</span>
        <div class="middle-title">
          <h1><bdi>${this.#title()}</bdi></h1>
          <p class="middle-topic" dir="auto">${who ? t('head.private', { name: who }) : isLobby ? t('head.lobby') : (about?.topic ?? nothing)}</p>
        </div>
        ${about
          ? html`<button
              type="button"
              class="btn btn-icon room-about-button"
              title=${t('rooms.about')}
              aria-label=${t('rooms.about')}
              @click=${() => (this.dialog = 'details')}
            >
              ${icon('about')}
            </button>`
          : nothing}
        ${this.#alerts.muteButton(conversation)}
        <parley-connection-pill .state=${connection.state} .transport=${connection.transport}></parley-connection-pill>
        <button
          type="button"
          class="btn btn-icon people-button"
          title=${t('people.show')}
          aria-label=${t('people.show-count', { count: this.#people().length })}
          aria-expanded=${this.drawer === 'people' || !this.folded ? 'true' : 'false'}
          aria-controls="right"
          @click=${this.#togglePeople}
        >
          ${icon('people')}<span class="people-count">${this.#people().length}</span>
        </button>
      </header>
      ${this.#shown.notices()} ${this.#shown.messages()} ${this.#shown.foot()}
    </main>`;
  }

  #right() {
    const { chat } = this;
    const order = new Intl.Collator().compare;
    const here = new Set(chat.people.map(fold));
    const rank = (name) => (same(name, chat.me) ? 0 : here.has(fold(name)) ? 1 : 2);
    const people = [...this.#people()].sort((a, b) => rank(a) - rank(b) || order(a, b));
    const isRoom = chat.conversation.who === null && !chat.conversation.isLobby;
    return html`<aside class="right" id="right" aria-label=${t('people.show')}>
      <parley-people
        .people=${people}
        .here=${here}
        .away=${chat.signs.away}
        .heading=${t(isRoom ? 'people.members' : 'people.title', { count: people.length })}
        .me=${chat.me}
        @open-person=${(event) => this.#open(() => chat.open(event.detail))}
      ></parley-people>
      <footer class="right-foot"><h2>${t('frame.how')}</h2><parley-lab-ways></parley-lab-ways></footer>
    </aside>`;
  }

  #title() {
    return this.chat.conversation.who ?? nameOf(this.chat.conversation);
  }

  /** Rooms before people; the lobby is the first. */
  #inOrder() {
    const all = [...this.chat.conversations.values()];
    const rooms = all.filter(({ room, isLobby }) => room !== null && !isLobby);
    rooms.sort((a, b) => new Intl.Collator().compare(a.room, b.room));
    return [...all.filter(({ isLobby }) => isLobby), ...rooms, ...all.filter(({ who }) => who !== null)];
  }

  /** Those of the room that is shown, or else all who are here. */
  #people() {
    const { chat } = this;
    const { room, isLobby } = chat.conversation;
    return room === null || isLobby ? chat.people : (chat.rooms.members(room) ?? []);
  }

  #heard = (event) => {
    const { conversation } = event.detail;
    this.#alerts.heard(event.detail);
    if (conversation === this.chat.conversation || !this.chat.alerts.isMuted(conversation)) {
      this.news = aloud(event.detail);
    }
  };

  #looked({ atNewest }) {
    this.#atNewest = atNewest;
    this.#look();
  }

  async #open(show) {
    this.#search.close();
    show();
    this.slide(null);
    await this.updateComplete;
    if (matchMedia('(pointer: fine)').matches) {
      this.querySelector('parley-composer').focus();
    }
  }

  #browse() {
    this.slide(null);
    this.dialog = 'browse';
  }

  #togglePeople() {
    if (matchMedia('(max-width: 960px)').matches) {
      this.slide('people');
    } else {
      this.folded = !this.folded;
    }
  }

  /** Has 'conversations' or 'people' slide over the messages, or neither. */
  async slide(drawer) {
    this.drawer = drawer;
    await this.updateComplete;
    if (drawer) {
      this.querySelector(drawer === 'people' ? '#right button, #right' : '#left .side-entry.active button').focus();
    }
  }

  /** Esc closes what slid in, then the search; Ctrl+K leads to it; Alt with up and down goes from conversation to conversation. */
  #keyed = (event) => {
    if (event.key === 'Escape' && this.drawer) {
      this.slide(null);
    } else if (event.key === 'Escape' && this.#search.open) {
      this.#search.leave();
    } else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && this.chat.me) {
      event.preventDefault();
      this.#search.find();
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && this.chat.conversation) {
      event.preventDefault();
      const keys = this.#inOrder().map(({ key }) => key);
      const at = keys.indexOf(this.chat.active) + (event.key === 'ArrowUp' ? -1 : 1);
      this.#open(() => this.chat.openKey(keys.at(at % keys.length) ?? LOBBY));
    }
  };
}

customElements.define('parley-page', ChatPage);
