const AWAY_AFTER = 5 * 60_000; // ms without a sign of somebody

/** Events of a page that show that somebody is there. */
export const SIGNS_OF_SOMEBODY = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'focus'];

/** Tells whether somebody sits before a page: away(true) after a while without touched(), away(false) at the next one. */
export class Idle {
  #away;
  #timer = null;
  #isAway = false;

  constructor(away) {
    this.#away = away;
    this.touched();
  }

  touched() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#become(true), AWAY_AFTER);
    this.#become(false);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #become(isAway) {
    if (isAway !== this.#isAway) {
      this.#isAway = isAway;
      this.#away(isAway);
    }
  }
}
