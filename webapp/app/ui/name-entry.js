import { t } from '../i18n.js';
import { Element } from './element.js';
import { mark } from './icons.js';
import { html, nothing } from './lit.js';

/**
 * Asks for a name, or for a code that another device of the reader shows. Tells 'name' or 'code' (detail: what was typed). error: a
 * code of the protocol, or null. room: what the reader comes to, if that is one room, as it is called here; it is part of another page
 * then, from which it does not take the focus.
 */
class NameEntry extends Element {
  static properties = { name: {}, room: {}, error: {}, busy: { type: Boolean }, byCode: { state: true } };

  firstUpdated() {
    if (!this.room) {
      this.querySelector('input').focus();
    }
  }

  updated(changed) {
    if (changed.has('byCode') && this.byCode !== undefined) {
      this.querySelector('input').focus();
    } else if (changed.has('error') && this.error) {
      this.querySelector('input').select();
    }
  }

  render() {
    return html`<form class="entry-card" @submit=${this.#submit} novalidate>
        ${mark()}
        <h1>${this.room ? html`<bdi>${this.room}</bdi>` : t('entry.title')}</h1>
        <p class="soft">${t(this.room ? 'embed.lead' : 'entry.lead')}</p>
        ${this.byCode ? this.#codeField() : this.#nameField()}
        <p id="entry-hint" class="entry-hint" role=${this.error ? 'alert' : nothing}>${this.#hint()}</p>
        <button class="btn btn-primary" ?disabled=${this.busy}>${t(this.busy ? 'entry.joining' : 'entry.join')}</button>
        <button type="button" class="btn btn-link entry-other" ?disabled=${this.busy} @click=${this.#change}>
          ${t(this.byCode ? 'entry.by-name' : 'entry.by-code')}
        </button>
      </form>`;
  }

  #nameField() {
    return html`<label class="form-label" for="entry-name">${t('entry.name')}</label>
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
      >`;
  }

  #codeField() {
    return html`<label class="form-label" for="entry-code">${t('entry.code')}</label>
      <input
        id="entry-code"
        class="form-control entry-code ${this.error ? 'is-invalid' : ''}"
        maxlength="40"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        aria-describedby="entry-hint"
        aria-invalid=${this.error ? 'true' : 'false'}
        @input=${() => (this.error = null)}
      >`;
  }

  #hint() {
    if (!this.error) {
      return t(this.byCode ? 'entry.code-hint' : 'entry.hint');
    }
    return this.byCode && this.error === 'too-fast' ? t('entry.code-later') : t(`error.${this.error}`);
  }

  #change() {
    [this.byCode, this.error] = [!this.byCode, null];
  }

  #submit(event) {
    event.preventDefault();
    const typed = this.querySelector('input').value.trim();
    if (typed) {
      this.tell(this.byCode ? 'code' : 'name', typed);
    } else {
      this.error = this.byCode ? 'unknown-code' : 'name-invalid';
    }
  }
}

customElements.define('parley-name-entry', NameEntry);
