import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';

/**
 * Every room that the reader may see, and a form for a new one. rooms: as the server lists them, or null until it has; error: why
 * the last request was refused, or null. Tells 'open-room' (detail: the name) and 'create-room' (detail: {name, topic, isPrivate}).
 */
class RoomBrowser extends Dialog {
  static properties = { rooms: { attribute: false }, error: {}, wanted: { state: true }, creating: { state: true } };

  constructor() {
    super();
    this.wanted = '';
    this.creating = false;
  }

  render() {
    return this.frame(t(this.creating ? 'rooms.create' : 'rooms.title'), this.creating ? this.#form() : this.#list());
  }

  async updated(changed) {
    if (changed.has('creating') && this.hasUpdated) {
      this.querySelector('input').focus();
    }
  }

  #list() {
    const rooms = (this.rooms ?? []).filter(({ name, topic }) => `${name} ${topic}`.toLowerCase().includes(this.wanted.trim().toLowerCase()));
    return html`<div class="dialog-row">
        <input
          type="search"
          class="form-control"
          placeholder=${t('rooms.find')}
          aria-label=${t('rooms.find')}
          .value=${this.wanted}
          @input=${(event) => (this.wanted = event.target.value)}
        >
        <button type="button" class="btn btn-primary" @click=${() => (this.creating = true)}>${t('rooms.new')}</button>
      </div>
      ${this.refusal(this.error)}
      <ul class="room-list">
        ${repeat(rooms, ({ name }) => name, (room) => this.#room(room))}
      </ul>
      ${this.rooms && !rooms.length ? html`<p class="side-empty">${t(this.rooms.length ? 'rooms.none-found' : 'rooms.none')}</p>` : nothing}`;
  }

  #room({ name, topic, members, member, private: isPrivate }) {
    return html`<li>
      <button type="button" class="room-entry" data-room=${name} @click=${() => this.tell('open-room', name)}>
        ${icon(isPrivate ? 'lock' : 'hash')}
        <span class="room-about"><bdi class="room-name">${name}</bdi><span class="room-topic" dir="auto">${topic || nothing}</span></span>
        <span class="side-note">${member ? html`<span class="room-member">${t('rooms.member')}</span>` : nothing}${t('rooms.members', { count: members })}</span>
      </button>
    </li>`;
  }

  #form() {
    return html`<form @submit=${this.#submit} novalidate>
      <label class="form-label" for="room-name">${t('rooms.name')}</label>
      <input id="room-name" class="form-control" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="room-hint">
      <p class="form-hint" id="room-hint">${t('rooms.name-hint')}</p>
      <label class="form-label" for="room-topic">${t('rooms.topic')} <span class="soft">${t('rooms.optional')}</span></label>
      <input id="room-topic" class="form-control" maxlength="1000" autocomplete="off">
      <label class="form-check room-private">
        <input type="checkbox" class="form-check-input" id="room-private">
        <span>${t('rooms.private')}<span class="form-hint">${t('rooms.private-hint')}</span></span>
      </label>
      ${this.refusal(this.error)}
      <div class="dialog-buttons">
        <button type="button" class="btn btn-quiet" @click=${() => (this.creating = false)}>${t('rooms.back')}</button>
        <button class="btn btn-primary">${t('rooms.create')}</button>
      </div>
    </form>`;
  }

  #submit(event) {
    event.preventDefault();
    const value = (id) => this.querySelector(id).value.trim();
    this.tell('create-room', { name: value('#room-name'), topic: value('#room-topic'), isPrivate: this.querySelector('#room-private').checked });
  }
}

customElements.define('parley-room-browser', RoomBrowser);
