import { address } from '../address.js';
import { bytesOf } from '../model/frames.js';
import { hexOf } from '../model/bytes.js';

const KEPT = 40; // frames in the log

/**
 * The WebSocket that describes itself (src/docs/inspect.md). `state` is closed, connecting or open; `handshake` what the server
 * told of it; `frames` what went over it, newest first, as {told, bytes}; `ended` the browser's {code, reason, clean}.
 * Event: 'change'.
 */
export class Inspector extends EventTarget {
  state = 'closed';
  handshake = null;
  frames = [];
  ended = null;

  #socket = null;
  #echoFollows = false;

  open() {
    this.close();
    Object.assign(this, { handshake: null, frames: [], ended: null });
    this.#echoFollows = false;
    const socket = new WebSocket(address('inspect').replace(/^http/, 'ws'));
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#came(data);
    socket.onopen = () => this.#become('open');
    socket.onclose = ({ code, reason, wasClean }) => {
      if (socket === this.#socket) {
        this.ended = { code, reason, clean: wasClean };
        this.#become('closed');
      }
    };
    this.#become('connecting');
  }

  send(data) {
    this.#socket.send(data);
  }

  close(...why) {
    this.#socket?.close(...why);
  }

  #come(entry) {
    this.frames = [entry, ...this.frames].slice(0, KEPT);
    this.#changed();
  }

  #came(data) {
    if (this.#echoFollows) {
      this.#echoFollows = false;
      return;
    }
    const told = JSON.parse(data);
    if (told.type === 'handshake') {
      this.handshake = told;
      this.#changed();
      return;
    }
    this.#echoFollows = told.direction === 'out' && ['text', 'binary'].includes(told.opcodeName);
    this.#come({ told, bytes: bytesOf(told) });
  }

  #become(state) {
    this.state = state;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

async function get(path, parameters) {
  const answer = await fetch(`${address(path)}?${new URLSearchParams(parameters)}`);
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.detail);
  }
  return body;
}

/** What the server makes of bytes as if a client had sent them, as {frames: [{told, bytes}], unread, insideMessage, closed}. */
export async function read(frames) {
  const told = await get('inspect/frames', { hex: frames.map(hexOf).join('') });
  const sent = frames.values(); // the server may have read too little of one to tell its bytes
  return {
    ...told,
    frames: told.frames.map((one) => {
      const mine = one.direction === 'in' ? sent.next().value : null;
      return { told: one, bytes: bytesOf(one) ?? mine };
    }),
  };
}

/** What the server answers to a Sec-WebSocket-Key. */
export const acceptBy = async (key) => (await get('inspect/accept', { key })).base64;
