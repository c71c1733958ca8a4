import { html } from './lit.js';

/** The same person has the same colour everywhere: a hue from 0 to 359. */
export function hue(name) {
  let hash = 0;
  for (const character of name.normalize('NFC').toLowerCase()) {
    hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  }
  return (hash * 137) % 360;
}

/** Two letters for names in several parts (ann-lee, AnnLee), else the first that a reader sees as one. */
export function initials(name) {
  const parts = name.split(/[-_.]+|(?<=\p{Ll})(?=\p{Lu})/u).filter(Boolean);
  const [first, second] = (parts.length ? parts : [name]).map((part) => new Intl.Segmenter().segment(part)[Symbol.iterator]().next().value.segment);
  return (/^\p{L}/u.test(first) && second && /^[\p{L}\p{N}]/u.test(second) ? first + second : first).toLocaleUpperCase();
}

export const avatar = (name, size = '') =>
  html`<span class="avatar ${size}" aria-hidden="true" .style=${`--hue: ${hue(name)}`}>${initials(name)}</span>`;
