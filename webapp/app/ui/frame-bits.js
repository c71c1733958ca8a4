import { t } from '../i18n.js';
import { hexOf, textOfBytes } from '../model/bytes.js';
import { opcodeName, parse } from '../model/frames.js';
import { Element } from './element.js';
import { html, nothing } from './lit.js';

const DRAWN = 8; // bytes of payload as bits
const TABLED = 16; // bytes of payload as mask, key and plain
const SECTIONS = { mask: '5.3', payload: '5.2' };

/** A section of RFC 6455 where one can read it. */
export const section = (number) => {
  const [, rfc, at] = /^(?:RFC (\d+), section )?(.+)$/.exec(number);
  return html`<a class="rfc" href="https://www.rfc-editor.org/rfc/rfc${rfc ?? 6455}#section-${at}" target="_blank" rel="noopener"
    >${rfc ? `RFC ${rfc} ` : ''}§${at}</a
  >`;
};

/**
 * One frame, bit by bit, its fields told apart and explained; a field that the pointer or the focus is on lights up everywhere.
 * bytes: the frame's. editable: the bits of the first two bytes are buttons; tells 'flip' with the number of the bit.
 */
class FrameBits extends Element {
  static properties = { bytes: { attribute: false }, editable: { type: Boolean }, lit: { state: true } };

  render() {
    const parsed = parse(this.bytes);
    const payloadAt = parsed.fields.find(({ name }) => name === 'payload')?.from ?? Infinity;
    const shown = this.bytes.slice(0, Math.min(this.bytes.length, payloadAt / 8 + DRAWN));
    const more = this.bytes.length - shown.length;
    return html`<div class="frame-bits" @pointerleave=${() => this.#light(null)}>
      <div class="bytes">
        ${[...shown].map((byte, at) => this.#byte(byte, at, parsed.fields))}
        ${more > 0 ? html`<span class="bytes-more">${t('frames.more-bytes', { count: more })}</span>` : nothing}
      </div>
      ${parsed.missing ? html`<p class="frame-missing">${t('frames.missing', { count: parsed.missing })}</p>` : nothing}
      <div class="fields" role="list">${parsed.fields.map((field) => this.#field(field, parsed))}</div>
      ${parsed.payload.length ? this.#payload(parsed) : nothing}
    </div>`;
  }

  #light(name) {
    this.lit = name;
  }

  #byte(byte, at, fields) {
    const cells = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => {
      const bit = 8 * at + i;
      const { name, from } = fields.findLast((field) => field.from <= bit);
      const value = (byte >> (7 - i)) & 1;
      const look = `bit field-${name} ${this.lit === name ? 'lit' : ''} ${bit === from ? 'first' : ''}`;
      return this.editable && at < 2
        ? html`<button
            type="button"
            class=${look}
            aria-label=${t('frames.flip', { field: t(`frames.field.${name}`), bit: String(bit), value: String(value) })}
            @pointerenter=${() => this.#light(name)}
            @focus=${() => this.#light(name)}
            @click=${() => this.tell('flip', bit)}
          >
            ${value}
          </button>`
        : html`<span class=${look} @pointerenter=${() => this.#light(name)}>${value}</span>`;
    });
    return html`<span class="byte"><span class="byte-bits">${cells}</span><code class="byte-hex">${hexOf([byte])}</code></span>`;
  }

  #field(field, parsed) {
    const { name, from, bits } = field;
    const until = from + bits - 1;
    return html`<div
      class="field ${this.lit === name ? 'lit' : ''}"
      role="listitem"
      tabindex="0"
      @pointerenter=${() => this.#light(name)}
      @focus=${() => this.#light(name)}
      @blur=${() => this.#light(null)}
    >
      <span class="field-name"><i class="field-swatch field-${name}"></i>${t(`frames.field.${name}`)}</span>
      <span class="field-at">${bits === 1 ? t('frames.bit', { at: String(from) }) : t('frames.bits', { from: String(from), until: String(until) })}</span>
      <code class="field-value">${this.#value(field, parsed)}</code>
      <span class="field-means">${this.#means(field, parsed)} ${section(SECTIONS[name] ?? '5.2')}</span>
    </div>`;
  }

  #value({ name, value }, { mask, payload }) {
    if (name === 'mask') {
      return hexOf(mask);
    } else if (name === 'payload') {
      return t('frames.bytes', { count: payload.length });
    }
    return name === 'opcode' ? `0x${value.toString(16)}` : String(value);
  }

  #means({ name, value }, { fields, length }) {
    if (name === 'opcode') {
      return t('frames.means.opcode', { name: t(`frames.opcode.${opcodeName(value)}`) });
    } else if (name === 'length7' || name === 'extended') {
      const key = name === 'extended' ? 'extended' : { 126: 'length16', 127: 'length64' }[value] ?? 'length7';
      return t(`frames.means.${key}`, { count: length });
    } else if (name === 'payload') {
      return t(fields.some((field) => field.name === 'mask') ? 'frames.means.payload-masked' : 'frames.means.payload');
    }
    return t(`frames.means.${name}${['mask'].includes(name) ? '' : `-${value}`}`);
  }

  #payload({ mask, payload, plain, fields }) {
    const count = Math.min(TABLED, payload.length);
    const row = (heading, cell, look = '') => html`<tr class=${look}>
      <th scope="row">${heading}</th>
      ${Array.from({ length: count }, (_, i) => html`<td>${cell(i)}</td>`)}
    </tr>`;
    const isClose = fields[4].value === 8;
    const text = textOfBytes(isClose ? plain.slice(2) : plain);
    return html`<div class="payload" tabindex="0" role="group" aria-label=${t('frames.payload')}>
        <table>
          <tbody>
            ${mask
              ? html`${row(t('frames.row.masked'), (i) => hexOf([payload[i]]))} ${row(t('frames.row.key'), (i) => hexOf([mask[i % 4]]), 'key')}`
              : nothing}
            ${row(t('frames.row.plain'), (i) => hexOf([plain[i]]), 'plain')} ${row(t('frames.row.text'), (i) => printable(plain[i]))}
          </tbody>
        </table>
      </div>
      <p class="payload-text">
        ${isClose && plain.length >= 2 ? html`${t('frames.close-code')} <code>${String((plain[0] << 8) | plain[1])}</code> ` : nothing}
        ${text === null ? t('frames.no-text') : text === '' ? nothing : html`${t('frames.text')} <q>${text.slice(0, 200)}${text.length > 200 ? '…' : ''}</q>`}
      </p>`;
  }
}

const printable = (byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? 'SP' : '·');

/**
 * Frames both ways, the newest first; each can be opened. frames: [{told, bytes}] of net/inspector.js.
 */
class FrameLog extends Element {
  static properties = { frames: { attribute: false }, empty: {} };

  render() {
    if (this.frames.length === 0) {
      return html`<p class="log-empty">${this.empty}</p>`;
    }
    const newest = this.frames.find(({ told }) => told.direction === 'in') ?? this.frames[0];
    return html`<ol class="log">
      ${this.frames.map((entry) => this.#entry(entry, entry === newest))}
    </ol>`;
  }

  #entry({ told, bytes }, isOpen) {
    const { direction, number, payload, violation } = told;
    const length = told.length ?? payload.bytes;
    return html`<li class="log-${direction} ${violation ? 'bad' : ''}">
      <details ?open=${isOpen}>
        <summary>
          <span class="log-way">${t(`frames.way.${direction}`, { number: String(number) })}</span>
          <b>${t(`frames.opcode.${told.opcodeName}`)}</b>
          ${told.fin ? nothing : html`<span class="chip">${t('frames.not-final')}</span>`}
          <span class="log-size">${t('frames.bytes', { count: length })}</span>
          <span class="log-text">${told.close ? `${told.close.code} ${told.close.reason}` : (payload.text ?? payload.hex).slice(0, 60)}</span>
        </summary>
        <p class="log-means">
          ${t(`frames.meaning.${told.meaning}`)} ${t(`frames.action.${told.action}`)} ${section(told.section)}
          ${violation
            ? html`<span class="log-violation" lang="en">${violation.message}</span> ${t('frames.closes-with', { code: String(violation.closeCode) })}`
            : nothing}
          ${payload.truncated ? t('frames.truncated') : nothing}
        </p>
        ${bytes ? html`<parley-frame .bytes=${bytes}></parley-frame>` : html`<p>${t('frames.too-little')}</p>`}
      </details>
    </li>`;
  }
}

customElements.define('parley-frame', FrameBits);
customElements.define('parley-frame-log', FrameLog);
