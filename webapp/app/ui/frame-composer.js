import { t } from '../i18n.js';
import { bytesOfHex } from '../model/bytes.js';
import { KINDS } from '../model/examples.js';
import { Element } from './element.js';
import './frame-bits.js';
import { html, nothing } from './lit.js';

const newMask = () => crypto.getRandomValues(new Uint8Array(4));

/** Frames to compose, every bit of whose first two bytes can be flipped. Tells 'frames' with their bytes. */
class FrameComposer extends Element {
  static properties = { kind: { state: true }, content: { state: true }, frames: { state: true }, flipped: { state: true } };

  #mask = newMask();

  constructor() {
    super();
    this.#choose('fragments');
  }

  render() {
    const { hex } = KINDS[this.kind];
    const options = (broken) =>
      Object.entries(KINDS)
        .filter(([, kind]) => Boolean(kind.broken) === broken)
        .map(([name]) => html`<option value=${name} ?selected=${name === this.kind}>${t(`hs.kind.${name}`)}</option>`);
    return html`<form class="compose" @submit=${this.#submit}>
        <label
          >${t('hs.kind')}
          <select class="form-select" name="kind" @change=${(event) => this.#choose(event.target.value)}>
            <optgroup label=${t('hs.kinds.allowed')}>${options(false)}</optgroup>
            <optgroup label=${t('hs.kinds.broken')}>${options(true)}</optgroup>
          </select></label
        >
        <label class="compose-content"
          >${t(hex ? 'hs.content-hex' : 'hs.content')}
          <input
            class="form-control ${this.frames ? '' : 'is-invalid'}"
            name="content"
            maxlength="200"
            spellcheck="false"
            .value=${this.content}
            @input=${(event) => this.#type(event.target.value)}
        /></label>
        <button type="submit" class="btn btn-primary" ?disabled=${!this.frames}>${t('hs.read')}</button>
      </form>
      <p class="small" role="status">${this.frames ? t(this.flipped ? 'hs.flipped' : `hs.kind-why.${this.kind}`) : t('hs.content-bad')}</p>
      ${(this.frames ?? []).map(
        (bytes, at) => html`<div class="composed">
          ${this.frames.length > 1 ? html`<h3>${t('hs.frame-of', { at: String(at + 1), count: this.frames.length })}</h3>` : nothing}
          <parley-frame editable .bytes=${bytes} @flip=${(event) => this.#flip(at, event.detail)}></parley-frame>
        </div>`,
      )}`;
  }

  #choose(kind) {
    this.kind = kind;
    this.#type(KINDS[kind].example);
  }

  #type(content) {
    const { hex, make } = KINDS[this.kind];
    this.content = content;
    this.flipped = false;
    this.frames = hex && bytesOfHex(content) === null ? null : make(content, this.#mask);
  }

  #flip(at, bit) {
    this.flipped = true;
    this.frames = this.frames.map((bytes, i) => (i === at ? bytes.map((byte, n) => (n === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte)) : bytes));
  }

  #submit(event) {
    event.preventDefault();
    this.tell('frames', this.frames);
  }
}

customElements.define('parley-frame-composer', FrameComposer);
