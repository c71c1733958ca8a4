import { t } from '../i18n.js';
import { same } from '../model/names.js';
import { html, nothing } from '../ui/lit.js';
import '../ui/search.js';

/** Where a message was said, as of model/route.js. */
const placeOf = ({ room = null, author, to, id }, me) => ({ room, who: room === null ? (same(author, me) ? to : author) : null, id });

/**
 * The search on the chat's page: the field, what was found, and the way from there to a message. It is open while what was found
 * covers the messages.
 */
export class SearchParts {
  open = false;

  #page;
  #chat;

  constructor(page) {
    this.#page = page;
    this.#chat = page.chat;
  }

  get #search() {
    return this.#chat.search;
  }

  field() {
    return html`<parley-search-field
      .typed=${this.#search.typed}
      @search-type=${(event) => this.#type(event.detail)}
      @search-ask=${(event) => this.#ask(event.detail)}
      @search-enter=${() => this.#enter()}
      @search-down=${() => this.#down()}
    ></parley-search-field>`;
  }

  results() {
    return this.open
      ? html`<parley-search-results
          .search=${this.#search}
          .revision=${{}}
          .me=${this.#chat.me}
          @choose=${(event) => this.#choose(event.detail)}
          @more=${() => this.#search.loadMore()}
          @again=${() => this.#search.again()}
          @edit=${() => this.find()}
          @leave=${() => this.leave()}
        ></parley-search-results>`
      : nothing;
  }

  /** Leads the reader to the field, wherever it is. */
  async find() {
    if (matchMedia('(max-width: 720px)').matches) {
      await this.#page.slide('conversations');
    }
    this.#page.querySelector('parley-search-field').focus();
  }

  async leave() {
    this.#search.clear();
    this.close();
    await this.#page.updateComplete;
    this.#page.querySelector('.composer-text')?.focus();
  }

  #type(typed) {
    if (typed.trim()) {
      this.#search.type(typed, t('side.lobby'));
      this.#show();
    } else {
      this.#search.clear();
      this.close();
    }
  }

  #ask(typed) {
    if (typed.trim()) {
      this.#search.ask(typed, t('side.lobby'));
      this.#show();
    }
  }

  /** Where the field has slid over what was found, it goes away. */
  async #enter() {
    if (this.open && this.#page.drawer) {
      await this.#page.slide(null);
      this.#page.querySelector('parley-search-results').focus();
    }
  }

  #down() {
    if (this.open) {
      this.#page.querySelector('parley-search-results').focus();
    }
  }

  #show() {
    this.open = true;
    this.#page.requestUpdate();
  }

  /** Shows the messages again; what was found stays for the next look. */
  close() {
    this.open = false;
    this.#page.requestUpdate();
  }

  async #choose(message) {
    this.close();
    await this.#page.updateComplete;
    await this.#chat.show(placeOf(message, this.#chat.me));
  }
}
