import '../ui/frame.js';
import '../ui/packet-log.js';
import { languages, t } from '../i18n.js';
import { TappedClient } from '../net/tap.js';
import { code } from '../ui/code.js';
import { Element } from '../ui/element.js';
import { html, nothing } from '../ui/lit.js';

const WAYS = { upgrade: ['polling', 'websocket'], polling: ['polling'], websocket: ['websocket'] };

/** What the client does: the code that is shown is the call that is made. */
const ACTIONS = {
  other: { show: (words) => `socket.emit('my other event', { my: ${quoted(words)} })`, run: (client, words) => client.emit('my other event', { my: words }) },
  send: { show: (words) => `socket.send(${quoted(words)})`, run: (client, words) => client.emit('message', words) },
  echo: { show: (words) => `await socket.emitWithAck('echo', ${quoted(words)})`, run: (client, words) => client.ask('echo', words) },
  binary: {
    show: () => `await socket.emitWithAck('echo', new Uint8Array([1, 2, 255]))`,
    run: (client) => client.ask('echo', new Uint8Array([1, 2, 255])),
  },
  join: { show: (_, room) => `await socket.emitWithAck('join room', ${quoted(room)})`, run: (client, _, room) => client.ask('join room', room) },
  leave: { show: (_, room) => `await socket.emitWithAck('leave room', ${quoted(room)})`, run: (client, _, room) => client.ask('leave room', room) },
  toRoom: {
    show: (words, room) => `await socket.emitWithAck('to room', ${quoted(room)}, ${quoted(words)})`,
    run: (client, words, room) => client.ask('to room', room, words),
  },
};
const GROUPS = { events: ['other', 'send'], acks: ['echo', 'binary'], rooms: ['join', 'toRoom', 'leave'] };

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Socket.IO, shown as the packets that really cross. */
class SocketIoPage extends Element {
  static properties = { way: { state: true }, words: { state: true }, room: { state: true }, explained: { state: true } };

  #client = new TappedClient();
  #titled = () => (document.title = `Parley · ${t('sio.title')}`);
  #changed = () => this.requestUpdate();

  constructor() {
    super();
    Object.assign(this, { way: 'upgrade', words: 'data', room: 'tea', explained: matchMedia('(min-width: 700px)').matches });
  }

  connectedCallback() {
    super.connectedCallback();
    languages.addEventListener('change', this.#titled);
    this.#titled();
    this.#client.addEventListener('change', this.#changed);
  }

  disconnectedCallback() {
    languages.removeEventListener('change', this.#titled);
    this.#client.removeEventListener('change', this.#changed);
    this.#client.close();
    super.disconnectedCallback();
  }

  render() {
    return html`<parley-header here="lab" page="socketio"></parley-header>
      <main class="lab wire wire-wide">
        <div class="lab-intro"><h1>${t('sio.heading')}</h1><p>${t('sio.lead')}</p></div>
        <div class="sio">
          <div class="sio-left">${this.#connection()} ${this.#actions()} ${this.#calls()}</div>
          <section class="card part sio-log" aria-labelledby="crossed">
            <div class="part-head">
              <h2 id="crossed">${t('sio.crossed')}</h2>
              <label class="form-check">
                <input
                  class="form-check-input"
                  type="checkbox"
                  name="explained"
                  .checked=${this.explained}
                  @change=${(event) => (this.explained = event.target.checked)}
                />
                ${t('sio.explain')}</label
              >
            </div>
            <parley-packet-log .crossed=${this.#client.crossed} ?explained=${this.explained}></parley-packet-log>
          </section>
        </div>
      </main>`;
  }

  #connection() {
    const { state, transport, id, problem } = this.#client;
    const isClosed = state === 'closed';
    return html`<section class="card part" aria-labelledby="connect">
      <h2 id="connect">${t('sio.connect')}</h2>
      <div class="compose">
        <label
          >${t('sio.transports')}
          <select class="form-select" name="way" ?disabled=${!isClosed} @change=${(event) => (this.way = event.target.value)}>
            ${Object.keys(WAYS).map((way) => html`<option value=${way} ?selected=${way === this.way}>${t(`sio.transports.${way}`)}</option>`)}
          </select></label
        >
        <button
          type="button"
          class="btn ${isClosed ? 'btn-primary' : 'btn-quiet'} connect"
          @click=${() => (isClosed ? this.#client.open(WAYS[this.way]) : this.#client.close())}
        >
          ${t(isClosed ? 'hs.connect' : 'hs.disconnect')}
        </button>
      </div>
      <p class="state ${state}" role="status">
        ${state === 'connected' ? t('sio.connected', { transport: t(`sio.transport.${transport}`), id }) : t(`hs.state.${state}`)}
        ${isClosed && problem ? html`<code lang="en">${problem}</code>` : nothing}
      </p>
    </section>`;
  }

  #actions() {
    const field = (name) => html`<label class="compose-content"
      >${t(`sio.${name}`)}
      <input class="form-control" name=${name} maxlength="64" autocomplete="off" .value=${this[name]} @input=${(event) => (this[name] = event.target.value)}
    /></label>`;
    return html`<section class="card part" aria-labelledby="do">
      <h2 id="do">${t('sio.do')}</h2>
      <div class="compose">${field('words')} ${field('room')}</div>
      ${Object.entries(GROUPS).map(
        ([group, names]) => html`<div class="sio-group">
          <h3>${t(`sio.group.${group}`)}</h3>
          <p class="small">${t(`sio.group-why.${group}`)}</p>
          ${names.map((name) => this.#action(name))}
        </div>`,
      )}
    </section>`;
  }

  #action(name) {
    const { show, run } = ACTIONS[name];
    return html`<button
      type="button"
      class="btn btn-quiet action"
      data-action=${name}
      ?disabled=${this.#client.state !== 'connected'}
      @click=${() => run(this.#client, this.words, this.room)}
    >
      <code>${code(show(this.words, this.room))}</code>
    </button>`;
  }

  #calls() {
    const { calls } = this.#client;
    return html`<section class="card part" aria-labelledby="calls">
      <h2 id="calls">${t('sio.calls')}</h2>
      <p class="small">${t('sio.calls-why')}</p>
      <ol class="calls" aria-live="polite" aria-labelledby="calls">
        ${calls.map(({ event, args }) => html`<li><b>${event}</b> <code>${args.map(shown).join(', ')}</code></li>`)}
      </ol>
    </section>`;
  }
}

const shown = (value) => JSON.stringify(value, (_, part) => (part instanceof ArrayBuffer ? [...new Uint8Array(part)] : part));

customElements.define('parley-socketio', SocketIoPage);
