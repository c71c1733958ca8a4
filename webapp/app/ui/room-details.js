import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { html, nothing } from './lit.js';

/**
 * What a member can do about a room. room: {name, topic, private}; people: names that may be invited; error, done: the code of why the
 * last request was refused, or the key of what it did. Tells 'topic' and 'invite' (detail: the text) and 'leave-room'.
 */
class RoomDetails extends Dialog {
  static properties = { room: { attribute: false }, people: { attribute: false }, error: {}, done: {} };

  updated(changed) {
    if (changed.has('done') && this.done === 'rooms.invited') {
      this.querySelector('#invite-name').value = '';
    }
  }

  render() {
    const { name, topic, private: isPrivate } = this.room;
    return this.frame(
      html`<bdi>${name}</bdi>`,
      html`<p class="soft">${t(isPrivate ? 'rooms.is-private' : 'rooms.is-public')}</p>
        <form @submit=${(event) => this.#submit(event, 'topic', '#details-topic')}>
          <label class="form-label" for="details-topic">${t('rooms.topic')}</label>
          <div class="dialog-row">
            <input id="details-topic" class="form-control" maxlength="1000" autocomplete="off" .value=${topic}>
            <button class="btn btn-primary">${t('rooms.save')}</button>
          </div>
        </form>
        <form @submit=${(event) => this.#submit(event, 'invite', '#invite-name')}>
          <label class="form-label" for="invite-name">${t('rooms.invite')}</label>
          <div class="dialog-row">
            <input id="invite-name" class="form-control" maxlength="128" autocomplete="off" list="invite-names" placeholder=${t('rooms.invite-name')}>
            <datalist id="invite-names">${this.people.map((person) => html`<option value=${person}></option>`)}</datalist>
            <button class="btn btn-primary">${t('rooms.invite-do')}</button>
          </div>
        </form>
        ${this.refusal(this.error)}
        <p class="dialog-done" role="status">${this.done ? t(this.done) : nothing}</p>
        <div class="dialog-buttons">
          <button type="button" class="btn btn-quiet danger" @click=${() => this.tell('leave-room')}>${t('rooms.leave')}</button>
        </div>`,
    );
  }

  #submit(event, what, input) {
    event.preventDefault();
    const value = this.querySelector(input).value.trim();
    if (value || what === 'topic') {
      this.tell(what, value);
    }
  }
}

customElements.define('parley-room-details', RoomDetails);
