import { languages } from '../i18n.js';
import { LitElement } from './lit.js';

/**
 * What Parley's elements extend: they draw into the page itself, so that css/ and Bootstrap reach them, and draw anew when
 * the language changes.
 */
export class Element extends LitElement {
  #redraw = () => this.requestUpdate();

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    languages.addEventListener('change', this.#redraw);
  }

  disconnectedCallback() {
    languages.removeEventListener('change', this.#redraw);
    super.disconnectedCallback();
  }

  /** Tells whoever uses this element; bubbles, so that a page listens once. */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}
