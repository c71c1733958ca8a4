import { t } from '../i18n.js';
import { fold } from '../model/names.js';
import { avatar } from './avatar.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';

/**
 * The list of conversations. entries: [{key, who, name, unread, here, away, muted, closed}], rooms first (who: null), of which closed ones are
 * private. Tells 'open-conversation' and 'close-conversation' (detail: the key), and 'browse-rooms'.
 */
class Conversations extends Element {
  static properties = { entries: { attribute: false }, active: {} };

  render() {
    const rooms = this.entries.filter(({ who }) => who === null);
    const persons = this.entries.filter(({ who }) => who !== null);
    return html`<nav class="conversations" aria-label=${t('side.conversations')}>
      <div class="side-heading">
        <h2 class="side-title">${t('side.rooms')}</h2>
        <button
          type="button"
          class="btn btn-icon browse-rooms"
          title=${t('rooms.browse')}
          aria-label=${t('rooms.browse')}
          @click=${() => this.tell('browse-rooms')}
        >
          ${icon('plus')}
        </button>
      </div>
      <ul>
        ${repeat(rooms, (entry) => entry.key, (entry) => this.#entry(entry))}
      </ul>
      <h2 class="side-title">${t('side.private')}</h2>
      ${persons.length ? nothing : html`<p class="side-empty">${t('side.private-empty')}</p>`}
      <ul>
        ${repeat(persons, (entry) => entry.key, (entry) => this.#entry(entry))}
      </ul>
    </nav>`;
  }

  #entry({ key, who, name, unread, here, away, muted, closed }) {
    return html`<li class="side-entry ${unread ? 'unread' : ''} ${muted ? 'muted' : ''} ${this.active === key ? 'active' : ''}">
      <button
        type="button"
        class="side-button"
        data-conversation=${key}
        aria-current=${this.active === key ? 'true' : 'false'}
        title=${name}
        @click=${() => this.tell('open-conversation', key)}
      >
        ${who === null ? icon(closed ? 'lock' : 'hash') : presence(who, here, away)}
        <bdi class="side-name">${name}</bdi>
        ${muted ? html`<span class="side-muted" title=${t('alerts.muted')}>${icon('muted')}<span class="visually-hidden">${t('alerts.muted')}</span></span>` : nothing}
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

/**
 * People, with those of here and of away (folded names) marked. heading: over them. Tells 'open-person' (detail: the name).
 */
class People extends Element {
  static properties = { people: { attribute: false }, here: { attribute: false }, away: { attribute: false }, heading: {}, me: {} };

  render() {
    return html`<section class="people" aria-labelledby="people-title">
      <h2 class="side-title" id="people-title">${this.heading}</h2>
      <ul>
        ${repeat(this.people, (name) => name, (name) => this.#person(name))}
      </ul>
      ${this.people.length === 1 ? html`<p class="side-empty">${t('people.alone')}</p>` : nothing}
    </section>`;
  }

  #person(name) {
    const inside = html`${presence(name, this.here.has(fold(name)), this.away.has(fold(name)))}<bdi class="side-name">${name}</bdi>`;
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

/** An avatar with a sign of whether that person is here, and, if nobody sits there, that too. */
const presence = (name, here, away) => html`<span class="presence ${here ? (away ? 'here away' : 'here') : ''}" title=${here && away ? t('people.away') : nothing}
  >${avatar(name, 'small')}${here && away ? html`<span class="visually-hidden">${t('people.away')}</span>` : nothing}</span
>`;

customElements.define('parley-conversations', Conversations);
customElements.define('parley-people', People);
