import { list, t } from '../i18n.js';
import { gist } from '../model/files.js';
import { fold, same } from '../model/names.js';
import { Timeline } from '../model/timeline.js';
import '../ui/connection.js';
import { copy } from '../ui/copy.js';
import { icon } from '../ui/icons.js';
import { html, nothing } from '../ui/lit.js';
import '../ui/message-list.js';
import { addressOf } from './address.js';
import { WritingParts } from './writing.js';

const SAID_ALOUD = 200; // characters of a message

/** What a room is called here; the lobby has a name in every language. */
export const nameOf = ({ room, isLobby }) => (isLobby ? t('side.lobby') : room);

/** What a screen reader is given at once of something that was said (the detail of 'news' of model/chat.js). */
export function aloud({ conversation, message }) {
  const key = conversation.who !== null ? 'news.private' : conversation.isLobby ? 'news.lobby' : 'news.room';
  return t(key, { name: message.author, room: conversation.room, text: gist(message).slice(0, SAID_ALOUD) });
}

/** One conversation as every page of the chat shows it: what is amiss, its messages, who is writing, and the composer. */
export class ConversationParts {
  #page;
  #chat;
  #connection;
  #timeline = new Timeline();
  #writing;
  #looked;
  #openPerson;

  /**
   * looked({atNewest}): the reader has moved, or something has come; openPerson(name): the reader wants to write to somebody alone.
   * whispers: whether that can be done by the composer of the lobby.
   */
  constructor(page, { looked, openPerson, whispers = true }) {
    this.#page = page;
    this.#chat = page.chat;
    this.#connection = page.connection;
    this.#writing = new WritingParts(page, { whispers });
    this.#looked = looked;
    this.#openPerson = openPerson;
  }

  /** A lost connection, with the way to try again. */
  connectionLine() {
    const connection = this.#connection;
    return html`<parley-connection-line .state=${connection.state} .retryAt=${connection.retryAt} .why=${this.#chat.delayed} @retry-now=${() => connection.retry()}>
    </parley-connection-line>`;
  }

  /** Whatever is amiss. */
  notices() {
    const chat = this.#chat;
    return html`<div role="status">
      ${this.connectionLine()}
      ${chat.missing
        ? html`<div class="missing" role="alert">
            ${t(`error.${chat.missing}`)}
            <button type="button" class="btn btn-icon" aria-label=${t('dialog.close')} @click=${() => chat.dismiss()}>${icon('close')}</button>
          </div>`
        : nothing}
    </div>`;
  }

  messages() {
    const [chat, writing] = [this.#chat, this.#writing];
    const { conversation } = chat;
    const { who, room } = conversation;
    return html`<parley-messages
      .rows=${this.#timeline.rows({ ...conversation, me: chat.me })}
      conversation=${chat.active}
      .who=${who}
      .room=${nameOf(conversation)}
      .isLobby=${conversation.isLobby}
      .target=${chat.target}
      .older=${conversation.older}
      .loading=${conversation.loading}
      .unread=${conversation.unread}
      .me=${chat.me}
      .people=${this.#known(conversation)}
      .quoteOf=${(id) => chat.quotes.of(conversation, id)}
      .loadFile=${chat.loadFile}
      .offline=${this.#connection.state !== 'online'}
      .readonly=${conversation.visiting}
      @looked=${(event) => this.#looked(event.detail)}
      @older=${() => chat.loadOlder()}
      @gap=${(event) => chat.loadGap(event.detail)}
      @open-person=${(event) => this.#openPerson(event.detail)}
      @edit=${(event) => writing.begin(() => chat.edit(event.detail))}
      @retry=${(event) => chat.retry(event.detail)}
      @discard=${(event) => chat.discard(event.detail)}
      @answer=${(event) => writing.begin(() => chat.revising.beginAnswer(conversation, event.detail))}
      @revise=${(event) => writing.begin(() => chat.revising.beginEdit(conversation, event.detail))}
      @delete=${(event) => chat.revising.delete(conversation, event.detail)}
      @react=${({ detail }) => chat.revising.toggle(conversation, detail.message, detail.emoji)}
      @show-message=${(event) => chat.show({ who, room, id: event.detail })}
      @link=${(event) => copy(addressOf(conversation, event.detail))}
    ></parley-messages>`;
  }

  /** Who is writing, and where the reader writes, or else joins. */
  foot() {
    const { conversation } = this.#chat;
    return html`<p class="writing" aria-hidden="true">${this.#writers(conversation)}</p>
      ${conversation.visiting ? this.#visiting(conversation.room) : this.#writing.composer(conversation, nameOf(conversation))}`;
  }

  /** Who is writing; screen readers are not told, as it comes and goes. */
  #writers(conversation) {
    const names = this.#chat.signs.writers(conversation).filter((name) => !same(name, this.#chat.me));
    if (!names.length) {
      return nothing;
    }
    return names.length > 3 ? t('writing.many') : t('writing.some', { count: names.length, names: list(names) });
  }

  #visiting(room) {
    return html`<div class="visiting">
      <span>${t('rooms.visiting', { room })}</span>
      <button type="button" class="btn btn-primary join-room" @click=${() => this.#chat.joinRoom(room)}>${t('rooms.join')}</button>
    </div>`;
  }

  /** Whose names an @ may mention: those who are here, and those who have said something that is shown. */
  #known({ who, messages }) {
    const names = [this.#chat.me, ...this.#chat.people, ...messages.map(({ author }) => author)];
    return new Set([...new Set(who === null ? names : [...names, who])].map(fold));
  }
}
