import { LOBBY } from './conversation.js';

const PAUSE = 300; // ms without a key after which what is typed is looked for
const FRESH_FOR = 10_000; // ms for which what was found is not looked for again
const PAGE = 20;
const EXCERPT = 280; // characters of a message that are shown
const BEFORE_HIT = 80; // of them before the first word that was found

/**
 * What is looked for among all that the reader may read. Events: 'change'.
 *
 * state: null (nothing is) -> 'loading' -> 'found' or 'failed' -> ...; what was found stays while more is loading.
 */
export class Search extends EventTarget {
  typed = '';
  state = null;
  /** Newest first, as the server sends them. */
  messages = [];
  more = false;
  /** Why it failed: a code of the protocol, 'unclear' for a filter that cannot be read, or null. */
  error = null;
  /** The words that were looked for, as of marked(). */
  words = [];

  #connection;
  #isHere;
  #body = null;
  #next = null;
  #timer = null;
  #askedAt = 0;
  #turn = 0; // an answer to an earlier question comes too late

  /** isHere(): whether the server knows who asks. */
  constructor({ connection, isHere }) {
    super();
    this.#connection = connection;
    this.#isHere = isHere;
  }

  /** The reader types; it is looked for when the hands rest. lobby: what the lobby is called here. */
  type(typed, lobby) {
    this.typed = typed;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask(typed, lobby), PAUSE);
    this.#changed();
  }

  /** Looks for it now, unless that is what was found a moment ago. */
  ask(typed, lobby) {
    clearTimeout(this.#timer);
    this.typed = typed;
    const { body, unclear } = queryOf(typed, lobby);
    if (!unclear && this.#isFresh(body)) {
      return this.#changed();
    }
    this.#begin(body);
    if (unclear) {
      return this.#fail('unclear');
    }
    return body ? this.#fetch() : this.#changed();
  }

  /** The same once more, after it failed. */
  again() {
    this.error = null;
    return this.#fetch();
  }

  loadMore() {
    return this.more && this.state === 'found' ? this.#fetch() : undefined;
  }

  clear() {
    clearTimeout(this.#timer);
    this.typed = '';
    this.#begin(null);
    this.#changed();
  }

  #isFresh(body) {
    const isSame = body !== null && JSON.stringify(body) === JSON.stringify(this.#body);
    return isSame && (this.state === 'loading' || (this.state === 'found' && Date.now() - this.#askedAt < FRESH_FOR));
  }

  #begin(body) {
    this.#turn++;
    this.#askedAt = Date.now();
    this.#body = body;
    this.#next = null;
    [this.state, this.messages, this.more, this.error, this.words] = [null, [], false, null, wordsOf(body?.text ?? '')];
  }

  async #fetch() {
    const turn = ++this.#turn;
    this.state = 'loading';
    this.#changed();
    const range = this.#next === null ? {} : { before: this.#next };
    const answer = this.#isHere()
      ? await this.#connection.request('search', { ...this.#body, ...range, limit: PAGE }).catch(() => null)
      : null;
    if (turn !== this.#turn) {
      return;
    }
    if (!answer?.ok) {
      this.#fail(answer?.error ?? 'unavailable');
      return;
    }
    this.messages = [...this.messages, ...answer.messages];
    [this.state, this.more, this.#next] = ['found', answer.more, answer.next ?? null];
    this.#changed();
  }

  #fail(error) {
    [this.state, this.error] = ['failed', error];
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

const FILTER = /^(from|in|after|before)[:：](.*)$/iu;

/**
 * What somebody has typed, as the server is asked for it: {body, unclear}. body is null for nothing, and unclear whether a filter
 * cannot be read. from:name, in:room, in:@name, after:2026-01-31 (from that day on) and before:2026-01-31 (until the day before)
 * are filters, of which the last one of a kind counts; the rest is words.
 */
export function queryOf(typed, lobby = LOBBY) {
  const words = [];
  const body = {};
  let unclear = false;
  for (const token of typed.trim().split(/\s+/u).filter(Boolean)) {
    const [, filter, value] = FILTER.exec(token) ?? [];
    if (!filter) {
      words.push(token);
    } else if (value) {
      const part = FILTERS[filter.toLowerCase()](value, lobby);
      unclear ||= part === null;
      if (filter.toLowerCase() === 'in') {
        delete body.room;
        delete body.with;
      }
      Object.assign(body, part);
    }
  }
  if (!words.length && !Object.keys(body).length) {
    return { body: null, unclear };
  }
  return { body: { text: words.join(' '), ...body }, unclear };
}

const FILTERS = {
  from: (name) => ({ author: name.replace(/^@/u, '') }),
  in: (place, lobby) => {
    if (place.startsWith('@')) {
      return { with: place.slice(1) };
    }
    return { room: place === lobby ? LOBBY : place.replace(/^#/u, '') };
  },
  after: (day) => moment('from', day),
  before: (day) => moment('to', day),
};

/** The first moment of a day where the reader is; null if there is no such day. */
function moment(part, day) {
  const [, year, month, date] = (/^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(day) ?? []).map(Number);
  const midnight = new Date(year, month - 1, date);
  return midnight.getMonth() === month - 1 && year >= 1970 ? { [part]: midnight.toISOString() } : null;
}

const WITHOUT_SPACES = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u30fc\p{So}]`;
const WORD = new RegExp(String.raw`(?<unspaced>(?:${WITHOUT_SPACES}\p{M}*)+)|(?:(?!${WITHOUT_SPACES})[\p{L}\p{N}]\p{M}*)+`, 'gu');

/** The words of a text as the server takes them: [{text, spaced, at}], the text without case. */
function wordsOf(text) {
  return [...fold(text).folded.matchAll(WORD)].map((match) => ({ text: match[0], spaced: !match.groups.unspaced, at: match.index }));
}

/** A text without case, and where in the text each of its characters comes from. */
function fold(text) {
  let folded = '';
  const from = [];
  let at = 0;
  for (const character of text) {
    const one = character.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
    folded += one;
    from.push(...Array(one.length).fill(at));
    at += character.length;
  }
  return { folded, from: [...from, at] };
}

/** A message's text in parts, {text, hit}, of which hits are what was looked for; a long one from shortly before the first hit on. */
export function marked(text, sought) {
  const { from } = fold(text);
  const hits = wordsOf(text)
    .flatMap((word) => sought.filter(({ spaced }) => spaced === word.spaced).flatMap((one) => places(word, one)))
    .map(([start, end]) => [from[start], from[end]])
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const begin = hits.length && hits[0][0] > BEFORE_HIT && text.length > EXCERPT ? hits[0][0] - BEFORE_HIT : 0;
  const end = Math.min(text.length, begin + EXCERPT);
  const parts = [];
  const add = (start, to, hit) => start < to && parts.push({ text: whole(text, start, to), hit });
  let at = begin;
  for (const [start, to] of hits) {
    if (start >= at && to <= end) {
      add(at, start, false);
      add(start, to, true);
      at = to;
    }
  }
  add(at, end, false);
  return { parts, cut: { before: begin > 0, after: end < text.length } };
}

/** Where a word that was looked for is in one of the text: at its beginning, or without spaces anywhere. */
function places(word, { text, spaced }) {
  if (spaced) {
    return word.text.startsWith(text) ? [[word.at, word.at + text.length]] : [];
  }
  const found = [];
  for (let at = word.text.indexOf(text); at >= 0; at = word.text.indexOf(text, at + text.length)) {
    found.push([word.at + at, word.at + at + text.length]);
  }
  return found;
}

/** A part of a text without halves of characters at its ends. */
const whole = (text, start, end) => text.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/gu, '');
