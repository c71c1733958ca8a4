import { t } from '../i18n.js';
import { avatar } from './avatar.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';
import { MessageRows } from './message-rows.js';

const AT_NEWEST = 32; // px from the end that still count as the end
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
    readonly: { type: Boolean }, // the reader cannot speak here
    atNewest: { state: true },
  };

  #rows = new MessageRows(this);
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
        ${repeat(this.rows, (row) => row.key, (row) => this.#rows.draw(row))}
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

  /** Opens the private conversation with the author of a message, unless that is the reader. */
  write(author) {
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
      this.write(rows[at].dataset.author);
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
