import { size, t } from '../i18n.js';
import { isPicture } from '../model/files.js';
import { Element } from './element.js';
import { icon } from './icons.js';
import { html, nothing, repeat } from './lit.js';

/** What to try again would not help against. */
const FINAL = ['file-too-large', 'file-type', 'file-name-invalid'];

/** How large a picture is that the browser can show, {width, height} in pixels; else null. */
export async function measure(file) {
  const picture = new Image();
  picture.src = URL.createObjectURL(file);
  try {
    await picture.decode();
    return { width: picture.naturalWidth, height: picture.naturalHeight };
  } catch {
    return null; // it is none, or a broken one
  } finally {
    URL.revokeObjectURL(picture.src);
  }
}

/** The files that a paste or a drop brings, unless what is pasted is text that a program gives a picture of, too. */
export function filesOf(transfer) {
  const isText = [...(transfer?.types ?? [])].includes('text/plain');
  return isText ? [] : [...(transfer?.files ?? [])];
}

/** What is about to be shared, above the composer: chips of model/files.js. Tells 'remove-file' and 'retry-file' (detail: one of them). */
class Attachments extends Element {
  static properties = {
    files: { attribute: false },
    awaited: { type: Boolean }, // they are sent as soon as all are there
  };

  #pictures = new Map(); // key -> address

  disconnectedCallback() {
    this.#pictures.forEach((address) => URL.revokeObjectURL(address));
    this.#pictures.clear();
    super.disconnectedCallback();
  }

  willUpdate() {
    const keys = new Set(this.files.map(({ key }) => key));
    for (const [key, address] of this.#pictures) {
      if (!keys.has(key)) {
        URL.revokeObjectURL(address);
        this.#pictures.delete(key);
      }
    }
  }

  render() {
    return html`<ul class="attachments" aria-label=${t('files.attached')} ?hidden=${!this.files.length}>
        ${repeat(this.files, ({ key }) => key, (one) => this.#chip(one))}
      </ul>
      <p class="attachments-note" role="status">${this.awaited ? t('files.awaited') : nothing}</p>`;
  }

  #chip(one) {
    const { name, state, sent, error } = one;
    return html`<li class="attachment ${state}">
      ${this.#thumbnail(one)}
      <span class="attachment-about">
        <bdi class="attachment-name" title=${name}>${name}</bdi>
        ${state === 'refused'
          ? html`<span class="attachment-error" role="alert">${t(`error.${error}`)}</span>`
          : html`<span class="attachment-size">${size(one.size)}</span>`}
      </span>
      ${state === 'waiting' || state === 'sending'
        ? html`<progress class="attachment-progress" max=${one.size || 1} .value=${sent} aria-label=${t('files.progress', { name })}></progress>`
        : nothing}
      ${state === 'refused' && one.file && !FINAL.includes(error)
        ? html`<button type="button" class="btn btn-icon" aria-label=${t('files.retry', { name })} title=${t('messages.retry')} @click=${() => this.tell('retry-file', one)}>
            ${icon('retry')}
          </button>`
        : nothing}
      <button type="button" class="btn btn-icon" aria-label=${t('files.remove', { name })} title=${t('files.remove', { name })} @click=${() => this.tell('remove-file', one)}>
        ${icon('close')}
      </button>
    </li>`;
  }

  #thumbnail(one) {
    if (!isPicture(one) || !one.file) {
      return html`<span class="attachment-sign">${icon('file')}</span>`;
    }
    if (!this.#pictures.has(one.key)) {
      this.#pictures.set(one.key, URL.createObjectURL(one.file));
    }
    return html`<img class="attachment-sign" src=${this.#pictures.get(one.key)} alt="">`;
  }
}

/** The button that lets the reader choose files. Tells 'attach' (detail: them). */
class FileChooser extends Element {
  static properties = { types: { attribute: false } };

  render() {
    const accepted = this.types.includes('*/*') ? nothing : this.types.join(',');
    return html`<input type="file" multiple hidden tabindex="-1" accept=${accepted} @change=${this.#chosen}>
      <button type="button" class="btn btn-icon composer-attach" aria-label=${t('files.attach')} title=${t('files.attach')} @click=${() => this.#input.click()}>
        ${icon('clip')}
      </button>`;
  }

  get #input() {
    return this.querySelector('input');
  }

  #chosen() {
    const files = [...this.#input.files];
    this.#input.value = ''; // so that the same one can be chosen again
    this.tell('attach', files);
  }
}

/** Lets files be dropped on the element that it stands in, and shows so while some are dragged over that. Tells 'attach' (detail: them). */
class DropTarget extends Element {
  static properties = { over: { state: true } };

  #place;
  #depth = 0; // elements that the pointer has entered and not left
  #listeners = {
    dragenter: (event) => this.#moved(event, 1),
    dragleave: (event) => this.#moved(event, -1),
    dragover: (event) => isOfFiles(event) && event.preventDefault(),
    drop: (event) => this.#dropped(event),
  };

  connectedCallback() {
    super.connectedCallback();
    this.#place = this.parentElement;
    Object.entries(this.#listeners).forEach(([name, heard]) => this.#place.addEventListener(name, heard));
  }

  disconnectedCallback() {
    Object.entries(this.#listeners).forEach(([name, heard]) => this.#place.removeEventListener(name, heard));
    super.disconnectedCallback();
  }

  render() {
    return this.over ? html`<div class="drop-target">${icon('clip')}<span>${t('files.drop')}</span></div>` : nothing;
  }

  #moved(event, step) {
    if (isOfFiles(event)) {
      event.preventDefault();
      this.#depth = Math.max(0, this.#depth + step);
      this.over = this.#depth > 0;
    }
  }

  #dropped(event) {
    if (isOfFiles(event)) {
      event.preventDefault();
      this.#depth = 0;
      this.over = false;
      this.tell('attach', [...event.dataTransfer.files]);
    }
  }
}

const isOfFiles = ({ dataTransfer }) => [...(dataTransfer?.types ?? [])].includes('Files');

customElements.define('parley-attachments', Attachments);
customElements.define('parley-file-chooser', FileChooser);
customElements.define('parley-drop-target', DropTarget);
