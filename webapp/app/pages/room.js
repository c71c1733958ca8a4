import { t, useFirst } from '../i18n.js';
import { LOBBY } from '../model/chat.js';
import { embeddingOf } from '../model/embedding.js';
import { Idle, SIGNS_OF_SOMEBODY } from '../model/idle.js';
import { fold } from '../model/names.js';
import { avatar } from '../ui/avatar.js';
import { Element } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { html, nothing } from '../ui/lit.js';
import '../ui/name-entry.js';
import { addressOf } from './address.js';
import { ConversationParts, aloud, nameOf } from './conversation.js';


/**
 * One room alone, as a part of another page (embed.js), which says in the fragment which room it is. That page is of the same origin,
 * as no other may frame this one; whoever reads it and has this in view reads this. Private conversations are on Parley's own page.
 */
class RoomPage extends Element {
  static properties = {
    chat: { attribute: false },
    connection: { attribute: false },
    news: { state: true },
  };

  #shown;
  #idle;
  #inView = new IntersectionObserver((seen) => this.#viewed(seen.at(-1).isIntersecting));
  #isInView = false;
  #foot = null;
  #atNewest = true;
  #unread = 0;
  #listening = new AbortController();
  #redraw = () => this.requestUpdate();
  #look = () => this.chat.look({ visible: !document.hidden && parent.document.hasFocus() && this.#isInView, atNewest: this.#atNewest });

  connectedCallback() {
    super.connectedCallback();
    this.#shown = new ConversationParts(this, {
      looked: ({ atNewest }) => this.#looked(atNewest),
      openPerson: (who) => window.open(addressOf({ room: null, who }), '_blank', 'noopener'),
      whispers: false,
    });
    this.#idle = new Idle((away) => this.chat.signs.be(away));
    const { signal } = this.#listening;
    for (const frame of new Set([window, parent])) {
      SIGNS_OF_SOMEBODY.forEach((event) => frame.addEventListener(event, () => this.#idle.touched(), { passive: true, signal }));
      ['focus', 'blur'].forEach((event) => frame.addEventListener(event, this.#look, { signal }));
    }
    addEventListener('pagehide', ({ persisted }) => persisted || this.#listening.abort()); // the page around it may stay
    addEventListener('hashchange', () => this.#follow());
    document.addEventListener('visibilitychange', this.#look);
    this.chat.addEventListener('change', () => this.#changed());
    this.chat.addEventListener('news', (event) => this.#heard(event.detail));
    this.connection.addEventListener('state', this.#redraw);
    this.#follow();
  }

  render() {
    const { chat, connection } = this;
    const name = nameOf(this.#wanted); // the page around it may have a <main> of its own
    if (chat.phase === 'naming' || !chat.me) {
      return html`<section class="entry" aria-label=${name}>
        ${this.#shown.connectionLine()}
        <parley-name-entry
          .name=${chat.lastName}
          .room=${name}
          .error=${chat.refusal}
          .busy=${chat.phase === 'joining' && connection.state !== 'offline'}
          @name=${(event) => chat.join(event.detail)}
          @code=${(event) => chat.joinByCode(event.detail)}
        ></parley-name-entry>
      </section>`;
    }
    return html`<section class="middle embedded" aria-label=${name}>
      ${this.#head()}
      ${this.#isRefused ? this.#refusal() : html`${this.#shown.notices()} ${this.#shown.messages()} ${this.#shown.foot()}`}
      <div class="visually-hidden" aria-live="polite">${this.news ?? nothing}</div>
    </section>`;
  }

  updated() {
    const foot = this.querySelector('.writing');
    if (foot !== this.#foot) {
      this.#foot = foot;
      this.#inView.disconnect();
      this.#viewed(false);
      if (foot) {
        this.#inView.observe(foot);
      }
    }
    document.title = `${nameOf(this.#wanted)} · Parley`;
  }

  #head() {
    const { chat } = this;
    const { conversation } = chat;
    const about = chat.rooms.own.get(conversation.room);
    const here = this.#isRefused ? null : this.#here(conversation);
    const out = html`<a
      class="btn btn-icon"
      href=${addressOf(conversation)}
      target="_blank"
      rel="noopener"
      title=${t('embed.out')}
      aria-label=${t('embed.out')}
      >${icon('out')}</a
    >`;
    return html`<header class="middle-head">
      <span class="middle-sign">${icon(about?.private ? 'lock' : 'hash')}</span>
      <div class="middle-title">
        <h1><bdi>${nameOf(conversation)}</bdi></h1>
        <p class="middle-topic" dir="auto">${about?.topic ?? nothing}</p>
      </div>
      ${here === null ? nothing : html`<span class="here-count"><span class="here-dot"></span>${t('embed.here', { count: here })}</span>`}
      <span class="presence ${chat.phase}" role="img" title=${t('embed.own', { name: chat.me })} aria-label=${t('embed.own', { name: chat.me })}
        >${avatar(chat.me, 'small')}</span
      >
      ${out}
    </header>`;
  }

  #refusal() {
    const { chat } = this;
    return html`<div class="refused" role="alert">
      <span class="beginning-mark">${icon('lock')}</span>
      <h2>${t('embed.refused')}</h2>
      <p class="soft">${t(`error.${chat.missing}`)}</p>
      <button type="button" class="btn btn-quiet" @click=${() => chat.show(this.#wanted)}>${t('embed.retry')}</button>
    </div>`;
  }

  /** How many of a room are in the chat, or null while that is not known. */
  #here({ room, isLobby }) {
    if (isLobby) {
      return this.chat.people.length;
    }
    const here = new Set(this.chat.people.map(fold));
    return this.chat.rooms.members(room)?.filter((name) => here.has(fold(name))).length ?? null;
  }

  get #wanted() {
    const room = fold(embeddingOf(location.hash).room ?? LOBBY);
    return { room, isLobby: room === LOBBY };
  }

  get #isRefused() {
    const { conversation, missing } = this.chat;
    return missing !== null && conversation.visiting && conversation.cursor === null;
  }

  /** What the page around it wants now. */
  async #follow() {
    const { lang } = embeddingOf(location.hash);
    await useFirst(lang ? [lang] : []);
    this.#changed();
  }

  #changed() {
    const { chat } = this;
    if (chat.conversation && chat.conversation.room !== this.#wanted.room) {
      chat.show(this.#wanted); // changes again
      return;
    }
    if (chat.missing === 'unknown-room' && !chat.conversation?.visiting) {
      chat.dismiss(); // somebody has let the reader in
      return;
    }
    this.#tell(chat.conversation?.visiting ? 0 : (chat.conversation?.unread ?? 0));
    this.requestUpdate();
  }

  #looked(atNewest) {
    this.#atNewest = atNewest;
    this.#look();
  }

  #viewed(isInView) {
    this.#isInView = isInView;
    this.#look();
  }

  #tell(unread) {
    if (unread !== this.#unread) {
      this.#unread = unread;
      window.frameElement?.dispatchEvent(new CustomEvent('unread', { detail: unread }));
    }
  }

  #heard(news) {
    if (news.conversation === this.chat.conversation) {
      this.news = aloud(news);
    }
  }
}

customElements.define('parley-room', RoomPage);
