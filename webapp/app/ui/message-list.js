import { clock, day, list, moment, t } from '../i18n.js';
import { avatar } from './avatar.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';
import { mentions, text } from './text.js';

const AT_NEWEST = 32; // px from the end that still count as the end
const NAMED = 8; // people named in a line about who came and went
const NEAR_GAP = 200; // px above the view at which a gap begins to be filled
const ASK_OLDER = 500; // px from the start at which older messages are asked for

/**
 * The messages of one conversation: rows of model/timeline.js. What somebody reads never moves by itself: at the newest the
 * list stays there, anywhere else the row that is being read keeps its place, whatever comes above or below it.
 *
 * Tells 'looked' (detail {atNewest}), 'older', 'gap' (one that comes into view), 'open-person' (a name), 'retry', 'edit' and 'discard' (a
 * pending entry), and 'link' (the id of a message).
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
    offline: { type: Boolean },
    atNewest: { state: true },
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
        return this.#message(row, row.message.author, row.message.text, row.message.kind === 'whisper');
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
        <div class="msg-text" dir="auto">${text(words, this)}</div>
        ${entry?.state === 'refused' ? this.#refusal(entry) : nothing}
      </div>
      ${entry
        ? html`<span class="msg-time">${entry.state === 'waiting' ? t(this.offline ? 'messages.waits' : 'messages.waiting') : nothing}</span>`
        : html`<time class="msg-time" datetime=${row.message.at} title=${moment(row.date)}>${clock(row.date)}</time>`}
      ${entry ? nothing : this.#actions(row, author, words)}
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
    return html`<div class="msg-actions">
      ${row.mine || this.who
        ? nothing
        : html`<button
            type="button"
            class="btn btn-icon"
            tabindex="-1"
            title=${t('people.write', { name: author })}
            aria-label=${t('people.write', { name: author })}
            @click=${() => this.#write(author)}
          >
            ${icon('lock')}
          </button>`}
      <button
        type="button"
        class="btn btn-icon"
        tabindex="-1"
        title=${t('messages.copy')}
        aria-label=${t('messages.copy')}
        @click=${() => navigator.clipboard?.writeText(words)}
      >
        ${icon('copy')}
      </button>
      <button
        type="button"
        class="btn btn-icon"
        tabindex="-1"
        title=${t('messages.link')}
        aria-label=${t('messages.link')}
        @click=${() => this.tell('link', row.message.id)}
      >
        ${icon('link')}
      </button>
    </div>`;
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

  /** Up and down go from message to message, Enter writes to its author. */
  #keyed(event) {
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
}

customElements.define('parley-messages', MessageList);
