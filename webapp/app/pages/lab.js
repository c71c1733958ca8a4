import '../ui/frame.js';
import '../ui/plot.js';
import { languages, number, t } from '../i18n.js';
import { WAYS, counters } from '../net/ways.js';
import { code } from '../ui/code.js';
import { Element } from '../ui/element.js';
import { icon } from '../ui/icons.js';
import { html } from '../ui/lit.js';
import { SOURCES } from '../ui/sources.js';

const KEPT = 60; // seconds that the plots show
const WIRE_LINES = 12;
const DRAW = 1_000; // ms between two points of the plots
const DELAYS = [0, 500, 1_000, 3_000]; // ms
const CUTS = [0, 5, 10, 30]; // ticks
const TABLE = ['polling', 'long-polling', 'iframe', 'event-stream', 'websocket'];

/** What one panel knows; the numbers begin anew with each start. */
class Panel {
  constructor(way, changed) {
    this.kind = way.kind;
    this.changed = changed;
    this.way = way.make(this);
    this.wires = [];
    this.reset();
  }

  reset() {
    Object.assign(this, { text: '', delay: null, bytes: 0, updates: 0, requests: 0, missed: 0, lastId: 0, happened: null });
  }

  get running() {
    return this.way.running;
  }

  start(fault) {
    this.reset();
    this.wires = [];
    this.way.start(fault);
    this.changed();
  }

  stop() {
    this.way.stop();
    this.changed();
  }

  tick({ id, time, text }, bytes) {
    if (this.lastId && id > this.lastId + 1) {
      this.missed += id - this.lastId - 1;
    }
    this.lastId = id;
    this.text = text;
    this.bytes += bytes;
    this.updates += 1;
    this.changed();
    requestAnimationFrame(() => {
      this.delay = Math.max(0, Date.now() - Date.parse(time));
    });
  }

  request() {
    this.requests += 1;
  }

  wire(line) {
    this.wires = [...this.wires, line].slice(-WIRE_LINES);
    this.changed();
  }

  note(name, values) {
    this.happened = { name, values };
    this.changed();
  }
}

class Lab extends Element {
  static properties = { open: { state: true }, points: { state: true } };

  constructor() {
    super();
    this.fault = { delay: 0, cut: 0 };
    this.panels = WAYS.map((way) => new Panel(way, () => this.requestUpdate()));
    this.open = {};
    const none = () => [[], ...WAYS.map(() => [])];
    this.points = { delay: none(), bytes: none(), requests: none(), open: none() };
  }

  connectedCallback() {
    super.connectedCallback();
    this.timer = setInterval(() => this.#measure(), DRAW);
    this.title_ = () => (document.title = `Parley · ${t('lab.title')}`);
    languages.addEventListener('change', this.title_);
    this.title_();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    languages.removeEventListener('change', this.title_);
    this.panels.forEach((panel) => panel.stop());
    super.disconnectedCallback();
  }

  async #measure() {
    if (!this.panels.some((panel) => panel.running)) {
      return;
    }
    try {
      this.open = (await counters()).kinds;
    } catch {
      this.open = {}; // the panels say that the server is away
    }
    const each = (value) => this.panels.map((panel) => (panel.running && panel.updates ? value(panel) : null));
    const at = Date.now() / 1_000;
    const add = ([times, ...lines], values) =>
      [[...times, at], ...lines.map((line, i) => [...line, values[i]])].map((line) => line.slice(-KEPT));
    this.points = {
      delay: add(this.points.delay, each((panel) => panel.delay)),
      bytes: add(this.points.bytes, each((panel) => panel.bytes / panel.updates)),
      requests: add(this.points.requests, each((panel) => panel.requests / panel.updates)),
      open: add(this.points.open, this.panels.map((panel) => this.open[panel.kind]?.open ?? 0)),
    };
  }

  #fault(name, value) {
    this.fault = { ...this.fault, [name]: Number(value) };
    for (const panel of this.panels.filter(({ running }) => running)) {
      panel.stop();
      panel.start(this.fault);
    }
  }

  render() {
    const names = WAYS.map(({ kind }) => t(`lab.${kind}`));
    return html`<parley-header here="lab" page="clock"></parley-header>
      <main class="lab">
        <div class="lab-intro">
          <h1>${t('lab.heading')}</h1>
          <p>${t('lab.lead')}</p>
        </div>
        ${this.#controls()}
        <div class="lab-panels">${this.panels.map((panel, at) => this.#panel(panel, at))}</div>
        <h2>${t('lab.measured')}</h2>
        <div class="lab-plots">
          ${['delay', 'bytes', 'requests', 'open'].map(
            (what) => html`<parley-plot .heading=${t(`lab.plot.${what}`)} .names=${names} .data=${this.points[what]}></parley-plot>`,
          )}
        </div>
        <p class="lab-note">${t('lab.clocks')}</p>
        <h2 id="lab-when">${t('lab.when')}</h2>
        ${this.#table()}
      </main>`;
  }

  #controls() {
    const select = (name, values, word) => html`<label
      >${t(`lab.${name}`)}
      <select class="form-select" name=${name} @change=${(event) => this.#fault(name, event.target.value)}>
        ${values.map((value) => html`<option value=${value}>${value ? t(word, { count: value }) : t('lab.none')}</option>`)}
      </select></label
    >`;
    const all = this.panels.every(({ running }) => running);
    return html`<div class="lab-controls">
      <button
        type="button"
        class="btn btn-primary lab-all"
        @click=${() => this.panels.forEach((panel) => (all ? panel.stop() : panel.running || panel.start(this.fault)))}
      >
        ${icon(all ? 'stop' : 'play')}${t(all ? 'lab.stop-all' : 'lab.start-all')}
      </button>
      ${select('delay', DELAYS, 'lab.delay-by')} ${select('cut', CUTS, 'lab.cut-every')}
    </div>`;
  }

  #panel(panel, at) {
    const name = t(`lab.${panel.kind}`);
    const per = (value) => (panel.updates ? number(Math.round((value / panel.updates) * 10) / 10) : '–');
    const figure = (what, value) => html`<div><dt>${t(`lab.${what}`)}</dt><dd>${value}</dd></div>`;
    return html`<section class="card lab-panel" data-kind=${panel.kind} aria-labelledby="way-${panel.kind}">
      <div class="lab-panel-head">
        <h2 id="way-${panel.kind}"><i class="lab-swatch swatch-${at + 1}"></i>${name}</h2>
        <button
          type="button"
          class="btn btn-quiet"
          aria-label="${t(panel.running ? 'lab.stop' : 'lab.start')}: ${name}"
          @click=${() => (panel.running ? panel.stop() : panel.start(this.fault))}
        >
          ${icon(panel.running ? 'stop' : 'play')}${t(panel.running ? 'lab.stop' : 'lab.start')}
        </button>
      </div>
      <div class="lab-panel-body">
        <div class="lab-live">
          <p class="lab-lead">${t(`lab.${panel.kind}.lead`)}</p>
          <output class="lab-time" aria-live="off">${panel.text || '–'}</output>
          <dl>
            ${figure('fig.delay', panel.delay === null ? '–' : t('lab.ms', { count: panel.delay }))}
            ${figure('fig.bytes', per(panel.bytes))} ${figure('fig.requests', per(panel.requests))}
            ${figure('fig.updates', number(panel.updates))} ${figure('fig.missed', number(panel.missed))}
          </dl>
          <p class="lab-happened" role="status">
            ${panel.happened ? t(`lab.note.${panel.happened.name}`, panel.happened.values) : t(`lab.${panel.kind}.recovers`)}
          </p>
        </div>
        <div class="lab-sources">${['client', 'server'].map((side) => this.#source(name, t(`lab.${side}`), code(SOURCES[panel.kind][side])))}</div>
        <div class="lab-wire">${this.#source(name, t('lab.wire'), [...panel.wires].reverse().join('\n'))}</div>
      </div>
    </section>`;
  }

  /** A box of text that one can scroll, by keyboard too. */
  #source(way, heading, text) {
    return html`<div class="lab-code">
      <h3>${heading}</h3>
      <pre tabindex="0" role="region" aria-label="${way}: ${heading}">${text}</pre>
    </div>`;
  }

  #table() {
    const columns = ['way', 'direction', 'recovery', 'use'];
    return html`<div class="lab-table" tabindex="0" role="region" aria-labelledby="lab-when">
      <table class="table">
        <thead>
          <tr>${columns.map((column) => html`<th scope="col">${t(`lab.col.${column}`)}</th>`)}</tr>
        </thead>
        <tbody>
          ${TABLE.map(
            (kind) => html`<tr>
              <th scope="row">${t(`lab.${kind}`)}</th>
              <td>${t(`lab.${kind}.direction`)}</td>
              <td>${t(`lab.${kind}.recovers`)}</td>
              <td>${t(`lab.${kind}.use`)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

customElements.define('parley-lab', Lab);
