import { clock, day, moment, t } from '../i18n.js';
import { LOBBY } from '../model/conversation.js';
import { gist } from '../model/files.js';
import { same } from '../model/names.js';
import { marked } from '../model/search.js';
import { avatar } from './avatar.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';

const SAID_AS_IT_IS = ['search-empty', 'search-too-long', 'unknown-room', 'invalid'];
const IS_MAC = /mac|iphone|ipad/i.test(navigator.platform);

/**
 * The field above the conversations. Tells 'search-type' and 'search-ask' (detail: the text; asked is what is looked for at once),
 * 'search-enter' when the reader has done with typing, and 'search-down' to go down to what was found.
 */
class SearchField extends Element {
  static properties = { typed: {} };

  /** Takes the keys. */
  focus() {
    const field = this.querySelector('input');
    field.focus();
    field.select();
  }

  render() {
    return html`<form class="search-field" role="search" @submit=${this.#ask}>
      ${icon('search')}
      <input
        type="search"
        class="form-control"
        maxlength="400"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        enterkeyhint="search"
        placeholder=${t('search.field')}
        aria-label=${t('search.label')}
        aria-describedby="search-tip"
        aria-keyshortcuts=${IS_MAC ? 'Meta+K' : 'Control+K'}
        .value=${this.typed ?? ''}
        @input=${(event) => event.isComposing || this.tell('search-type', event.target.value)}
        @compositionend=${(event) => this.tell('search-type', event.target.value)}
        @focus=${(event) => event.target.value.trim() && this.tell('search-ask', event.target.value)}
        @keydown=${this.#keyed}
      >
      <kbd class="search-key" aria-hidden="true">${IS_MAC ? '⌘K' : 'Ctrl K'}</kbd>
      <p class="search-tip" id="search-tip">${t('search.tip')}</p>
    </form>`;
  }

  #ask(event) {
    event.preventDefault();
    this.tell('search-ask', this.querySelector('input').value);
    this.tell('search-enter');
  }

  #keyed(event) {
    if (event.key === 'ArrowDown' && !event.isComposing) {
      event.preventDefault();
      this.tell('search-down');
    }
  }
}

/**
 * What was found. search: as of model/search.js. Tells 'choose' (detail: the message), 'more', 'again', 'edit' and 'leave'.
 */
class SearchResults extends Element {
  static properties = { search: { attribute: false }, revision: { attribute: false }, me: {} };

  /** To the first message, or to the panel while there is none. */
  focus() {
    (this.querySelector('.found-entry') ?? this.querySelector('.found')).focus();
  }

  render() {
    const { state, messages, more, typed } = this.search;
    return html`<main class="found" aria-labelledby="found-title" tabindex="-1" @keydown=${this.#keyed}>
      <header class="found-head">
        <button type="button" class="btn btn-icon only-phone found-edit" title=${t('search.edit')} aria-label=${t('search.edit')} @click=${() => this.tell('edit')}>
          ${icon('search')}
        </button>
        <h1 id="found-title">${t('search.title', { text: typed.trim() })}</h1>
        <button type="button" class="btn btn-icon" title=${t('search.leave')} aria-label=${t('search.leave')} @click=${() => this.tell('leave')}>
          ${icon('close')}
        </button>
      </header>
      <p class="visually-hidden" role="status">${this.#said()}</p>
      <div class="found-body">
        <ol class="found-list">
          ${repeat(messages, ({ id }) => id, (message) => this.#entry(message))}
        </ol>
        ${state === 'loading' ? this.#loading() : nothing} ${state === 'failed' ? this.#failed() : nothing}
        ${state === 'found' && !messages.length ? this.#nothing() : nothing}
        ${state === 'found' && more
          ? html`<button type="button" class="btn btn-quiet found-more" @click=${() => this.tell('more')}>
              ${t(messages.length ? 'search.more' : 'search.further')}
            </button>`
          : nothing}
      </div>
    </main>`;
  }

  /** For those who do not see the list grow. */
  #said() {
    const { state, messages, more } = this.search;
    if (state === 'loading') {
      return t('search.loading');
    }
    return state === 'found' ? t(more ? 'search.count-more' : 'search.count', { count: messages.length }) : nothing;
  }

  #entry(message) {
    const { id, author, room, to, text, at } = message;
    const date = new Date(at);
    const { parts, cut } = marked(text || gist(message), this.search.words);
    const place = room === undefined ? (same(author, this.me) ? to : author) : room === LOBBY ? t('side.lobby') : room;
    return html`<li>
      <button type="button" class="found-entry" data-message=${id} @click=${() => this.tell('choose', message)}>
        ${avatar(author, 'small')}
        <span class="found-about">
          <span class="found-line">
            <bdi class="found-author">${author}</bdi>
            <span class="found-place ${room === undefined ? 'private' : ''}">${icon(room === undefined ? 'lock' : 'hash')}<bdi>${place}</bdi></span>
            <time class="found-time" datetime=${at} title=${moment(date)}>${day(date)} ${clock(date)}</time>
          </span>
          <span class="found-text" dir="auto"
            >${cut.before ? '…' : nothing}${parts.map((part) => (part.hit ? html`<mark>${part.text}</mark>` : part.text))}${cut.after ? '…' : nothing}</span
          >
        </span>
      </button>
    </li>`;
  }

  #loading() {
    return html`<div class="skeleton found-skeleton" aria-hidden="true">
      ${[58, 82, 40, 70].map((width) => html`<span .style=${`--width: ${width}%`}></span>`)}
    </div>`;
  }

  #nothing() {
    return html`<div class="found-none">
      <p>${t(this.search.more ? 'search.none-yet' : 'search.none')}</p>
      <p class="soft">${t('search.none-tip')}</p>
    </div>`;
  }

  #failed() {
    const { error } = this.search;
    const text = error === 'unclear' ? t('search.unclear') : t(SAID_AS_IT_IS.includes(error) ? `error.${error}` : 'search.failed');
    return html`<div class="found-none" role="alert">
      <p>${text}</p>
      ${error === 'unclear' || SAID_AS_IT_IS.includes(error)
        ? nothing
        : html`<button type="button" class="btn btn-quiet" @click=${() => this.tell('again')}>${t('messages.retry')}</button>`}
    </div>`;
  }

  /** Up and down go from message to message. */
  #keyed(event) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') {
      return;
    }
    const all = [...this.querySelectorAll('.found-entry, .found-more')];
    const at = all.indexOf(document.activeElement) + (event.key === 'ArrowUp' ? -1 : 1);
    if (all.length) {
      event.preventDefault();
      all[Math.min(all.length - 1, Math.max(0, at))].focus();
    }
  }
}

customElements.define('parley-search-field', SearchField);
customElements.define('parley-search-results', SearchResults);
