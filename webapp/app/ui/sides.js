import { t } from '../i18n.js';
import { avatar } from './avatar.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';

/**
 * The list of conversations. entries: [{key, who, unread, here}], the lobby first (who: null).
 * Tells 'open-conversation' and 'close-conversation' (detail: the key).
 */
class Conversations extends Element {
  static properties = { entries: { attribute: false }, active: {} };

  render() {
    const [lobby, ...persons] = this.entries;
    return html`<nav class="conversations" aria-label=${t('side.conversations')}>
      <h2 class="side-title">${t('side.rooms')}</h2>
      <ul>
        ${this.#entry(lobby)}
      </ul>
      <h2 class="side-title">${t('side.private')}</h2>
      ${persons.length ? nothing : html`<p class="side-empty">${t('side.private-empty')}</p>`}
      <ul>
        ${repeat(persons, (entry) => entry.key, (entry) => this.#entry(entry))}
      </ul>
    </nav>`;
  }

  #entry({ key, who, unread, here }) {
    const name = who ?? t('side.lobby');
    return html`<li class="side-entry ${unread ? 'unread' : ''} ${this.active === key ? 'active' : ''}">
      <button
        type="button"
        class="side-button"
        data-conversation=${key}
        aria-current=${this.active === key ? 'true' : 'false'}
        title=${name}
        @click=${() => this.tell('open-conversation', key)}
      >
        ${who === null ? icon('hash') : html`<span class="presence ${here ? 'here' : ''}">${avatar(who, 'small')}</span>`}
        <bdi class="side-name">${name}</bdi>
        ${unread
          ? html`<span class="badge-count"><span aria-hidden="true">${unread > 99 ? '99+' : unread}</span
              ><span class="visually-hidden">${t('side.unread', { count: unread })}</span></span>`
          : nothing}
      </button>
      ${who === null
        ? nothing
        : html`<button
            type="button"
            class="btn btn-icon side-close"
            title=${t('side.close')}
            aria-label=${t('side.close-with', { name })}
            @click=${() => this.tell('close-conversation', key)}
          >
            ${icon('close')}
          </button>`}
    </li>`;
  }
}

/** Who is here. Tells 'open-person' (detail: the name). */
class People extends Element {
  static properties = { people: { attribute: false }, me: {} };

  render() {
    return html`<section class="people" aria-labelledby="people-title">
      <h2 class="side-title" id="people-title">${t('people.title', { count: this.people.length })}</h2>
      <ul>
        ${repeat(this.people, (name) => name, (name) => this.#person(name))}
      </ul>
      ${this.people.length === 1 ? html`<p class="side-empty">${t('people.alone')}</p>` : nothing}
    </section>`;
  }

  #person(name) {
    const inside = html`<span class="presence here">${avatar(name, 'small')}</span><bdi class="side-name">${name}</bdi>`;
    if (name === this.me) {
      return html`<li class="side-entry"><span class="side-button still">${inside}<span class="side-note">${t('people.you')}</span></span></li>`;
    }
    return html`<li class="side-entry">
      <button
        type="button"
        class="side-button"
        data-person=${name}
        title=${t('people.write', { name })}
        @click=${() => this.tell('open-person', name)}
      >
        ${inside}<span class="side-note on-hover">${icon('lock')}</span>
      </button>
    </li>`;
  }
}

customElements.define('parley-conversations', Conversations);
customElements.define('parley-people', People);
