import { t } from '../i18n.js';
import { LOBBY } from '../model/chat.js';
import { addressee, completion, fold, same } from '../model/names.js';
import { timeline } from '../model/timeline.js';
import { avatar } from '../ui/avatar.js';
import { Element } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { html, nothing } from '../ui/lit.js';
import '../ui/composer.js';
import '../ui/connection.js';
import '../ui/frame.js';
import '../ui/message-list.js';
import '../ui/name-entry.js';
import '../ui/sides.js';

const SAID_ALOUD = 200; // characters of a message that a screen reader is given at once

/** The chat: joins the stores of model/ to the elements of ui/. */
class ChatPage extends Element {
  static properties = {
    chat: { attribute: false },
    connection: { attribute: false },
    drawer: { state: true }, // 'conversations' or 'people' where they slide over the messages
    folded: { state: true }, // people put away where they stand beside the messages
    news: { state: true },
  };

  #atNewest = true;
  #redraw = () => this.requestUpdate();
  #look = () => this.chat.look({ visible: !document.hidden && document.hasFocus(), atNewest: this.#atNewest });

  connectedCallback() {
    super.connectedCallback();
    this.chat.addEventListener('change', this.#redraw);
    this.chat.addEventListener('news', this.#heard);
    this.connection.addEventListener('state', this.#redraw);
    document.addEventListener('visibilitychange', this.#look);
    addEventListener('focus', this.#look);
    addEventListener('blur', this.#look);
    addEventListener('keydown', this.#keyed);
  }

  disconnectedCallback() {
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
    const unread = [...chat.conversations.values()].reduce((sum, one) => sum + one.unread, 0);
    const place = chat.conversation ? `${this.#title()} · Parley` : 'Parley';
    document.title = unread ? `(${unread}) ${place}` : place;
  }

  render() {
    const { chat, connection } = this;
    const joining = chat.phase === 'joining' && connection.state !== 'offline';
    if (chat.phase === 'naming' || !chat.me) {
      return html`<main class="entry">
        <parley-connection-line .state=${connection.state} .retryAt=${connection.retryAt} @retry-now=${() => connection.retry()}>
        </parley-connection-line>
        <parley-name-entry
          .name=${chat.lastName}
          .error=${chat.refusal}
          .busy=${joining}
          @name=${(event) => chat.join(event.detail)}
        ></parley-name-entry>
        <parley-preferences></parley-preferences>
        <parley-lab-ways></parley-lab-ways>
      </main>`;
    }
    return html`<div class="chat ${this.folded ? 'folded' : ''} ${this.drawer ? `drawer-${this.drawer}` : ''}">
      ${this.#left()} ${this.#middle()} ${this.#right()}
      <div class="backdrop" @click=${() => this.#slide(null)}></div>
      <div class="visually-hidden" aria-live="polite">${this.news ?? nothing}</div>
    </div>`;
  }

  #left() {
    const { chat } = this;
    const entries = [...chat.conversations].map(([key, { who, unread }]) => ({
      key,
      who,
      unread,
      here: who !== null && chat.people.some((name) => same(name, who)),
    }));
    return html`<div class="left" id="left">
      <header class="left-head"><parley-brand here="chat"></parley-brand></header>
      <parley-conversations
        .entries=${entries}
        active=${chat.active}
        @open-conversation=${(event) => this.#open(() => chat.openKey(event.detail))}
        @close-conversation=${(event) => chat.close(event.detail)}
      ></parley-conversations>
      <footer class="own">
        <span class="presence ${chat.phase}">${avatar(chat.me, 'small')}</span>
        <bdi class="own-name" title=${chat.me}>${chat.me}</bdi>
        <parley-preferences></parley-preferences>
        <button type="button" class="btn btn-icon" title=${t('own.leave-tip')} aria-label=${t('own.leave')} @click=${() => chat.leave()}>
          ${icon('leave')}
        </button>
      </footer>
    </div>`;
  }

  #middle() {
    const { chat, connection } = this;
    const { conversation } = chat;
    const { who } = conversation;
    const waiting = [...chat.conversations.values()].some((one) => one !== conversation && one.unread);
    const others = chat.people.filter((name) => !same(name, chat.me));
    return html`<main class="middle">
      <header class="middle-head">
        <button
          type="button"
          class="btn btn-icon only-phone"
          aria-label=${t('side.show')}
          aria-expanded=${this.drawer === 'conversations' ? 'true' : 'false'}
          aria-controls="left"
          @click=${() => this.#slide('conversations')}
        >
          ${icon('menu')}${waiting ? html`<span class="dot"></span>` : nothing}
        </button>
        <span class="middle-sign ${who ? 'private' : ''}">${icon(who ? 'lock' : 'hash')}</span>
        <div class="middle-title">
          <h1><bdi>${this.#title()}</bdi></h1>
          <p class="middle-topic">${who ? t('head.private', { name: who }) : t('head.lobby')}</p>
        </div>
        <parley-connection-pill .state=${connection.state} .transport=${connection.transport}></parley-connection-pill>
        <button
          type="button"
          class="btn btn-icon people-button"
          title=${t('people.show')}
          aria-label=${t('people.show-count', { count: chat.people.length })}
          aria-expanded=${this.drawer === 'people' || !this.folded ? 'true' : 'false'}
          aria-controls="right"
          @click=${this.#togglePeople}
        >
          ${icon('people')}<span class="people-count">${chat.people.length}</span>
        </button>
      </header>
      <div role="status">
        <parley-connection-line .state=${connection.state} .retryAt=${connection.retryAt} @retry-now=${() => connection.retry()}>
        </parley-connection-line>
      </div>
      <parley-messages
        .rows=${timeline({ ...conversation, me: chat.me })}
        conversation=${chat.active}
        .who=${who}
        .older=${conversation.older}
        .loading=${conversation.loading}
        .unread=${conversation.unread}
        .me=${chat.me}
        .people=${this.#known(conversation)}
        .offline=${connection.state !== 'online'}
        @looked=${this.#looked}
        @older=${() => chat.loadOlder()}
        @gap=${(event) => chat.loadGap(event.detail)}
        @open-person=${(event) => this.#open(() => chat.open(event.detail))}
        @edit=${(event) => this.#edit(event.detail)}
        @retry=${(event) => chat.retry(event.detail)}
        @discard=${(event) => chat.discard(event.detail)}
      ></parley-messages>
      <parley-composer
        conversation=${chat.active}
        .who=${who}
        .draft=${conversation.draft}
        .complete=${(text, caret) => completion(text, caret, others)}
        .addressee=${who === null ? (text) => addressee(text, others) : null}
        @draft=${(event) => chat.draft(event.detail)}
        @send=${this.#send}
      ></parley-composer>
    </main>`;
  }

  #right() {
    const { chat } = this;
    const order = new Intl.Collator().compare;
    const people = [...chat.people].sort((a, b) => same(b, chat.me) - same(a, chat.me) || order(a, b));
    return html`<aside class="right" id="right" aria-label=${t('people.show')}>
      <parley-people .people=${people} .me=${chat.me} @open-person=${(event) => this.#open(() => chat.open(event.detail))}></parley-people>
      <footer class="right-foot"><h2>${t('frame.how')}</h2><parley-lab-ways></parley-lab-ways></footer>
    </aside>`;
  }

  /** Whose names an @ may mention: those who are here, and those who have said something that is shown. */
  #known({ who, messages }) {
    const names = [this.chat.me, ...this.chat.people, ...messages.map(({ author }) => author)];
    return new Set((who === null ? names : [...names, who]).map(fold));
  }

  #title() {
    return this.chat.conversation.who ?? t('side.lobby');
  }

  #heard = (event) => {
    const { conversation, message } = event.detail;
    const key = conversation.who === null ? 'news.lobby' : 'news.private';
    this.news = t(key, { name: message.author, text: message.text.slice(0, SAID_ALOUD) });
  };

  #looked(event) {
    this.#atNewest = event.detail.atNewest;
    this.#look();
  }

  async #send(event) {
    const composer = event.target;
    const unknown = this.chat.send(event.detail);
    if (unknown) {
      composer.refuse(unknown);
      return;
    }
    await this.updateComplete;
    this.querySelector('parley-messages').toNewest();
  }

  async #open(show) {
    show();
    this.#slide(null);
    await this.updateComplete;
    if (matchMedia('(pointer: fine)').matches) {
      this.querySelector('parley-composer').focus();
    }
  }

  async #edit(entry) {
    this.chat.edit(entry);
    await this.updateComplete;
    this.querySelector('parley-composer').focus();
  }

  #togglePeople() {
    if (matchMedia('(max-width: 960px)').matches) {
      this.#slide('people');
    } else {
      this.folded = !this.folded;
    }
  }

  async #slide(drawer) {
    this.drawer = drawer;
    await this.updateComplete;
    if (drawer) {
      this.querySelector(drawer === 'people' ? '#right button, #right' : '#left .side-entry.active button').focus();
    }
  }

  /** Esc closes what slid in; Alt with up and down goes from conversation to conversation. */
  #keyed = (event) => {
    if (event.key === 'Escape' && this.drawer) {
      this.#slide(null);
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && this.chat.conversation) {
      event.preventDefault();
      const keys = [...this.chat.conversations.keys()];
      const at = keys.indexOf(this.chat.active) + (event.key === 'ArrowUp' ? -1 : 1);
      this.#open(() => this.chat.openKey(keys.at(at % keys.length) ?? LOBBY));
    }
  };
}

customElements.define('parley-chat', ChatPage);
