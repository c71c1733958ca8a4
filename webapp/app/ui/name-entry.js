import { t } from '../i18n.js';
import { Element } from './element.js';
import { mark } from './icons.js';
import { html, nothing } from './lit.js';

/**
 * Asks for a name. Tells 'name' (detail: the name). error: a code of the protocol, or null. room: what the reader comes to, if that is
 * one room, as it is called here; it is part of another page then, from which it does not take the focus.
 */
class NameEntry extends Element {
  static properties = { name: {}, room: {}, error: {}, busy: { type: Boolean } };

  firstUpdated() {
    if (!this.room) {
      this.querySelector('input').focus();
    }
  }

  updated(changed) {
    if (changed.has('error') && this.error) {
      this.querySelector('input').select();
    }
  }

  render() {
    return html`<form class="entry-card" @submit=${this.#submit} novalidate>
        ${mark()}
        <h1>${this.room ? html`<bdi>${this.room}</bdi>` : t('entry.title')}</h1>
        <p class="soft">${t(this.room ? 'embed.lead' : 'entry.lead')}</p>
        <label class="form-label" for="entry-name">${t('entry.name')}</label>
        <input
          id="entry-name"
          name="name"
          class="form-control ${this.error ? 'is-invalid' : ''}"
          .value=${this.name ?? ''}
          maxlength="128"
          autocomplete="nickname"
          autocapitalize="words"
          spellcheck="false"
          placeholder=${t('entry.example')}
          aria-describedby="entry-hint"
          aria-invalid=${this.error ? 'true' : 'false'}
          @input=${() => (this.error = null)}
        >
        <p id="entry-hint" class="entry-hint" role=${this.error ? 'alert' : nothing}>
          ${this.error ? t(`error.${this.error}`) : t('entry.hint')}
        </p>
        <button class="btn btn-primary" ?disabled=${this.busy}>${t(this.busy ? 'entry.joining' : 'entry.join')}</button>
      </form>`;
  }

  #submit(event) {
    event.preventDefault();
    const name = this.querySelector('input').value.trim();
    if (name) {
      this.tell('name', name);
    } else {
      this.error = 'name-invalid';
    }
  }
}

customElements.define('parley-name-entry', NameEntry);
