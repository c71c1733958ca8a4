import { size, t } from '../i18n.js';
import { isPicture } from '../model/files.js';
import { Dialog } from './dialog.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing } from './lit.js';

const NEAR = '400px'; // from the view at which a picture begins to be loaded
const WIDEST = 360; // px of a preview
const HIGHEST = 240;
const UNKNOWN = { width: 240, height: 160 }; // px kept for a picture of which nobody has said how large it is
const KEPT = 60_000; // ms that what is stored stays for the browser to take

/** The files of a message, each with its place from the first moment on. load(id): its bytes, a promise of a Blob. */
export const messageFiles = (files, load) => html`<div class="msg-files">
  ${files.map((file) =>
    isPicture(file) && load
      ? html`<parley-picture .style=${placeOf(file)} .file=${file} .load=${load}></parley-picture>`
      : html`<parley-file .file=${file} .load=${load}></parley-file>`,
  )}
</div>`;

/** Has the browser store what was loaded. */
function store(blob, name) {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
}

/** How large a preview is, which never makes a picture larger. */
export function previewSize({ width, height }) {
  if (!width || !height) {
    return UNKNOWN;
  }
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const placeOf = (file) => {
  const { width, height } = previewSize(file);
  return `--width: ${width}px; --ratio: ${width} / ${height}`;
};

/** A picture of a message, which is loaded when it is nearly in view. */
class Picture extends Element {
  static properties = {
    file: { attribute: false },
    load: { attribute: false },
    address: { state: true },
    failed: { state: true },
  };

  #seen = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && this.#fetch(), { rootMargin: NEAR });
  #blob = null;
  #loading = false;

  connectedCallback() {
    super.connectedCallback();
    this.#seen.observe(this);
  }

  disconnectedCallback() {
    this.#seen.disconnect();
    this.#forget();
    super.disconnectedCallback();
  }

  willUpdate(changed) {
    if (changed.get('file') && changed.get('file').id !== this.file.id) {
      this.#forget();
      this.#seen.unobserve(this);
      this.#seen.observe(this);
    }
  }

  render() {
    const { name } = this.file;
    const label = t(this.failed ? 'files.picture-failed' : 'files.open', { name });
    return html`<button
      type="button"
      class="picture ${this.failed ? 'failed' : ''}"
      tabindex="-1"
      aria-label=${label}
      title=${name}
      @click=${() => (this.failed ? this.#fetch() : this.#open())}
    >
      ${this.address ? html`<img src=${this.address} alt="">` : html`<span class="picture-waits">${icon(this.failed ? 'retry' : 'picture')}</span>`}
    </button>`;
  }

  async #fetch() {
    if (this.#blob || this.#loading) {
      return;
    }
    const { id } = this.file;
    [this.#loading, this.failed] = [true, false];
    try {
      const blob = await this.load(id);
      if (this.isConnected && id === this.file.id) {
        this.#blob = blob;
        this.address = URL.createObjectURL(blob);
      }
    } catch {
      this.failed = true;
    } finally {
      this.#loading = false;
    }
  }

  #forget() {
    if (this.address) {
      URL.revokeObjectURL(this.address);
    }
    [this.#blob, this.address] = [null, null];
  }

  #open() {
    if (this.#blob) {
      const dialog = Object.assign(document.createElement('parley-picture-dialog'), { file: this.file, blob: this.#blob });
      dialog.addEventListener('close', () => {
        dialog.remove();
        this.querySelector('button')?.focus();
      });
      document.body.append(dialog);
    }
  }
}

/** One picture, as large as the window allows; stands in the page as long as it is shown. */
class PictureDialog extends Dialog {
  static properties = { file: { attribute: false }, blob: { attribute: false } };

  #address = null;

  disconnectedCallback() {
    URL.revokeObjectURL(this.#address);
    super.disconnectedCallback();
  }

  render() {
    const { name } = this.file;
    this.#address ??= URL.createObjectURL(this.blob);
    return this.frame(
      html`<bdi>${name}</bdi>`,
      html`<img class="picture-large" src=${this.#address} alt=${name}>
        <div class="dialog-buttons">
          <button type="button" class="btn btn-primary picture-store" @click=${() => store(this.blob, name)}>${icon('store')}${t('files.store')}</button>
        </div>`,
    );
  }
}

/** Any other file of a message, or one of a message that is not stored yet, which has no load. */
class FileLine extends Element {
  static properties = {
    file: { attribute: false },
    load: { attribute: false },
    state: { state: true }, // 'loading', 'failed', or null
  };

  render() {
    const { name } = this.file;
    return html`<div class="file">
      <span class="file-sign">${icon('file')}</span>
      <span class="file-about">
        <bdi class="file-name" title=${name}>${name}</bdi>
        <span class="file-size" role="status">${this.state === 'failed' ? t('files.failed') : this.state === 'loading' ? t('files.loading') : size(this.file.size)}</span>
      </span>
      ${this.load
        ? html`<button type="button" class="btn btn-icon" tabindex="-1" ?disabled=${this.state === 'loading'} aria-label=${t('files.store-one', { name })} title=${t('files.store')} @click=${this.#store}>
            ${icon('store')}
          </button>`
        : nothing}
    </div>`;
  }

  async #store() {
    this.state = 'loading';
    try {
      store(await this.load(this.file.id), this.file.name);
      this.state = null;
    } catch {
      this.state = 'failed';
    }
  }
}

customElements.define('parley-picture', Picture);
customElements.define('parley-picture-dialog', PictureDialog);
customElements.define('parley-file', FileLine);
