import { clock, day, list, moment, number, t } from '../i18n.js';
import { same } from '../model/names.js';
import { avatar } from './avatar.js';
import { Element } from './element.js';
import './emoji-picker.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';
import { mentions, text } from './text.js';

const AT_NEWEST = 32; // px from the end that still count as the end
const QUICK = ['👍', '❤️', '😂']; // one click away
const QUOTED = 200; // characters shown of a message that another one answers
const NAMED = 8; // people named in a line about who came and went
const NEAR_GAP = 200; // px above the view at which a gap begins to be filled
const ASK_OLDER = 500; // px from the start at which older messages are asked for

/**
 * The messages of one conversation: rows of model/timeline.js. What somebody reads never moves by itself: at the newest the
 * list stays there, anywhere else the row that is being read keeps its place, whatever comes above or below it.
 *
 * Tells 'looked' (detail {atNewest}), 'older', 'gap' (one that comes into view), 'open-person' (a name), 'retry', 'edit' and 'discard' (a
 * pending entry), 'link' and 'show-message' (the id of a message), 'answer', 'revise' and 'delete' (a message), and 'react' ({message,
 * emoji}: to put it there or take it back).
 */
class MessageList extends Element {
  static properties = {
    rows: { attribute: false },
    conversation: {}, // its key
    who: {}, // the other person's name, or null
    room: {}, // as it is called here, or null
    isLobby: { attribute: false },
    target: { attribute: false }, // the id of a message to show, or null
    older: { type: Boolean },
    loading: { type: Boolean },
    unread: { type: Number },
    me: {},
    people: { attribute: false }, // folded names
    quoteOf: { attribute: false }, // (id) => the message that another one answers, or null while it is not known
    offline: { type: Boolean },
    atNewest: { state: true },
    picking: { state: true }, // the id of the message for which an emoji is being chosen
    deleting: { state: true }, // the id of the message that is taken back if the reader is sure
  };

  #anchor = null;
  #sought = null; // the target until it has been in view
  #resized = new ResizeObserver(() => this.#settle());

  constructor() {
    super();
    this.atNewest = true;
  }

  firstUpdated() {
    this.#resized.observe(this.#view);
  }

  disconnectedCallback() {
    this.#resized.disconnect();
    super.disconnectedCallback();
  }

  /** To the newest message; those that come after are followed. */
  toNewest() {
    this.atNewest = true;
    this.#settle();
  }

  willUpdate(changed) {
    if (!this.hasUpdated) {
      return;
    }
    if (changed.has('conversation')) {
      this.atNewest = true;
      this.#anchor = null;
    } else if (!this.atNewest) {
      this.#anchor = this.#findAnchor();
    }
  }

  updated(changed) {
    if (changed.has('conversation') && this.hasUpdated) {
      this.#toUnread();
    }
    if (changed.has('target') && this.target !== null) {
      this.#sought = this.target;
    }
    this.#toTarget();
    if (changed.has('rows') || changed.has('conversation')) {
      this.#settle();
      this.#askOlder();
      this.#askGap();
    }
  }

  render() {
    return html`<div class="messages-frame">
      <div
        class="messages ${this.who ? 'private' : ''}"
        role="list"
        tabindex="0"
        aria-label=${this.who ? t('messages.with', { name: this.who }) : t('messages.room', { room: this.room })}
        @scroll=${this.#scrolled}
        @keydown=${this.#keyed}
      >
        <div class="messages-start" role="listitem">${this.#start()}</div>
        ${repeat(this.rows, (row) => row.key, (row) => this.#row(row))}
      </div>
      ${this.atNewest
        ? nothing
        : html`<button type="button" class="btn jump" @click=${() => this.toNewest()}>
            ${icon('down')}<span>${this.unread ? t('messages.jump-count', { count: this.unread }) : t('messages.jump')}</span>
          </button>`}
    </div>`;
  }

  #start() {
    if (this.loading || (this.older && !this.rows.length)) {
      return html`<div class="skeleton" aria-label=${t('messages.loading')} role="img">
        ${[58, 82, 40, 70].map((width) => html`<span .style=${`--width: ${width}%`}></span>`)}
      </div>`;
    }
    if (this.older) {
      return nothing;
    }
    return this.who
      ? html`<p class="beginning">${avatar(this.who, 'large')}<b><bdi>${this.who}</bdi></b><span class="soft">${t('messages.private-start', { name: this.who })}</span></p>`
      : html`<p class="beginning"><span class="beginning-mark">${icon('hash')}</span><b><bdi>${this.room}</bdi></b><span class="soft">${t(this.isLobby ? 'messages.lobby-start' : 'messages.room-start', { room: this.room })}</span></p>`;
  }

  #row(row) {
    switch (row.kind) {
      case 'day':
        return html`<div class="row-day" role="listitem"><span>${day(row.date)}</span></div>`;
      case 'gap':
        return html`<div class="row-gap" role="listitem">
          <button type="button" class="btn btn-quiet btn-small" ?disabled=${row.gap.loading} @click=${() => this.tell('gap', row.gap)}>
            ${t(row.gap.loading ? 'messages.gap-loading' : 'messages.gap')}
          </button>
        </div>`;
      case 'new':
        return html`<div class="row-new" role="listitem"><span>${t('messages.new')}</span></div>`;
      case 'coming':
        return html`<div class="row-coming" role="listitem" data-row=${row.key}>${this.#coming(row)}</div>`;
      case 'message':
        return row.message.deleted ? this.#deleted(row) : this.#message(row, row.message.author, row.message.text, row.message.kind === 'whisper');
      default:
        return this.#message(row, this.me, row.entry.text, this.who !== null);
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
      class="msg ${row.head ? 'head' : ''} ${entry ? entry.state : ''} ${isPrivate ? 'private' : ''} ${!own && mentions(words, this.me) ? 'mentioned' : ''} ${row.key === this.target ? 'target' : ''}"
      role="listitem"
      tabindex="-1"
      data-row=${row.key}
      data-author=${author}
    >
      ${row.head
        ? html`<button type="button" class="msg-avatar" tabindex="-1" ?disabled=${own} aria-hidden="true" @click=${() => this.#write(author)}>
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
                @click=${() => this.#write(author)}
              >
                <bdi>${author}</bdi>
              </button>
              ${isPrivate ? html`<span class="msg-private">${icon('lock')}${t('messages.private')}</span>` : nothing}
            </header>`
          : html`<span class="visually-hidden">${author}</span>`}
        ${said.reply ? this.#quote(said.reply) : nothing}
        <div class="msg-text" dir="auto">${text(words, this)}${said.edited
            ? html`<span class="msg-edited" title=${moment(new Date(said.edited))}>${t('messages.edited')}</span>`
            : nothing}</div>
        ${said.reactions?.length ? this.#reactions(said) : nothing}
        ${entry?.state === 'refused' ? this.#refusal(entry) : nothing}
        ${!entry && this.deleting === said.id ? this.#deletion(said) : nothing}
        ${!entry && this.picking === said.id ? this.#picker(said) : nothing}
      </div>
      ${entry
        ? html`<span class="msg-time">${entry.state === 'waiting' ? t(this.offline ? 'messages.waits' : 'messages.waiting') : nothing}</span>`
        : html`<time class="msg-time" datetime=${row.message.at} title=${moment(row.date)}>${clock(row.date)}</time>`}
      ${entry ? nothing : this.#actions(row, author, words)}
    </div>`;
  }

  #deleted({ key, message, date, head }) {
    return html`<div class="msg deleted ${head ? 'head' : ''} ${key === this.target ? 'target' : ''}" role="listitem" tabindex="-1" data-row=${key} data-author=${message.author}>
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
      <button type="button" class="btn btn-quiet btn-small" @click=${() => this.tell('retry', entry)}>${t('messages.retry')}</button>
      <button type="button" class="btn btn-quiet btn-small" @click=${() => this.tell('edit', entry)}>${t('messages.edit')}</button>
      <button type="button" class="btn btn-quiet btn-small" @click=${() => this.tell('discard', entry)}>${t('messages.discard')}</button>
    </div>`;
  }

  #actions(row, author, words) {
    const { message } = row;
    return html`<div class="msg-actions" role="toolbar" aria-label=${t('messages.actions')}>
      ${QUICK.map((emoji) => html`<button type="button" class="btn btn-icon quick" tabindex="-1" aria-label=${t('messages.react-with', { emoji })} @click=${() => this.tell('react', { message, emoji })}>${emoji}</button>`)}
      ${this.#action('smile', t('messages.react'), () => (this.picking = message.id))}
      ${this.#action('reply', t('messages.reply'), () => this.tell('answer', message))}
      ${row.mine ? this.#action('pencil', t('messages.edit'), () => this.tell('revise', message)) : nothing}
      ${row.mine ? this.#action('bin', t('messages.delete'), () => (this.deleting = message.id)) : nothing}
      ${row.mine || this.who ? nothing : this.#action('lock', t('people.write', { name: author }), () => this.#write(author))}
      ${this.#action('copy', t('messages.copy'), () => navigator.clipboard?.writeText(words))}
      ${this.#action('link', t('messages.link'), () => this.tell('link', message.id))}
    </div>`;
  }

  #action(sign, label, act) {
    return html`<button type="button" class="btn btn-icon" tabindex="-1" title=${label} aria-label=${label} @click=${act}>${icon(sign)}</button>`;
  }

  /** What a message answers. */
  #quote(id) {
    const quoted = this.quoteOf(id);
    return html`<button type="button" class="msg-quote" tabindex="-1" title=${t('messages.show-quoted')} @click=${() => this.tell('show-message', id)}>
      ${icon('reply')}${quoted
        ? html`<bdi class="msg-quote-author">${quoted.author}</bdi><span dir="auto">${quoted.deleted ? t('messages.deleted') : quoted.text.slice(0, QUOTED)}</span>`
        : html`<span>${t('messages.quote-unknown')}</span>`}
    </button>`;
  }

  #reactions(message) {
    return html`<div class="reactions">
      ${repeat(message.reactions, ({ emoji }) => emoji, ({ emoji, by }) => this.#reaction(message, emoji, by))}
      ${this.#action('smile', t('messages.react'), () => (this.picking = message.id))}
    </div>`;
  }

  #reaction(message, emoji, by) {
    const mine = by.some((name) => same(name, this.me));
    return html`<button
      type="button"
      class="reaction ${mine ? 'mine' : ''}"
      tabindex="-1"
      aria-pressed=${mine ? 'true' : 'false'}
      title=${t('messages.reacted', { names: this.#names(by), emoji })}
      @click=${() => this.tell('react', { message, emoji })}
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
    this.picking = null;
    this.#focusRow(message.id);
    if (emoji) {
      this.tell('react', { message, emoji });
    }
  }

  #deletion(message) {
    return html`<div class="msg-confirm" role="alertdialog" aria-label=${t('messages.delete-sure')} @keydown=${(event) => event.key === 'Escape' && this.#decided(message, false)}>
      <span>${t('messages.delete-sure')}</span>
      <button type="button" class="btn btn-danger btn-small" autofocus @click=${() => this.#decided(message, true)}>${t('messages.delete')}</button>
      <button type="button" class="btn btn-quiet btn-small" @click=${() => this.#decided(message, false)}>${t('messages.keep')}</button>
    </div>`;
  }

  #decided(message, isDeleted) {
    this.deleting = null;
    this.#focusRow(message.id);
    if (isDeleted) {
      this.tell('delete', message);
    }
  }

  #focusRow(id) {
    this.#view.querySelector(`[data-row="${id}"]`)?.focus({ preventScroll: true });
  }

  #write(author) {
    if (author !== this.me) {
      this.tell('open-person', author);
    }
  }

  get #view() {
    return this.querySelector('.messages');
  }

  #scrolled() {
    const view = this.#view;
    this.atNewest = view.scrollHeight - view.scrollTop - view.clientHeight < AT_NEWEST;
    this.#askOlder();
    this.#askGap();
    this.tell('looked', { atNewest: this.atNewest });
  }

  #askOlder() {
    if (this.older && !this.loading && this.#view.scrollTop < ASK_OLDER) {
      this.tell('older');
    }
  }

  /** A gap that is seen, or nearly, is filled from its end. */
  #askGap() {
    const view = this.#view.getBoundingClientRect();
    this.querySelectorAll('.row-gap').forEach((row, at) => {
      const { top, bottom } = row.getBoundingClientRect();
      const { gap } = this.rows.filter(({ kind }) => kind === 'gap')[at];
      if (bottom > view.top - NEAR_GAP && top < view.bottom && !gap.loading) {
        this.tell('gap', gap);
      }
    });
  }

  /** After something changed: to the newest, or what was being read back to where it was. */
  #settle() {
    const view = this.#view;
    if (this.atNewest) {
      view.scrollTop = view.scrollHeight;
    } else if (this.#anchor?.row.isConnected) {
      view.scrollTop += this.#anchor.row.getBoundingClientRect().bottom - this.#anchor.bottom;
    }
    this.#anchor = null;
    this.tell('looked', { atNewest: this.atNewest });
  }

  /** The first row in view. Its lower edge, as it may lose its head when others join its group above. */
  #findAnchor() {
    const top = this.#view.getBoundingClientRect().top;
    for (const row of this.#view.querySelectorAll('[data-row]')) {
      const { bottom } = row.getBoundingClientRect();
      if (bottom > top) {
        return { row, bottom };
      }
    }
    return null;
  }

  /** The message that is looked for into the middle, once it is there. */
  #toTarget() {
    const row = this.#sought === null ? null : this.#view.querySelector(`[data-row="${this.#sought}"]`);
    if (row) {
      this.#sought = null;
      row.scrollIntoView({ block: 'center' });
      row.focus({ preventScroll: true });
      const view = this.#view;
      this.atNewest = view.scrollHeight - view.scrollTop - view.clientHeight < AT_NEWEST;
      this.#anchor = null;
    }
  }

  /** Where somebody left off, if that is out of view when a conversation is opened at its newest. */
  #toUnread() {
    const view = this.#view;
    const line = view.querySelector('.row-new');
    view.scrollTop = view.scrollHeight;
    if (line && line.offsetTop < view.scrollTop) {
      view.scrollTop = line.offsetTop - view.clientHeight / 4;
      this.atNewest = view.scrollHeight - view.scrollTop - view.clientHeight < AT_NEWEST;
    }
  }

  /** Up and down go from message to message, right to what can be done with one, Enter writes to its author. */
  #keyed(event) {
    if (event.target.closest('.msg-actions, .reactions') || event.key === 'ArrowRight') {
      this.#keyedInActions(event);
      return;
    }
    const rows = [...this.#view.querySelectorAll('.msg')];
    const at = rows.indexOf(document.activeElement);
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const next = at < 0 ? rows.length - 1 : Math.min(rows.length - 1, Math.max(0, at + (event.key === 'ArrowUp' ? -1 : 1)));
      rows[next]?.focus();
    } else if (event.key === 'Enter' && at >= 0 && event.target === rows[at] && !this.who) {
      event.preventDefault();
      this.#write(rows[at].dataset.author);
    }
  }

  /** Right goes from a message to what can be done with it, and on; left goes back, and Escape to the message. */
  #keyedInActions(event) {
    const row = event.target.closest('.msg');
    const buttons = row ? [...row.querySelectorAll('.msg-actions button, .reactions button')] : [];
    const at = buttons.indexOf(event.target);
    const next = { ArrowRight: buttons[at + 1], ArrowLeft: buttons[at - 1] ?? row, Escape: row }[event.key];
    if (next && (at >= 0 || event.target === row)) {
      event.preventDefault();
      event.stopPropagation();
      next.focus();
    }
  }
}

customElements.define('parley-messages', MessageList);
