import { t } from '../i18n.js';
import { copy } from './copy.js';
import { Dialog } from './dialog.js';
import { icon } from './icons.js';
import { html, nothing } from './lit.js';

/**
 * The code by which another device has the reader's name. address: what is opened there; code, until, error: as of model/device.js.
 * Tells 'ask' for a code, or another one.
 */
class DeviceCode extends Dialog {
  static properties = { name: {}, address: {}, code: {}, until: { attribute: false }, error: {}, copied: { state: true } };

  #clock;

  updated() {
    clearTimeout(this.#clock);
    if (this.code && this.#seconds) {
      this.#clock = setTimeout(() => this.requestUpdate(), 250);
    }
  }

  disconnectedCallback() {
    clearTimeout(this.#clock);
    super.disconnectedCallback();
  }

  get #seconds() {
    return Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
  }

  render() {
    const seconds = this.code ? this.#seconds : 0;
    return this.frame(
      t('device.title'),
      html`<p>${t('device.about', { name: this.name })}</p>
        <ol class="device-steps">
          <li>${t('device.open')} <span class="device-address">${this.address}</span></li>
          <li>${t('device.choose', { way: t('entry.by-code') })}</li>
          <li>${t('device.type')}</li>
        </ol>
        <div role="status">
          ${seconds ? html`<p class="device-code">${this.code}</p>` : this.code ? html`<p class="device-over">${t('device.over')}</p>` : nothing}
        </div>
        ${seconds ? html`<p class="device-valid">${t('device.valid', { time: clock(seconds) })}</p>` : nothing} ${this.refusal(this.error)}
        <div class="dialog-buttons">
          ${seconds ? this.#copyButton() : nothing}
          <button type="button" class="btn ${seconds ? 'btn-quiet' : 'btn-primary'} device-ask" @click=${() => this.tell('ask')}>
            ${t(this.code ? 'device.again' : 'device.show')}
          </button>
        </div>`,
    );
  }

  #copyButton() {
    const isCopied = this.copied === this.code;
    return html`<button type="button" class="btn btn-quiet" @click=${this.#copy}>
      ${icon(isCopied ? 'check' : 'copy')}${t(isCopied ? 'device.copied' : 'device.copy')}
    </button>`;
  }

  async #copy() {
    const { code } = this;
    if (await copy(code)) {
      this.copied = code;
    }
  }
}

/** 4:05 */
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

customElements.define('parley-device-code', DeviceCode);
