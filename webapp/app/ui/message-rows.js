import { clock, day, list, moment, number, t } from '../i18n.js';
import { gist } from '../model/files.js';
import { same } from '../model/names.js';
import { avatar } from './avatar.js';
import { copy } from './copy.js';
import './emoji-picker.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';
import { messageFiles } from './message-files.js';
import { mentions, text } from './text.js';

const QUICK = ['👍', '❤️', '😂']; // one click away
const QUOTED = 200; // characters shown of a message that another one answers
const NAMED = 8; // people named in a line about who came and went, or at an emoji

/** Draws the rows of a list of messages (ui/message-list.js), which tells what the reader wants, and keeps what is open in one of them. */
export class MessageRows {
  #list;
  #picking = null; // the id of the message for which an emoji is being chosen
  #deleting = null; // the id of the message that is taken back if the reader is sure

  constructor(list) {
    this.#list = list;
  }

  /** The keys of rows in which the reader has something open. */
  get open() {
    return [this.#picking, this.#deleting].filter((id) => id !== null);
  }

  /** A row of model/timeline.js. */
  draw(row) {
    switch (row.kind) {
      case 'day':
        return html`<div class="row-day" role="listitem"><span>${day(row.date)}</span></div>`;
      case 'gap':
        return html`<div class="row-gap" role="listitem">
          <button type="button" class="btn btn-quiet btn-small" ?disabled=${row.gap.loading} @click=${() => this.#list.tell('gap', row.gap)}>
            ${t(row.gap.loading ? 'messages.gap-loading' : 'messages.gap')}
          </button>
        </div>`;
      case 'new':
        return html`<div class="row-new" role="listitem"><span>${t('messages.new')}</span></div>`;
      case 'coming':
        return html`<div class="row-coming" role="listitem">${this.#coming(row)}</div>`;
      case 'message':
        return row.message.deleted ? this.#deleted(row) : this.#message(row, row.message.author, row.message.text, row.message.kind === 'whisper');
      default:
        return this.#message(row, this.#list.me, row.entry.text, this.#list.who !== null);
    }
  }

  #coming({ joined, left }) {
    const parts = [];
    if (joined.length) {
      parts.push(t('messages.joined', { names: this.#names(joined) }));
    }
    if (left.length) {
      parts.push(t('messages.left', { names: this.#names(left) }));
    }
    return parts.join(' · ');
  }

  #names(names) {
    const others = names.length - NAMED;
    return list(others > 1 ? [...names.slice(0, NAMED), t('messages.others', { count: others })] : names);
  }

  #message(row, author, words, isPrivate) {
    const entry = row.entry;
    const said = entry ?? row.message;
    const own = row.mine;
    return html`<div
      class="msg ${row.head ? 'head' : ''} ${entry ? entry.state : ''} ${isPrivate ? 'private' : ''} ${!own && mentions(words, this.#list.me) ? 'mentioned' : ''} ${row.key === this.#list.target?.id ? 'target' : ''}"
      role="listitem"
      tabindex="-1"
      data-row=${row.key}
      data-author=${author}
    >
      ${row.head
        ? html`<button type="button" class="msg-avatar" tabindex="-1" ?disabled=${own} aria-hidden="true" @click=${() => this.#list.write(author)}>
            ${avatar(author)}
          </button>`
        : nothing}
      <div class="msg-body">
        ${row.head
          ? html`<header class="msg-head">
              <button
                type="button"
                class="msg-author"
                tabindex="-1"
                ?disabled=${own}
                title=${own ? nothing : t('people.write', { name: author })}
                @click=${() => this.#list.write(author)}
              >
                <bdi>${author}</bdi>
              </button>
              ${isPrivate ? html`<span class="msg-private">${icon('lock')}${t('messages.private')}</span>` : nothing}
            </header>`
          : html`<span class="visually-hidden">${author}</span>`}
        ${said.reply ? this.#quote(said.reply) : nothing}
        <div class="msg-text" dir="auto">${text(words, this.#list)}${said.edited
            ? html`<span class="msg-edited" title=${moment(new Date(said.edited))}>${t('messages.edited')}</span>`
            : nothing}</div>
        ${said.files?.length ? messageFiles(said.files, entry ? null : this.#list.loadFile) : nothing}
        ${said.reactions?.length ? this.#reactions(said) : nothing}
        ${entry?.state === 'refused' ? this.#refusal(entry) : nothing}
        ${!entry && this.#deleting === said.id ? this.#deletion(said) : nothing}
        ${!entry && this.#picking === said.id ? this.#picker(said) : nothing}
      </div>
      ${entry
        ? html`<span class="msg-time">${entry.state === 'waiting' ? t(this.#list.offline ? 'messages.waits' : 'messages.waiting') : nothing}</span>`
        : html`<time class="msg-time" datetime=${row.message.at} title=${moment(row.date)}>${clock(row.date)}</time>`}
      ${entry ? nothing : this.#actions(row, author, words)}
    </div>`;
  }

  #deleted({ key, message, date, head }) {
    return html`<div class="msg deleted ${head ? 'head' : ''} ${key === this.#list.target?.id ? 'target' : ''}" role="listitem" tabindex="-1" data-row=${key} data-author=${message.author}>
      ${head ? html`<span class="msg-avatar" aria-hidden="true">${avatar(message.author)}</span>` : nothing}
      <div class="msg-body">
        ${head ? html`<header class="msg-head"><span class="msg-author"><bdi>${message.author}</bdi></span></header>` : html`<span class="visually-hidden">${message.author}</span>`}
        <div class="msg-text">${t('messages.deleted')}</div>
      </div>
      <time class="msg-time" datetime=${message.at} title=${moment(date)}>${clock(date)}</time>
    </div>`;
  }

  #refusal(entry) {
    return html`<div class="msg-refused" role="alert">
      ${icon('warn')}<span>${t(`error.${entry.error}`)}</span>
      <button type="button" class="btn btn-quiet btn-small" @click=${() => this.#list.tell('retry', entry)}>${t('messages.retry')}</button>
      <button type="button" class="btn btn-quiet btn-small" @click=${() => this.#list.tell('edit', entry)}>${t('messages.edit')}</button>
      <button type="button" class="btn btn-quiet btn-small" @click=${() => this.#list.tell('discard', entry)}>${t('messages.discard')}</button>
    </div>`;
  }

  #actions(row, author, words) {
    const { message } = row;
    return html`<div class="msg-actions" role="toolbar" aria-label=${t('messages.actions')}>
      ${this.#list.readonly ? nothing : this.#changes(row)}
      ${row.mine || this.#list.who ? nothing : this.#action('lock', t('people.write', { name: author }), () => this.#list.write(author))}
      ${this.#action('copy', t('messages.copy'), () => copy(words))}
      ${this.#action('link', t('messages.link'), () => this.#list.tell('link', message.id))}
    </div>`;
  }

  /** Of who may speak here. */
  #changes({ message, mine }) {
    return html`${QUICK.map((emoji) => html`<button type="button" class="btn btn-icon quick" tabindex="-1" aria-label=${t('messages.react-with', { emoji })} @click=${() => this.#list.tell('react', { message, emoji })}>${emoji}</button>`)}
      ${this.#action('smile', t('messages.react'), () => this.#pick(message.id))}
      ${this.#action('reply', t('messages.reply'), () => this.#list.tell('answer', message))}
      ${mine ? this.#action('pencil', t('messages.edit'), () => this.#list.tell('revise', message)) : nothing}
      ${mine ? this.#action('bin', t('messages.delete'), () => this.#askToDelete(message.id)) : nothing}`;
  }

  #action(sign, label, act) {
    return html`<button type="button" class="btn btn-icon" tabindex="-1" title=${label} aria-label=${label} @click=${act}>${icon(sign)}</button>`;
  }

  /** What a message answers. */
  #quote(id) {
    const quoted = this.#list.quoteOf(id);
    return html`<button type="button" class="msg-quote" tabindex="-1" title=${t('messages.show-quoted')} @click=${() => this.#list.tell('show-message', id)}>
      ${icon('reply')}${quoted
        ? html`<bdi class="msg-quote-author">${quoted.author}</bdi><span dir="auto">${quoted.deleted ? t('messages.deleted') : gist(quoted).slice(0, QUOTED)}</span>`
        : html`<span>${t('messages.quote-unknown')}</span>`}
    </button>`;
  }

  #reactions(message) {
    return html`<div class="reactions">
      ${repeat(message.reactions, ({ emoji }) => emoji, ({ emoji, by }) => this.#reaction(message, emoji, by))}
      ${this.#list.readonly ? nothing : this.#action('smile', t('messages.react'), () => this.#pick(message.id))}
    </div>`;
  }

  #reaction(message, emoji, by) {
    const mine = by.some((name) => same(name, this.#list.me));
    return html`<button
      type="button"
      class="reaction ${mine ? 'mine' : ''}"
      ?disabled=${this.#list.readonly}
      tabindex="-1"
      aria-pressed=${mine ? 'true' : 'false'}
      title=${t('messages.reacted', { names: this.#names(by), emoji })}
      @click=${() => this.#list.tell('react', { message, emoji })}
    >
      <span>${emoji}</span><span class="reaction-count">${number(by.length)}</span>
    </button>`;
  }

  #picker(message) {
    return html`<parley-emoji-picker
      @emoji=${(event) => this.#picked(message, event.detail)}
      @closed=${() => this.#picked(message, null)}
    ></parley-emoji-picker>`;
  }

  #picked(message, emoji) {
    this.#pick(null);
    this.#focusRow(message.id);
    if (emoji) {
      this.#list.tell('react', { message, emoji });
    }
  }

  #deletion(message) {
    return html`<div class="msg-confirm" role="alertdialog" aria-label=${t('messages.delete-sure')} @keydown=${(event) => event.key === 'Escape' && this.#decided(message, false)}>
      <span>${t('messages.delete-sure')}</span>
      <button type="button" class="btn btn-danger btn-small" @click=${() => this.#decided(message, true)}>${t('messages.delete')}</button>
      <button type="button" class="btn btn-quiet btn-small" @click=${() => this.#decided(message, false)}>${t('messages.keep')}</button>
    </div>`;
  }

  #decided(message, isDeleted) {
    this.#askToDelete(null);
    this.#focusRow(message.id);
    if (isDeleted) {
      this.#list.tell('delete', message);
    }
  }

  #focusRow(id) {
    this.#list.querySelector(`[data-row="${id}"]`)?.focus({ preventScroll: true });
  }

  #pick(id) {
    this.#picking = id;
    this.#list.requestUpdate();
  }

  async #askToDelete(id) {
    this.#deleting = id;
    this.#list.requestUpdate();
    await this.#list.updateComplete;
    this.#list.querySelector('.msg-confirm button')?.focus({ preventScroll: true });
  }
}
