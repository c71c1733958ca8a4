const UNKNOWN = 44; // px that a row is taken for until one is measured

/**
 * How high rows are, of which there may be very many and few were ever measured: by key, so that it stays known when others
 * come and go around them. A row that was not measured is taken for the mean of those that were.
 *
 * Sums are kept as a Fenwick tree, so that where a row begins, which row is where, and another height of one of them take steps
 * in the logarithm of the number of rows. A row that is added behind the others is as cheap.
 */
export class Heights {
  #known = new Map(); // key -> px
  #sum = 0; // of what is known
  #mean = UNKNOWN; // of what was known before it was forgotten
  #keys = [];
  #sums = [0]; // tree, from 1 on: px of those that were measured
  #counts = [0]; // tree, likewise: how many were measured

  get count() {
    return this.#keys.length;
  }

  get mean() {
    return this.#known.size ? this.#sum / this.#known.size : this.#mean;
  }

  /** These rows there are now, each with a key. */
  take(rows) {
    let same = 0;
    while (same < rows.length && same < this.#keys.length && rows[same].key === this.#keys[same]) {
      same++;
    }
    this.#keys.length = same;
    this.#sums.length = same + 1; // what a tree has of the first rows knows nothing of the others
    this.#counts.length = same + 1;
    for (let i = same; i < rows.length; i++) {
      this.#push(rows[i].key);
    }
    if (this.#known.size > 2 * rows.length) {
      this.#forgetOthers();
    }
  }

  /** A row was seen to be that many px high, its margins included. */
  measure(index, px) {
    const key = this.#keys[index];
    const before = this.#known.get(key);
    if (px <= 0 || before === px) {
      return; // not shown, or nothing new
    }
    this.#known.set(key, px);
    this.#sum += px - (before ?? 0);
    for (let i = index + 1; i <= this.count; i += i & -i) {
      this.#sums[i] += px - (before ?? 0);
      this.#counts[i] += before === undefined ? 1 : 0;
    }
  }

  /** Nothing is known any more but the mean, as when rows are laid out in another width. */
  forget() {
    this.#mean = this.mean;
    this.#known.clear();
    this.#sum = 0;
    const rows = this.#keys.map((key) => ({ key }));
    this.take([]);
    this.take(rows);
  }

  /** Where a row begins, in px below the beginning of the first; that of one behind the last is the height of all. */
  offset(index) {
    let [sum, measured] = [0, 0];
    for (let i = index; i > 0; i -= i & -i) {
      sum += this.#sums[i];
      measured += this.#counts[i];
    }
    return sum + (index - measured) * this.mean;
  }

  /** The index of the row that is so many px below the beginning of the first: the first or the last if there is none. */
  at(px) {
    const { count, mean } = this;
    let [index, rest] = [0, px];
    for (let step = 2 ** Math.floor(Math.log2(count || 1)); step >= 1; step /= 2) {
      const next = index + step;
      const height = next <= count ? this.#sums[next] + (step - this.#counts[next]) * mean : Infinity;
      if (height <= rest) {
        [index, rest] = [next, rest - height];
      }
    }
    return Math.max(0, Math.min(index, count - 1));
  }

  #push(key) {
    this.#keys.push(key);
    const px = this.#known.get(key);
    const at = this.#keys.length;
    let [sum, measured] = [px ?? 0, px === undefined ? 0 : 1];
    for (let below = 1; below < (at & -at); below *= 2) {
      sum += this.#sums[at - below];
      measured += this.#counts[at - below];
    }
    this.#sums.push(sum);
    this.#counts.push(measured);
  }

  #forgetOthers() {
    this.#known = new Map(this.#keys.filter((key) => this.#known.has(key)).map((key) => [key, this.#known.get(key)]));
    this.#sum = [...this.#known.values()].reduce((sum, px) => sum + px, 0);
  }
}
