/**
 * What a page that embeds a room (embed.js) wants: {room, lang, theme}, each null where it is the reader's or the default. It is the
 * fragment of the embedded page, so that a change of it loads nothing anew.
 */
const WISHES = ['room', 'lang', 'theme'];

export const embeddingFragment = (wishes) =>
  `#${new URLSearchParams(WISHES.filter((name) => wishes[name]).map((name) => [name, wishes[name]]))}`;

export function embeddingOf(fragment) {
  const found = new URLSearchParams(fragment.slice(1));
  return Object.fromEntries(WISHES.map((name) => [name, found.get(name)?.trim() || null]));
}
