import '../ui/accept-steps.js';
import '../ui/frame.js';
import '../ui/frame-composer.js';
import { languages, t } from '../i18n.js';
import { bytesOfKey, newKey } from '../model/accept.js';
import { bytesOfHex } from '../model/bytes.js';
import { Inspector, acceptBy, read } from '../net/inspector.js';
import { Element } from '../ui/element.js';
import { section } from '../ui/frame-bits.js';
import { html, nothing } from '../ui/lit.js';

const EXAMPLE = 'dGhlIHNhbXBsZSBub25jZQ=='; // RFC 6455, section 1.3
const MARKED = ['sec-websocket-key', 'sec-websocket-accept', 'upgrade', 'connection', 'sec-websocket-version'];

/** The WebSocket handshake step by step, and frames bit by bit. */
class HandshakePage extends Element {
  static properties = {
    key: { state: true },
    answered: { state: true },
    sending: { state: true }, // what the connection sends: text, binary or close
    bad: { state: true },
    result: { state: true }, // what the server made of composed bytes
    failure: { state: true },
  };

  #inspector = new Inspector();
  #titled = () => (document.title = `Parley · ${t('hs.title')}`);

  constructor() {
    super();
    this.sending = 'text';
    this.#use(EXAMPLE);
  }

  connectedCallback() {
    super.connectedCallback();
    languages.addEventListener('change', this.#titled);
    this.#titled();
    this.#inspector.addEventListener('change', this.#changed);
  }

  disconnectedCallback() {
    languages.removeEventListener('change', this.#titled);
    this.#inspector.removeEventListener('change', this.#changed);
    this.#inspector.close();
    super.disconnectedCallback();
  }

  render() {
    return html`<parley-header here="lab" page="handshake"></parley-header>
      <main class="lab wire">
        <div class="lab-intro"><h1>${t('hs.heading')}</h1><p>${t('hs.lead')}</p></div>
        ${this.#accept()} ${this.#connection()} ${this.#compose()}
      </main>`;
  }

  #accept() {
    return html`<section class="card part" aria-labelledby="accept">
      <h2 id="accept">${t('hs.accept')}</h2>
      <p class="part-lead">${t('hs.accept-lead')}</p>
      <div class="compose">
        <label class="compose-content"
          >Sec-WebSocket-Key
          <input
            class="form-control ${bytesOfKey(this.key) ? '' : 'is-invalid'}"
            name="key"
            maxlength="40"
            spellcheck="false"
            autocapitalize="off"
            autocomplete="off"
            .value=${this.key}
            @input=${(event) => this.#use(event.target.value.trim())}
        /></label>
        <button type="button" class="btn btn-quiet generate" @click=${() => this.#use(newKey())}>${t('hs.generate')}</button>
      </div>
      <parley-accept-steps .key=${this.key} .answered=${this.answered}></parley-accept-steps>
    </section>`;
  }

  #connection() {
    const { state, handshake, frames, ended } = this.#inspector;
    const isOpen = state === 'open';
    return html`<section class="card part" aria-labelledby="connection">
      <h2 id="connection">${t('hs.connection')}</h2>
      <p class="part-lead">${t('hs.connection-lead')}</p>
      <div class="compose">
        <button
          type="button"
          class="btn ${state === 'closed' ? 'btn-primary' : 'btn-quiet'} connect"
          @click=${() => (state === 'closed' ? this.#inspector.open() : this.#inspector.close())}
        >
          ${t(state === 'closed' ? 'hs.connect' : 'hs.disconnect')}
        </button>
        <span class="state ${state}" role="status">${t(`hs.state.${state}`)}</span>
      </div>
      ${ended
        ? html`<p class="ended">
            ${t(ended.clean ? 'hs.ended' : 'hs.ended-broken', { code: String(ended.code), reason: ended.reason || '–' })} ${section('7.4.1')} ${t('hs.ended-why')}
          </p>`
        : nothing}
      ${handshake ? this.#headers(handshake) : nothing} ${isOpen ? this.#sender() : nothing}
      <parley-frame-log .frames=${frames} empty=${t(isOpen ? 'hs.log-empty-open' : 'hs.log-empty')}></parley-frame-log>
    </section>`;
  }

  #headers({ request, answer, accept }) {
    const message = ({ line, headers }, heading, number) => html`<div class="lab-code">
      <h3>${heading} ${section(number)}</h3>
      <pre tabindex="0" role="region" aria-label=${heading}>${line}${headers.map(
        ({ name, value }) => html`
${MARKED.includes(name.toLowerCase()) ? html`<mark>${name}: ${value}</mark>` : `${name}: ${value}`}`,
      )}</pre>
    </div>`;
    const took = this.key === accept.key;
    return html`<div class="headers">
        ${message(request, t('hs.request'), '4.1')} ${message(answer, t('hs.answer'), '4.2.2')}
      </div>
      <p class="small">
        ${took ? t('hs.key-taken') : html`<button type="button" class="btn btn-quiet btn-small take" @click=${() => this.#use(accept.key)}>${t('hs.take-key')}</button>`}
      </p>`;
  }

  #sender() {
    const kinds = ['text', 'binary', 'close'];
    const binary = this.sending === 'binary';
    return html`<form class="compose send" @submit=${this.#send}>
        <label
          >${t('hs.kind')}
          <select class="form-select" name="sending" @change=${(event) => (this.sending = event.target.value)}>
            ${kinds.map((kind) => html`<option value=${kind}>${t(`hs.kind.${kind}`)}</option>`)}
          </select></label
        >
        <label class="compose-content"
          >${t(binary ? 'hs.content-hex' : this.sending === 'close' ? 'hs.reason' : 'hs.content')}
          <input class="form-control ${this.bad ? 'is-invalid' : ''}" name="message" value="Hello" spellcheck="false" autocomplete="off" @input=${() => (this.bad = false)} />
        </label>
        <button type="submit" class="btn btn-primary">${t('hs.send')}</button>
      </form>
      ${this.bad ? html`<p class="small steps-bad" role="alert">${t(binary ? 'hs.content-bad' : 'hs.reason-bad')}</p>` : nothing}`;
  }

  #compose() {
    const { result, failure } = this;
    return html`<section class="card part" aria-labelledby="compose">
      <h2 id="compose">${t('hs.compose')}</h2>
      <p class="part-lead">${t('hs.compose-lead')}</p>
      <parley-frame-composer @frames=${(event) => this.#read(event.detail)}></parley-frame-composer>
      <div class="result" role="status">
        ${failure ? html`<p class="steps-bad">${t('hs.failed')} <span lang="en">${failure}</span></p>` : nothing}
        ${result ? html`<h3>${t('hs.result')}</h3><p>${this.#verdict(result)}</p>` : nothing}
      </div>
      ${result ? html`<parley-frame-log class="read" .frames=${result.frames} empty=${t('hs.nothing-read')}></parley-frame-log>` : nothing}
    </section>`;
  }

  #verdict({ closed, insideMessage, unread }) {
    if (closed) {
      return unread ? t('hs.result.closed-unread', { count: unread }) : t('hs.result.closed');
    } else if (unread) {
      return t('hs.result.unread', { count: unread });
    }
    return t(insideMessage ? 'hs.result.inside' : 'hs.result.open');
  }

  #changed = () => {
    const { handshake } = this.#inspector;
    if (handshake && handshake !== this.shown) {
      this.shown = handshake;
      this.#use(handshake.accept.key);
    }
    this.requestUpdate();
  };

  /** Takes a key and asks the server what it would answer. */
  async #use(key) {
    this.key = key;
    this.answered = null;
    if (!bytesOfKey(key)) {
      return;
    }
    const own = this.#inspector.handshake;
    try {
      const accept = own?.accept.key === key ? own.answer.headers.find(({ name }) => name.toLowerCase() === 'sec-websocket-accept').value : await acceptBy(key);
      if (this.key === key) {
        this.answered = accept;
      }
    } catch {
      this.answered = null; // the steps stand without the server, too
    }
  }

  #send(event) {
    event.preventDefault();
    const { sending, message } = Object.fromEntries(new FormData(event.target));
    const binary = bytesOfHex(message);
    if (sending === 'text') {
      this.#inspector.send(message);
    } else if (sending === 'close') {
      this.#end(message);
    } else if (binary) {
      this.#inspector.send(binary);
    } else {
      this.bad = true;
    }
  }

  #end(reason) {
    try {
      this.#inspector.close(1000, reason);
    } catch {
      this.bad = true; // more than 123 bytes
    }
  }

  async #read(frames) {
    try {
      this.result = await read(frames);
      this.failure = null;
    } catch (error) {
      this.result = null;
      this.failure = error.message;
    }
  }
}

customElements.define('parley-handshake', HandshakePage);
