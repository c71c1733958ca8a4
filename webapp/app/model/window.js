const MOST = 400; // rows from the first in view on, and half of them before it, so that their number is bounded however low they seem to be

/**
 * Which of very many rows are drawn: those in view, as many px again above and below, and a few that have to stay wherever
 * they are. Heights are as of model/heights.js, places in px below the beginning of the first row.
 *
 * `parts` are runs of rows, in order and all of them: {from, to, drawn}, to excluded; what is not drawn is a space as high.
 */
export class Window {
  parts = [];
  #heights;
  #from = 0; // of the run in view
  #to = 0;

  constructor(heights) {
    this.#heights = heights;
  }

  /** Draws around a view from `top` on, `height` px high; `kept`: indexes of rows that stay. */
  move({ top, height, kept = [] }) {
    [this.#from, this.#to] = this.#around({ top, height }, 1);
    const alone = [...new Set(kept)].filter((index) => index < this.#from || index >= this.#to).sort((a, b) => a - b);
    const runs = [...alone.map((index) => [index, index + 1]), [this.#from, this.#to]].sort(([a], [b]) => a - b);
    this.parts = [];
    let done = 0;
    for (const [from, to] of runs) {
      this.#add(done, from, false);
      this.#add(from, to, true);
      done = to;
    }
    this.#add(done, this.#heights.count, false);
  }

  /** Whether what is drawn reaches at least half as far around this view as it could. */
  covers({ top, height }) {
    const [from, to] = this.#around({ top, height }, 1 / 2);
    return this.#from <= from && this.#to >= to;
  }

  #around({ top, height }, views) {
    const heights = this.#heights;
    const most = (MOST / 2) * views;
    const [first, last] = [heights.at(top), heights.at(top + height)];
    const from = Math.max(heights.at(top - views * height), first - most);
    const to = Math.min(heights.at(top + (1 + views) * height), last + most, first + MOST) + 1;
    return [from, Math.min(to, heights.count)];
  }

  #add(from, to, drawn) {
    if (from < to) {
      this.parts.push({ from, to, drawn });
    }
  }
}
