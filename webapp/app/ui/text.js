import { html } from './lit.js';

const ADDRESS = /https?:\/\/[^\s<>"']+/giu;
const AFTER_AN_ADDRESS = /[.,;:!?)\]}。，；：！？）】」』]+$/u;

/** A text of a user: text nodes as it stands, with its web addresses as links. */
export function text(value) {
  const parts = [];
  let end = 0;
  for (const match of value.matchAll(ADDRESS)) {
    const link = match[0].replace(AFTER_AN_ADDRESS, '');
    if (!URL.canParse(link)) {
      continue;
    }
    parts.push(value.slice(end, match.index), html`<a href=${link} target="_blank" rel="noopener noreferrer nofollow">${link}</a>`);
    end = match.index + link.length;
  }
  parts.push(value.slice(end));
  return parts;
}
