import { t } from '../i18n.js';
import { explain, packetsOf, sizeOf } from '../model/packets.js';
import { Element } from './element.js';
import { html, nothing } from './lit.js';

/**
 * What crossed, the newest first: each body and message with its packets. crossed: of net/tap.js. explained: whether every
 * part of a packet is explained below it.
 */
class PacketLog extends Element {
  static properties = { crossed: { attribute: false }, explained: { type: Boolean } };

  render() {
    if (this.crossed.length === 0) {
      return html`<p class="log-empty">${t('sio.log-empty')}</p>`;
    }
    return html`<ol class="log packets">
      ${this.crossed.map((entry) => this.#entry(entry))}
    </ol>`;
  }

  #entry({ direction, transport, line, data }) {
    const what = line === null ? (transport === 'polling' ? 'answer' : 'message') : data === null ? (transport === 'polling' ? 'poll' : 'upgrade') : 'post';
    const packets = data === null ? [] : packetsOf(transport, data);
    return html`<li class="log-${direction === 'out' ? 'in' : 'out'}">
      <div class="packet-head">
        <span class="log-way">${t(`sio.way.${direction}`)}</span>
        <span class="chip transport-${transport}">${t(`sio.transport.${transport}`)}</span>
        <span>${t(`sio.what.${what}`)}</span>
        ${data === null ? nothing : html`<span class="log-size">${t('frames.bytes', { count: sizeOf(data) })}</span>`}
      </div>
      ${line === null ? nothing : html`<code class="packet-line">${line}</code>`}
      ${packets.map((packet, at) => html`${at ? html`<p class="separator"><code>0x1e</code> ${t('sio.separator')}</p>` : nothing}${this.#packet(packet)}`)}
    </li>`;
  }

  #packet(packet) {
    const { name, parts } = explain(packet);
    return html`<div class="packet">
      <div class="packet-raw">
        <code>${parts.map((part) => html`<span class="piece piece-${kind(part)}">${part.text}</span>`)}</code>
        <span class="packet-name">${t(`sio.packet.${name}`)}</span>
      </div>
      ${this.explained
        ? html`<dl class="pieces">
            ${parts.map(
              (part) => html`<div>
                <dt><code class="piece piece-${kind(part)}">${part.text.length > 24 ? `${part.text.slice(0, 23)}…` : part.text}</code></dt>
                <dd>${t(`sio.part.${part.name}`, { count: part.detail, detail: part.detail })}</dd>
              </div>`,
            )}
          </dl>`
        : nothing}
    </div>`;
  }
}

/** Of what protocol a part is, for its colour. */
function kind({ name }) {
  if (name.startsWith('engine.') || name === 'handshake' || name === 'probe') {
    return 'engine';
  } else if (name.startsWith('socket.')) {
    return 'socket';
  } else if (name.startsWith('json') || name === 'bytes' || name === 'base64') {
    return 'data';
  }
  return name === 'namespace' ? 'namespace' : 'number';
}

customElements.define('parley-packet-log', PacketLog);
