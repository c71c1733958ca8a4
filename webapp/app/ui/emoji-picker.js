import { t } from '../i18n.js';
import { search } from '../model/emoji.js';
import { Element } from './element.js';
import { html, nothing } from './lit.js';

const COLUMNS = 8; // as css/chat.css lays them out

/** Emoji to choose from. Tells 'emoji' (detail: the emoji), or 'closed'. */
class EmojiPicker extends Element {
  static properties = { wanted: { state: true } };

  constructor() {
    super();
    this.wanted = '';
  }

  firstUpdated() {
    this.querySelector('input').focus();
    this.scrollIntoView({ block: 'nearest' });
  }

  render() {
    const found = search(this.wanted);
    return html`<div class="emoji-picker" role="dialog" aria-label=${t('emoji.title')} @keydown=${this.#keyed} @focusout=${this.#left}>
      <input
        type="search"
        class="form-control"
        placeholder=${t('emoji.search')}
        aria-label=${t('emoji.search')}
        autocomplete="off"
        @input=${(event) => (this.wanted = event.target.value)}
      />
      <div class="emoji-grid">
        ${found.map(
          ({ emoji, names }) =>
            html`<button type="button" class="btn btn-icon" title=${names[0]} aria-label="${emoji} ${names[0]}" @click=${() => this.tell('emoji', emoji)}>${emoji}</button>`,
        )}
      </div>
      ${found.length ? nothing : html`<p class="soft">${t('emoji.none')}</p>`}
    </div>`;
  }

  #left(event) {
    if (event.relatedTarget && !this.contains(event.relatedTarget)) {
      this.tell('closed');
    }
  }

  #keyed(event) {
    event.stopPropagation();
    if (event.key === 'Escape') {
      this.tell('closed');
      return;
    }
    const buttons = [...this.querySelectorAll('.emoji-grid button')];
    const at = buttons.indexOf(event.target);
    if (at < 0 && event.key === 'Enter') {
      buttons[0]?.click();
      return;
    }
    const step = { ArrowDown: at < 0 ? 1 : COLUMNS, ArrowUp: -COLUMNS, ArrowRight: at < 0 ? 0 : 1, ArrowLeft: at < 0 ? 0 : -1 }[event.key];
    if (step) {
      event.preventDefault();
      (buttons[at + step] ?? (at + step < 0 ? this.querySelector('input') : buttons.at(-1))).focus();
    }
  }
}

customElements.define('parley-emoji-picker', EmojiPicker);
