import { t } from '../i18n.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html } from './lit.js';

/**
 * What the dialogs of the chat extend: shown over the page as long as they are in it. They tell 'close' when the reader has
 * done with them, by the button, by Escape, or by a click beside them.
 */
export class Dialog extends Element {
  firstUpdated() {
    this.querySelector('dialog').showModal();
  }

  /** A dialog of this name and content. */
  frame(title, content) {
    return html`<dialog
      class="dialog"
      aria-labelledby="dialog-title"
      @cancel=${this.#cancel}
      @click=${(event) => event.target.localName === 'dialog' && this.tell('close')}
    >
      <div class="dialog-content">
        <header class="dialog-head">
          <h2 id="dialog-title">${title}</h2>
          <button type="button" class="btn btn-icon" aria-label=${t('dialog.close')} title=${t('dialog.close')} @click=${() => this.tell('close')}>
            ${icon('close')}
          </button>
        </header>
        ${content}
      </div>
    </dialog>`;
  }

  /** A line about what was refused. */
  refusal(error) {
    return html`<p class="dialog-refusal" role="alert" ?hidden=${!error}>${error ? t(`error.${error}`) : ''}</p>`;
  }

  #cancel(event) {
    event.preventDefault(); // whoever shows it takes it away
    this.tell('close');
  }
}
