import { Manager, WebSocket as WebSocketTransport, XHR } from '../../vendor/socket.io-client/dist/socket.io.esm.min.js';
import { address } from '../address.js';

const KEPT = 80; // bodies and messages
const KEPT_CALLS = 12;
const ANSWER_WITHIN = 10_000; // ms

/**
 * A client of the namespace /demo whose transports tell what crosses. `state` is closed, connecting or connected; `transport`
 * polling or websocket; `crossed` what went over the wire, newest first, as {direction, transport, line, data}; a line is that
 * of a request, and then data is null unless the request has a body. `calls` are the handlers that the client called, newest
 * first, as {event, args}. Event: 'change'.
 */
export class TappedClient extends EventTarget {
  state = 'closed';
  transport = null;
  id = null;
  problem = null;
  crossed = [];
  calls = [];

  #manager;
  #socket = null;

  /** transports: names, the first to begin with. */
  open(transports) {
    this.close();
    Object.assign(this, { problem: null, crossed: [], calls: [] });
    const classes = tapped((entry) => this.#crosses(entry));
    this.#manager = new Manager(new URL(address('')).origin, {
      path: new URL(address('socket.io/')).pathname,
      transports: transports.map((name) => classes[name]),
      reconnection: false,
      autoConnect: false,
    });
    const socket = this.#manager.socket('/demo');
    this.#socket = socket;
    socket.on('connect', () => this.#become('connected', this.#manager.engine.transport.name));
    socket.on('connect_error', (error) => this.#ends(error.message));
    socket.on('disconnect', (reason) => this.#ends(reason));
    socket.onAny((event, ...args) => this.#called(event, args));
    this.#become('connecting');
    socket.connect();
    this.#manager.engine.on('upgrade', ({ name }) => this.#become(this.state, name));
  }

  emit(event, ...args) {
    this.#socket.emit(event, ...args);
  }

  /** Emits and takes the answer, which appears among the calls. */
  async ask(event, ...args) {
    try {
      const answer = await this.#socket.timeout(ANSWER_WITHIN).emitWithAck(event, ...args);
      this.#called(`ack: ${event}`, [answer]);
    } catch (error) {
      this.#called(`ack: ${event}`, [String(error.message)]);
    }
  }

  close() {
    this.#socket?.disconnect();
  }

  #crosses(entry) {
    this.crossed = [entry, ...this.crossed].slice(0, KEPT);
    this.#changed();
  }

  #called(event, args) {
    this.calls = [{ event, args }, ...this.calls].slice(0, KEPT_CALLS);
    this.#changed();
  }

  #ends(problem) {
    this.problem = problem;
    this.#become('closed');
  }

  #become(state, transport = null) {
    Object.assign(this, { state, transport, id: this.#socket?.id ?? null });
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** The client library's transports, which tell of what they send and get, as it is encoded. */
function tapped(tell) {
  const line = (method, transport) => {
    const query = { EIO: 4, transport: transport.name, ...(transport.query.sid ? { sid: transport.query.sid } : {}) };
    return `${method} ${transport.opts.path}?${new URLSearchParams(query)}`;
  };
  class Polling extends XHR {
    doPoll() {
      tell({ direction: 'out', transport: 'polling', line: line('GET', this), data: null });
      super.doPoll();
    }

    doWrite(data, done) {
      tell({ direction: 'out', transport: 'polling', line: line('POST', this), data });
      super.doWrite(data, done);
    }

    onData(data) {
      tell({ direction: 'in', transport: 'polling', line: null, data });
      super.onData(data);
    }
  }
  class Web extends WebSocketTransport {
    doOpen() {
      tell({ direction: 'out', transport: 'websocket', line: line('GET', this), data: null });
      super.doOpen();
    }

    doWrite(packet, data) {
      tell({ direction: 'out', transport: 'websocket', line: null, data });
      super.doWrite(packet, data);
    }

    onData(data) {
      tell({ direction: 'in', transport: 'websocket', line: null, data });
      super.onData(data);
    }
  }
  return { polling: Polling, websocket: Web };
}
