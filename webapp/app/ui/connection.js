import { t } from '../i18n.js';
import { Element } from './element.js';
import { html, nothing } from './lit.js';

/** The small pill: how this page is connected, and what that means on hover and focus. */
class ConnectionPill extends Element {
  static properties = { state: {}, transport: {} };

  render() {
    const way = this.state === 'online' ? this.transport : this.state;
    return html`<span class="pill ${way}">
      <button type="button" class="pill-button" aria-describedby="pill-tip">
        <span class="pill-dot"></span><span class="pill-text">${t(`connection.${way}`)}</span>
      </button>
      <span class="tip" role="tooltip" id="pill-tip">${t(`connection.${way}-tip`)}</span>
    </span>`;
  }
}

/**
 * The line about a connection that is lost, or was left because the server refused something for now (why: the code, or null), with the
 * time to the next try. Tells 'retry-now'.
 */
class ConnectionLine extends Element {
  static properties = { state: {}, retryAt: { attribute: false }, why: { attribute: false } };

  #clock;

  updated() {
    clearTimeout(this.#clock);
    if (this.state === 'offline') {
      this.#clock = setTimeout(() => this.requestUpdate(), 250);
    }
  }

  disconnectedCallback() {
    clearTimeout(this.#clock);
    super.disconnectedCallback();
  }

  render() {
    if (this.state === 'online') {
      return nothing;
    }
    const seconds = Math.max(0, Math.ceil((this.retryAt - Date.now()) / 1000));
    return html`<div class="lost">
      <span class="pill-dot"></span>
      <span>
        ${this.state === 'offline' ? t(this.why ? `lost.${this.why}` : 'lost.title') : t('lost.trying')}
        <span class="lost-wait">${this.state === 'offline' ? t('lost.wait', { count: seconds }) : nothing}</span>
        <span class="soft lost-kept">${t('lost.kept')}</span>
      </span>
      ${this.state === 'offline'
        ? html`<button type="button" class="btn btn-quiet btn-small" @click=${() => this.tell('retry-now')}>${t('lost.now')}</button>`
        : nothing}
    </div>`;
  }
}

customElements.define('parley-connection-pill', ConnectionPill);
customElements.define('parley-connection-line', ConnectionLine);
