/*
 * The five ways to follow /clock. Each is made with what it tells: `tick({id, time, text}, bytes)`, `request()` for each
 * request that is sent, `wire(text)` for what goes over the wire, and `note(name, values)` for what happens to the connection
 * (values are text: neither a code nor an id is a quantity).
 * `bytes` is the size of the answer with its headers where the browser knows it (Resource Timing), else that of the tick as
 * it stands in the stream, framing included.
 */
import { address } from '../address.js';

const SECOND = 1_000; // ms
const RETRY = 1_000; // ms, as the server's `retry`
const utf8 = new TextEncoder();
const size = (text) => utf8.encode(text).length;

class Way {
  #ear;
  constructor(ear) {
    this.#ear = ear;
    this.running = false;
    this.last = 0;
  }

  /** fault: {delay, cut}, in milliseconds and ticks; 0 is none. */
  start(fault) {
    this.fault = fault;
    this.running = true;
    this.last = 0;
    this.open();
  }

  stop() {
    this.running = false;
    clearTimeout(this.timer);
    this.shut();
  }

  url(more = {}, scheme = '') {
    const url = new URL(address('clock'));
    for (const [name, value] of Object.entries({ delay: this.fault.delay, cut: this.fault.cut, ...more })) {
      if (value) {
        url.searchParams.set(name, value);
      }
    }
    return scheme ? url.href.replace(/^http/, scheme) : url.href;
  }

  tick(tick, bytes) {
    if (this.running) {
      this.last = tick.id;
      this.#ear.tick(tick, bytes);
    }
  }

  request(line) {
    this.#ear.request();
    this.wire(`→ ${line}`);
  }

  wire(text) {
    this.#ear.wire(text);
  }

  note(name, values) {
    if (this.running) {
      this.#ear.note(name, values);
    }
  }

  again(after = RETRY) {
    if (this.running) {
      this.timer = setTimeout(() => this.open(), after);
    }
  }
}

const path = (url) => new URL(url).pathname + new URL(url).search;

/** One answer a request, over XMLHttpRequest. */
class Asking extends Way {
  ask(url, answered, failed) {
    const request = new XMLHttpRequest();
    this.asked = request;
    request.open('GET', url);
    request.setRequestHeader('Accept', 'application/json');
    request.onload = () => {
      this.wire(`← ${request.status} ${request.responseText.trim()}`);
      if (request.status === 200) {
        this.tick(JSON.parse(request.responseText), weigh(request));
        answered();
      } else {
        failed('asks-again', { status: String(request.status) });
      }
    };
    request.onerror = () => failed('unreachable', {});
    this.request(`GET ${path(url)}`);
    request.send();
  }

  shut() {
    this.asked?.abort();
    this.asked = null;
  }
}

/** Bytes of an answer, headers included: the newest entry of Resource Timing for its address. */
function weigh(request) {
  const entry = performance.getEntriesByName(request.responseURL).at(-1);
  performance.clearResourceTimings();
  return entry?.transferSize || size(request.getAllResponseHeaders()) + size(request.responseText);
}

class Polling extends Asking {
  open() {
    this.again(SECOND);
    if (this.asked && this.asked.readyState !== XMLHttpRequest.DONE) {
      return; // a late answer is not asked for twice
    }
    this.ask(this.url(), () => {}, (...why) => this.note(...why));
  }

  tick(tick, bytes) {
    if (tick.id !== this.last) {
      super.tick(tick, bytes);
    }
  }
}

class LongPolling extends Asking {
  open() {
    this.ask(
      this.url({ wait: this.last }), // the first one, which knows no id, is answered at once
      () => this.again(0),
      (...why) => {
        this.note(...why);
        this.again();
      },
    );
  }
}

class IframeStream extends Way {
  open() {
    const url = this.url({ detail: true, after: this.last });
    this.frame?.remove();
    this.frame = Object.assign(document.createElement('iframe'), { hidden: true, title: 'clock', src: url });
    window.setTime = (text, tick) => {
      const script = `<script>parent.setTime("${text}", ${JSON.stringify(tick)})</script>`;
      this.wire(`← ${script}`);
      this.tick(tick, size(script) + 1);
    };
    this.frame.addEventListener('load', () => {
      this.note('loads-again');
      this.again();
    });
    this.request(`GET ${path(url)}`);
    document.body.append(this.frame);
  }

  shut() {
    this.frame?.remove();
    delete window.setTime;
  }
}

class Events extends Way {
  open() {
    const url = this.url({ detail: true });
    this.source = new EventSource(url);
    this.request(`GET ${path(url)}`);
    this.source.onmessage = (event) => {
      const text = `id:${event.lastEventId}\nevent:message\ndata:${event.data}\n\n`;
      this.wire(`← ${text.trimEnd()}`);
      this.tick(JSON.parse(event.data), size(text));
    };
    this.source.onerror = () => {
      if (this.source.readyState === EventSource.CLOSED) {
        this.note('opens-again');
        this.again(); // an answer that is not an event stream ends an EventSource for good
      } else {
        this.note('browser-again', { id: String(this.last) });
        this.request(`GET ${path(url)}\n  Last-Event-ID: ${this.last}`);
      }
    };
  }

  shut() {
    this.source.close();
  }
}

class Socket extends Way {
  open() {
    const url = this.url({ detail: true, after: this.last }, 'ws');
    const socket = new WebSocket(url);
    this.socket = socket;
    this.request(`GET ${path(url)}\n  Upgrade: websocket`);
    socket.onmessage = ({ data }) => {
      this.wire(`← ${data}`);
      const bytes = size(data);
      this.tick(JSON.parse(data), bytes + (bytes > 125 ? 4 : 2)); // RFC 6455, section 5.2: a server's frame has no mask
    };
    socket.onclose = ({ code }) => {
      if (socket === this.socket) {
        this.note('connects-again', { code: String(code) });
        this.again();
      }
    };
  }

  shut() {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}

/** In the order of their invention. `kind` is the name in /clock/counters. */
export const WAYS = [
  { kind: 'polling', make: (ear) => new Polling(ear) },
  { kind: 'long-polling', make: (ear) => new LongPolling(ear) },
  { kind: 'iframe', make: (ear) => new IframeStream(ear) },
  { kind: 'event-stream', make: (ear) => new Events(ear) },
  { kind: 'websocket', make: (ear) => new Socket(ear) },
];

/** How many clients follow in which way, as the server counts them. */
export async function counters() {
  const answer = await fetch(address('clock/counters'));
  if (!answer.ok) {
    throw new Error(`/clock/counters answered ${answer.status}`);
  }
  return answer.json();
}
