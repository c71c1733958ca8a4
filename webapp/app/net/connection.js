import { io } from '../../vendor/socket.io-client/dist/socket.io.esm.min.js';
import { address } from '../address.js';

/** What the server sends by itself. */
const EVENTS = ['message', 'read', 'room', 'away', 'writing'];
const ANSWER_WITHIN = 10_000; // ms
const FIRST_RETRY = 1_000; // ms; doubles up to
const LAST_RETRY = 20_000; // ms

/**
 * One connection to a namespace, which comes back by itself. Events: 'state' when `state`, `transport` or `retryAt` change,
 * and those of EVENTS (CustomEvent, detail = what came).
 *
 *   connecting -> online -> offline (until retryAt) -> connecting …
 *
 * The client library's own reconnection does not tell when its next try is, which a reader wants to know; so the tries are made here.
 */
export class Connection extends EventTarget {
  state = 'connecting';
  /** 'polling' or 'websocket'; null while there is none. */
  transport = null;
  /** When the next try is, in ms since the epoch; null unless offline. */
  retryAt = null;

  #socket;
  #delay = FIRST_RETRY;
  #timer;

  constructor(namespace) {
    super();
    // The path of this address is a namespace's name, the option a place on the server.
    this.#socket = io(new URL(namespace, address('')).href, {
      path: new URL('socket.io/', address('')).pathname,
      autoConnect: false,
      reconnection: false,
    });
    this.#socket.on('connect', () => this.#up());
    this.#socket.on('connect_error', () => this.#down());
    this.#socket.on('disconnect', () => this.#down());
    for (const event of EVENTS) {
      this.#socket.on(event, (detail) => this.dispatchEvent(new CustomEvent(event, { detail })));
    }
    globalThis.addEventListener?.('online', () => this.retry());
  }

  open() {
    this.#become('connecting');
    this.#socket.connect();
  }

  /** The next try now instead of later; nothing unless offline. */
  retry() {
    if (this.state === 'offline') {
      clearTimeout(this.#timer);
      this.open();
    }
  }

  /** This connection is of use: the wait before another begins anew. */
  settle() {
    this.#delay = FIRST_RETRY;
  }

  /** Ends this connection; it comes back like one that was lost, after a longer wait each time until one is of use. */
  drop() {
    this.#socket.disconnect();
    this.#down();
  }

  /** Ends this connection and makes another at once. */
  renew() {
    this.drop();
    this.retry();
  }

  /** The answer to an event; rejects when there is none in time or the connection is lost meanwhile. */
  request(event, body) {
    return this.#socket.timeout(ANSWER_WITHIN).emitWithAck(event, body);
  }

  #up() {
    const engine = this.#socket.io.engine;
    engine.on('upgrade', () => this.#become('online', { transport: engine.transport.name }));
    this.#become('online', { transport: engine.transport.name });
  }

  #down() {
    if (this.state === 'offline') {
      return;
    }
    const wait = this.#delay * (0.8 + 0.4 * Math.random()); // so that not all come back at once
    this.#delay = Math.min(2 * this.#delay, LAST_RETRY);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.open(), wait);
    this.#become('offline', { retryAt: Date.now() + wait });
  }

  #become(state, { transport = null, retryAt = null } = {}) {
    Object.assign(this, { state, transport, retryAt });
    this.dispatchEvent(new Event('state'));
  }
}
