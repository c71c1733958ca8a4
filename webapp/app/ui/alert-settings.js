import { t } from '../i18n.js';
import { Dialog } from './dialog.js';
import { html, nothing } from './lit.js';

/**
 * How the reader is told of private messages and mentions. permission: of the browser, as pages/alerts.js has it. Tells 'choose'
 * (detail: {what, on}).
 */
class AlertSettings extends Dialog {
  static properties = { shown: { type: Boolean }, sounds: { type: Boolean }, permission: {} };

  render() {
    const possible = this.permission !== 'denied' && this.permission !== 'missing';
    return this.frame(
      t('alerts.title'),
      html`<p class="soft">${t('alerts.about')}</p>
        ${this.#choice('shown', this.shown && this.permission === 'granted', !possible)}
        ${possible ? nothing : html`<p class="soft alerts-impossible">${t(`alerts.${this.permission}`)}</p>`}
        ${this.#choice('sounds', this.sounds, false)}`,
    );
  }

  #choice(what, on, isDisabled) {
    return html`<div class="form-check form-switch">
      <input
        class="form-check-input"
        type="checkbox"
        role="switch"
        id="alerts-${what}"
        .checked=${on}
        ?disabled=${isDisabled}
        @change=${(event) => this.tell('choose', { what, on: event.target.checked })}
      />
      <label class="form-check-label" for="alerts-${what}">${t(`alerts.${what}`)}</label>
    </div>`;
  }
}

customElements.define('parley-alert-settings', AlertSettings);
