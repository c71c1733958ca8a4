import { number, t } from '../i18n.js';
import { Element } from './element.js';
import { html } from './lit.js';
import uPlot from '../../vendor/uplot/dist/uPlot.esm.js';

const HEIGHT = 190; // px
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A light-dark() of the tokens as what it is now; a canvas knows no custom properties. */
function now(element, name) {
  element.style.color = `var(${name})`;
  const made = getComputedStyle(element).color;
  element.style.color = '';
  return made;
}

/**
 * Five lines over time. heading: what is drawn, with its unit; names: of the series; data: [seconds since 1970, …values], replaced when
 * it grows.
 */
class Plot extends Element {
  static properties = { heading: {}, names: { attribute: false }, data: { attribute: false } };

  #plot;
  #drawnAs = '';
  #resized = new ResizeObserver(() => this.#plot?.setSize({ width: this.#width(), height: HEIGHT }));
  #theme = () => this.#rebuild();
  #system = matchMedia('(prefers-color-scheme: dark)');

  connectedCallback() {
    super.connectedCallback();
    addEventListener('parley-theme', this.#theme);
    this.#system.addEventListener('change', this.#theme);
    this.#resized.observe(this);
  }

  disconnectedCallback() {
    removeEventListener('parley-theme', this.#theme);
    this.#system.removeEventListener('change', this.#theme);
    this.#resized.disconnect();
    this.#plot?.destroy();
    super.disconnectedCallback();
  }

  render() {
    return html`<figure class="plot">
      <figcaption>${this.heading}</figcaption>
      <div class="plot-canvas" role="img" aria-label=${this.heading}></div>
    </figure>`;
  }

  updated() {
    const drawnAs = this.names.join() + t('plot.time');
    if (drawnAs !== this.#drawnAs) {
      this.#drawnAs = drawnAs;
      this.#rebuild();
    } else {
      this.#plot.setData(this.data);
    }
  }

  #width() {
    return Math.max(220, this.querySelector('.plot').clientWidth - 24);
  }

  #rebuild() {
    this.#plot?.destroy();
    const text = now(this, '--text-soft');
    const line = now(this, '--line');
    const font = `12px ${colour('--font') || 'sans-serif'}`;
    const axis = { stroke: text, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    this.#plot = new uPlot(
      {
        width: this.#width(),
        height: HEIGHT,
        cursor: { y: false },
        scales: { y: { range: (_, low, high) => [0, Math.max(1, (high ?? 0) * 1.15)] } },
        axes: [
          { ...axis, space: 70, values: (_, splits) => splits.map((at) => new Date(at * 1_000).toLocaleTimeString('en-GB')) },
          { ...axis, size: 52, values: (_, splits) => splits.map((value) => number(value)) },
        ],
        series: [
          { label: t('plot.time'), value: (_, at) => (at === null ? '–' : new Date(at * 1_000).toLocaleTimeString('en-GB')) },
          ...this.names.map((label, at) => ({
            label,
            stroke: now(this, `--plot-${at + 1}`),
            width: 2,
            spanGaps: true,
            points: { show: false },
            dash: [[], [8, 3], [3, 3], [10, 3, 2, 3], [1, 3]][at],
            value: (_, value) => (value === null || value === undefined ? '–' : number(Math.round(value * 10) / 10)),
          })),
        ],
      },
      this.data,
      this.querySelector('.plot-canvas'),
    );
  }
}

customElements.define('parley-plot', Plot);
