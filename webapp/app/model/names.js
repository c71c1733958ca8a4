/** Names differ by this form, here as on the server. */
export const fold = (name) => name.normalize('NFC').toLowerCase();

export const same = (a, b) => fold(a) === fold(b);

const AFTER_A_NAME = /[,:，：]+$/u;

/**
 * Whom a text that begins with @ is for: null if it does not, else {name, known, text}, where known is the person's own
 * spelling or null when nobody of that name is among people, and text is the rest.
 */
export function addressee(text, people) {
  const match = /^@(\S+)(?:\s+|$)/u.exec(text);
  if (!match) {
    return null;
  }
  const find = (name) => people.find((person) => same(person, name)) ?? null;
  const bare = match[1].replace(AFTER_A_NAME, '');
  return { name: bare || match[1], known: find(match[1]) ?? find(bare), text: text.slice(match[0].length) };
}

/**
 * What the @ before the caret may be completed to: null if there is none, else {from, to, names}: names to put, with an @
 * before and a space after, in place of the text between from and to. Those that begin with what is typed come first.
 */
export function completion(text, caret, people, limit = 6) {
  const match = /(?:^|\s)@(\S*)$/u.exec(text.slice(0, caret));
  if (!match) {
    return null;
  }
  const typed = fold(match[1]);
  const found = people.filter((person) => fold(person).includes(typed));
  const rank = (person) => (fold(person).startsWith(typed) ? 0 : 1);
  const names = found.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)).slice(0, limit);
  return names.length ? { from: caret - match[1].length - 1, to: caret, names } : null;
}

const IN_A_NAME = /[\p{L}\p{M}\p{N}_]/u;

/**
 * Whose name follows the @ that a word begins with, the longest that is there: null for nobody, else {name, end}, where the
 * name is the word's up to end. people has folded names; a name ends where no letter or digit follows.
 */
export function mentioned(word, people) {
  for (let end = word.length; end > 1; end--) {
    if (!IN_A_NAME.test(word[end] ?? ' ') && people.has(fold(word.slice(1, end)))) {
      return { name: word.slice(1, end), end };
    }
  }
  return null;
}
