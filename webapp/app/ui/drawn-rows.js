import { Heights } from '../model/heights.js';
import { Window } from '../model/window.js';

const SEEN = 0.5; // px; less is no movement

/**
 * Which rows of a list (ui/message-list.js) are in the document, and where: model/window.js in the box of the list that scrolls. Its
 * children are what stands at the start, then what `items` has, in that order.
 *
 * A place is how a row stands in the view: {key, edge: 'top' | 'middle' | 'bottom', y}, y in px below the upper edge of the view.
 */
export class DrawnRows {
  /** {key, row, index}, or {key, space: {from, to}} for rows that are not drawn. */
  items = [];

  #list;
  #rows = [];
  #heights = new Heights();
  #window = new Window(this.#heights);
  #drift = 0; // px by which the space above is higher than its rows, so that nothing has to be moved while somebody scrolls

  constructor(list) {
    this.#list = list;
  }

  get view() {
    return this.#list.querySelector('.messages');
  }

  /** Of the view, in px. */
  get height() {
    return this.view?.clientHeight ?? innerHeight;
  }

  /** Whether the space above has to be made right once nobody scrolls. */
  get drifts() {
    return this.#drift !== 0;
  }

  /** The list has these rows now. */
  take(rows) {
    if (rows !== this.#rows) {
      this.#rows = rows;
      this.#heights.take(rows);
    }
  }

  /** Rows are as high as they turn out to be: they are others, or laid out in another width. */
  forget() {
    this.#heights.forget();
  }

  /** The element of a row, or null if it is not drawn. */
  element(key) {
    const at = this.items.findIndex((item) => item.key === key);
    return at < 0 ? null : this.view.children[at + 1];
  }

  /** The item in which an element is, or null. */
  itemOf(element) {
    const child = [...this.view.children].findIndex((one) => one.contains(element));
    return this.items[child - 1] ?? null;
  }

  has(key) {
    return this.#indexOf(key) >= 0;
  }

  /** Whether a row is above the view. */
  isAbove(key) {
    return this.has(key) && this.#heights.offset(this.#indexOf(key)) < this.#top;
  }

  /**
   * Where the first row in view stands that will be there again, so a message; its lower edge, as it may lose its head when others
   * join its group above.
   */
  anchor() {
    this.#measure();
    const view = this.view.getBoundingClientRect();
    for (const [at, { key }] of this.items.entries()) {
      const child = this.view.children[at + 1];
      const { top, bottom } = child.getBoundingClientRect();
      if (child.dataset.row !== undefined && bottom > view.top && top < view.bottom) {
        return { key, edge: 'bottom', y: bottom - view.top };
      }
    }
    const index = this.#heights.at(this.#top); // scrolled to where nothing is drawn
    return this.#rows.length ? { key: this.#rows[index].key, edge: 'bottom', y: this.#heights.offset(index + 1) - this.#top } : null;
  }

  /** Chooses the rows around a place, or at the end if it is null, or else where the view is; those of some keys stay. */
  choose(place, kept) {
    const index = place ? this.#indexOf(place.key) : -1;
    const { height } = this;
    let top = this.#heights.offset(this.#rows.length) - height;
    if (index >= 0) {
      top = this.#heights.offset(place.edge === 'top' ? index : index + 1) - place.y;
    } else if (place) {
      top = this.#top;
    }
    this.#window.move({ top, height, kept: kept.map((key) => this.#indexOf(key)).filter((at) => at >= 0) });
    this.items = this.#window.parts.flatMap(({ from, to, drawn }) => {
      const rows = this.#rows.slice(from, drawn ? to : from + 1);
      return drawn ? rows.map((row, i) => ({ key: row.key, row, index: from + i })) : [{ key: `before-${rows[0].key}`, space: { from, to } }];
    });
  }

  /**
   * After what was chosen is drawn: has the row of a place stand there, or the end in view if it is null. While somebody scrolls the space
   * above takes up what rows turn out to be higher or lower, since a view that is moved then stops. Answers whether enough is drawn there.
   */
  settle(place, { scrolling }) {
    const { view } = this;
    this.#drift = scrolling && this.items[0]?.space ? this.#drift : 0;
    this.#number();
    this.#makeSpace(); // before it is measured, or there is too little to scroll in
    this.#measure();
    this.#makeSpace();
    if (!place) {
      view.scrollTop = view.scrollHeight;
    } else if (this.element(place.key)) {
      if (scrolling && this.items[0].space) {
        this.#drift -= this.#off(place);
        this.#makeSpace();
      }
      const off = this.#off(place);
      if (Math.abs(off) >= SEEN) {
        view.scrollTop += off;
      }
    }
    return this.covers();
  }

  /** Whether enough is drawn where the view is. */
  covers() {
    const { height } = this;
    return height === 0 || this.#window.covers({ top: this.#top, height });
  }

  /** Where the view begins, in px below the beginning of the first row. */
  get #top() {
    const [start] = this.view.children;
    return this.view.getBoundingClientRect().top - start.getBoundingClientRect().bottom - this.#drift;
  }

  /** Where a row is; most often it is drawn and still where it was. */
  #indexOf(key) {
    const drawn = this.items.find((item) => item.key === key && this.#rows[item.index]?.key === key);
    return drawn?.index ?? this.#rows.findIndex((row) => row.key === key);
  }

  /** How far below its place a row stands. */
  #off({ key, edge, y }) {
    const { top, bottom } = this.element(key).getBoundingClientRect();
    return { top, bottom, middle: (top + bottom) / 2 }[edge] - this.view.getBoundingClientRect().top - y;
  }

  /** For screen readers, of how many rows which ones are drawn; how many there are is not known while there are older ones. */
  #number() {
    this.items.forEach(({ row, index }, at) => {
      if (row) {
        const child = this.view.children[at + 1];
        [child.ariaPosInSet, child.ariaSetSize] = [index + 1, this.#list.older ? -1 : this.#rows.length];
      }
    });
  }

  /** A row reaches from the end of what is before it to its own. */
  #measure() {
    const { children } = this.view;
    let before = children[0].getBoundingClientRect().bottom;
    this.items.forEach(({ row, index }, at) => {
      const { bottom, height } = children[at + 1].getBoundingClientRect();
      if (row && height) {
        this.#heights.measure(index, bottom - before);
      }
      before = bottom;
    });
  }

  /** In whole px, as a view scrolls by those, and what is read would move by the rest. */
  #makeSpace() {
    this.items.forEach(({ space }, at) => {
      if (space) {
        const height = this.#heights.offset(space.to) - this.#heights.offset(space.from) + (at === 0 ? this.#drift : 0);
        this.view.children[at + 1].style.height = `${Math.max(0, Math.round(height))}px`;
      }
    });
  }
}
