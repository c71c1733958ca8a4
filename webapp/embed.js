/*
 * A room of Parley in any page of the same origin:
 *
 *   <script type="module" src="/parley/embed.js"></script>
 *   <parley-chat room="support"></parley-chat>
 *
 * Attributes, each of which may change: room (without it the lobby), lang (en, zh) and theme (light, dark; without them the
 * reader's own), title (what assistive technology calls it). Event: 'unread' (detail {count}), which bubbles; the property
 * `unread` has the last count.
 *
 * The room is a document of its own in a frame, so that nothing of the page's styles and scripts and nothing of Parley's meet.
 */
import { embeddingFragment } from './app/model/embedding.js';

const PAGE = new URL('embed/', import.meta.url);

const style = new CSSStyleSheet(); // no inline style, which a page's Content-Security-Policy may refuse
style.replaceSync(`
  :host { display: block; box-sizing: border-box; width: 100%; height: 480px; overflow: hidden; border: 1px solid rgb(128 128 128 / 35%); border-radius: 12px; }
  :host([hidden]) { display: none; }
  iframe { display: block; width: 100%; height: 100%; border: 0; }
`);

class ParleyChat extends HTMLElement {
  static observedAttributes = ['room', 'lang', 'theme', 'title'];

  #unread = 0;
  #frame = null;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [style];
  }

  /** How many messages the reader has not seen. */
  get unread() {
    return this.#unread;
  }

  connectedCallback() {
    this.#frame = document.createElement('iframe');
    this.#frame.title = this.#name;
    this.#frame.src = this.#address;
    this.#frame.addEventListener('unread', ({ detail }) => this.#count(detail)); // the page in it tells its frame
    this.shadowRoot.replaceChildren(this.#frame);
  }

  disconnectedCallback() {
    this.#frame.remove();
    this.#frame = null;
    this.#count(0);
  }

  attributeChangedCallback(name, before, now) {
    if (!this.#frame || before === now) {
      return;
    }
    this.#frame.title = this.#name;
    if (name !== 'title') {
      this.#frame.contentWindow.location.replace(this.#address); // src would add to what the reader can go back to
    }
  }

  get #name() {
    const room = this.getAttribute('room');
    return this.getAttribute('title') || (room ? `Parley: ${room}` : 'Parley');
  }

  get #address() {
    const [room, lang, theme] = ['room', 'lang', 'theme'].map((name) => this.getAttribute(name));
    return new URL(embeddingFragment({ room, lang, theme }), PAGE).href;
  }

  #count(count) {
    if (count !== this.#unread) {
      this.#unread = count;
      this.dispatchEvent(new CustomEvent('unread', { detail: { count }, bubbles: true }));
    }
  }
}

if (!customElements.get('parley-chat')) {
  customElements.define('parley-chat', ParleyChat); // the page may have this script under two addresses
}
