import { t } from '../i18n.js';
import { avatar } from './avatar.js';
import { DrawnRows } from './drawn-rows.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';
import { MessageRows } from './message-rows.js';

const AT_NEWEST = 32; // px from the end that still count as the end
const NEAR_GAP = 200; // px above the view at which a gap begins to be filled
const ASK_OLDER = 500; // px from the start at which older messages are asked for

const isSaid = ({ kind }) => kind === 'message' || kind === 'pending';

/**
 * The messages of one conversation: rows of model/timeline.js. What somebody reads never moves by itself: at the newest the
 * list stays there, anywhere else the row that is being read keeps its place, whatever comes above or below it. Only the rows
 * in view and near it are in the document (ui/drawn-rows.js), and those in which the reader is doing something.
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
    target: { attribute: false }, // the message to show, {id}, another object each time; or null
    older: { type: Boolean },
    loading: { type: Boolean },
    unread: { type: Number },
    me: {},
    people: { attribute: false }, // folded names
    quoteOf: { attribute: false }, // (id) => the message that another one answers, or null while it is not known
    loadFile: { attribute: false }, // as of ui/message-files.js
    offline: { type: Boolean },
    readonly: { type: Boolean }, // the reader cannot speak here
    atNewest: { state: true },
  };

  #rows = new MessageRows(this);
  #drawn = new DrawnRows(this);
  #moves = null; // {scrolling} when it has to be chosen anew which rows are drawn: whether that is because somebody scrolls
  #place = null; // where a row has to stand next, as of ui/drawn-rows.js, or null
  #sought = null; // the target until it has been in view
  #focusing = null; // the key of a row that is drawn to have the focus
  #focused = null; // the key of the row that has it, while the list is drawn anew
  #opens = false; // until it is known whether what is unread begins above
  #width = 0; // of the view, in px
  #resized = new ResizeObserver(() => this.#fit());

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
    this.#move();
  }

  willUpdate(changed) {
    if (changed.has('target') && this.target !== null) {
      this.#sought = this.target.id;
    }
    if ([...changed.keys()].some((property) => property !== 'atNewest')) {
      this.#moves = { scrolling: false }; // any of them may make rows higher or lower
    }
    if (!this.#moves) {
      return;
    }
    this.#focused = this.hasUpdated && document.activeElement?.matches('.msg') ? (this.#drawn.itemOf(document.activeElement)?.key ?? null) : null;
    if (changed.has('conversation')) {
      [this.atNewest, this.#opens, this.#place] = [true, true, null];
      this.#drawn.forget();
    }
    if (!this.atNewest) {
      this.#place ??= this.#drawn.anchor();
    }
    this.#drawn.take(this.rows);
    if (this.#sought !== null && this.#drawn.has(this.#sought)) {
      this.atNewest = false;
      this.#place = { key: this.#sought, edge: 'middle', y: this.#drawn.height / 2 };
    }
    this.#drawn.choose(this.atNewest ? null : this.#place, this.hasUpdated ? this.#kept() : []);
  }

  updated() {
    if (this.#moves) {
      this.#settle();
      this.#refocus();
    }
  }

  /** A row that is drawn in another way, as one that was deleted, is another element. */
  #refocus() {
    if (this.#focused !== null && document.activeElement === document.body) {
      this.#drawn.element(this.#focused)?.focus({ preventScroll: true });
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
        @scrollend=${this.#scrolledTo}
        @keydown=${this.#keyed}
      >
        <div class="messages-start" role="listitem">${this.#start()}</div>
        ${repeat(this.#drawn.items, ({ key }) => key, ({ row }) => (row ? this.#rows.draw(row) : html`<div class="row-space" aria-hidden="true"></div>`))}
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
    return this.#drawn.view;
  }

  get #isAtEnd() {
    const view = this.#view;
    return view.scrollHeight - view.scrollTop - view.clientHeight < AT_NEWEST;
  }

  #scrolled() {
    this.atNewest = this.#isAtEnd;
    if (!this.#drawn.covers()) {
      this.#move({ scrolling: true });
    }
    this.#ask();
  }

  #scrolledTo() {
    if (this.#drawn.drifts) {
      this.#move();
    }
  }

  #fit() {
    if (this.#width !== this.#view.clientWidth) {
      this.#width = this.#view.clientWidth;
      this.#drawn.forget();
    }
    this.#move();
  }

  /** Chooses anew which rows are drawn. */
  #move({ scrolling = false } = {}) {
    this.#moves = { scrolling: scrolling && (this.#moves?.scrolling ?? true) };
    this.requestUpdate();
  }

  /** After something changed: to the newest, to what is looked for, or what was being read back to where it was. */
  #settle() {
    const [place, moves] = [this.#place, this.#moves];
    [this.#place, this.#moves] = [null, null];
    const isEnough = this.#drawn.settle(this.atNewest ? null : place, moves);
    if (place && place.key === this.#sought) {
      this.#sought = null;
      this.#drawn.element(place.key).focus({ preventScroll: true });
    }
    if (place && place.edge !== 'bottom') {
      this.atNewest = this.#isAtEnd;
    }
    if (!isEnough) {
      this.#move(moves);
    } else if (this.#opens && this.atNewest && this.#drawn.isAbove('new')) {
      this.atNewest = false;
      this.#place = { key: 'new', edge: 'top', y: this.#drawn.height / 4 };
      this.#move();
    } else {
      this.#ask();
    }
    this.#opens &&= !isEnough;
  }

  /** For what is missing in view or near it, and tells what is seen. */
  #ask() {
    if (this.older && !this.loading && this.#view.scrollTop < ASK_OLDER) {
      this.tell('older');
    }
    this.#askGap();
    this.tell('looked', { atNewest: this.atNewest });
  }

  /** A gap that is seen, or nearly, is filled from its end. */
  #askGap() {
    const view = this.#view.getBoundingClientRect();
    for (const { key, row } of this.#drawn.items) {
      if (row?.kind === 'gap' && !row.gap.loading) {
        const { top, bottom } = this.#drawn.element(key).getBoundingClientRect();
        if (bottom > view.top - NEAR_GAP && top < view.bottom) {
          this.tell('gap', row.gap);
        }
      }
    }
  }

  /** The keys of rows that stay in the document: in which the reader is, or which are to have the focus, or where something is open. */
  #kept() {
    const focused = this.#drawn.itemOf(document.activeElement)?.key;
    return [focused, this.#focusing, ...this.#rows.open];
  }

  async #focus(key) {
    if (!this.#drawn.element(key)) {
      this.#focusing = key;
      this.#move();
      await this.updateComplete;
      this.#focusing = null;
    }
    this.#drawn.element(key)?.focus();
  }

  /** Up and down go from message to message, End to the newest, right to what can be done with one, Enter writes to its author. */
  #keyed(event) {
    if (event.target.closest('.msg-quote, .msg-files, .msg-actions, .reactions') || event.key === 'ArrowRight') {
      this.#keyedInActions(event);
      return;
    }
    const row = document.activeElement.matches('.msg') ? document.activeElement : null;
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const step = row && event.key === 'ArrowDown' ? 1 : -1;
      let next = (row ? this.#drawn.itemOf(row).index : this.rows.length) + step;
      while (this.rows[next] && !isSaid(this.rows[next])) {
        next += step;
      }
      if (this.rows[next]) {
        this.#focus(this.rows[next].key);
      }
    } else if (event.key === 'End') {
      event.preventDefault();
      this.toNewest();
    } else if (event.key === 'Home') {
      event.preventDefault();
      this.#view.scrollTop = 0;
    } else if (event.key === 'Enter' && event.target === row && !this.who) {
      event.preventDefault();
      this.write(row.dataset.author);
    }
  }

  /** Right goes from a message to what can be done with it, and on; left goes back, and Escape to the message. */
  #keyedInActions(event) {
    const row = event.target.closest('.msg');
    const buttons = row ? [...row.querySelectorAll('.msg-quote, .msg-files button, .msg-actions button, .reactions button')] : [];
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
