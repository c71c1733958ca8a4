import { fold } from './names.js';

const GROUP_WITHIN = 5 * 60_000; // ms

/**
 * The rows that show a conversation, oldest first. Each has a key that stays the same while rows come and go around it:
 *
 *   {kind: 'day', key, date}
 *   {kind: 'gap', key, gap}                                   messages that were not fetched
 *   {kind: 'new', key}                                        what follows is new since the reader left
 *   {kind: 'coming', key, joined: [names], left: [names]}     in a row, and in sum: who came and went again is in neither
 *   {kind: 'message', key, message, date, mine, head}         head: with avatar and name, for it begins a group
 *   {kind: 'pending', key, entry, date, mine: true, head}
 *
 * A long conversation is asked for often and mostly grows at its end: the rows of messages that were there the last time are kept,
 * and the answer is the same array while nothing has changed.
 */
export class Timeline {
  #last = {}; // what was asked for
  #answer = [];
  #rows; // of messages
  #day; // {begin, end} in ms
  #gap; // after which of them; a day may go on behind one
  #group; // {author, at} of the message before
  #marked; // whether the line "new" stands
  #folded = new Map(); // name -> folded

  rows({ messages, gaps = [], pending, me, newAfter }) {
    const last = this.#last;
    const sameTerms = last.gaps === gaps && last.me === me && last.newAfter === newAfter;
    if (sameTerms && last.messages === messages && last.pending === pending) {
      return this.#answer;
    }
    const goesOn = sameTerms && this.#takeChanges(last.messages, messages);
    if (!goesOn) {
      this.#begin(newAfter);
    }
    const gapBefore = new Map(gaps.map((gap) => [gap.before, gap]));
    for (let i = goesOn ? last.messages.length : 0; i < messages.length; i++) {
      this.#add(messages[i], { missing: gapBefore.get(messages[i].id), me, newAfter });
    }
    this.#last = { messages, gaps, pending, me, newAfter };
    this.#answer = [...this.#rows.filter((row) => row.kind !== 'coming' || row.joined.length || row.left.length), ...this.#pending(pending, me)];
    return this.#answer;
  }

  #begin(newAfter) {
    [this.#rows, this.#day, this.#gap, this.#group, this.#marked] = [[], null, 0, null, newAfter === null];
    this.#folded.clear();
  }

  /** Whether these are the messages that were there before, and more behind them; those that changed are put into their rows. */
  #takeChanges(before, messages) {
    if (messages.length < before.length || before.some(({ id }, i) => id !== messages[i].id)) {
      return false;
    }
    const changed = new Map(messages.filter((message, i) => i < before.length && message !== before[i]).map((message) => [message.id, message]));
    if (changed.size) {
      this.#rows = this.#rows.map((row) => (row.kind === 'message' && changed.has(row.key) ? { ...row, message: changed.get(row.key) } : row));
    }
    return true;
  }

  #add(message, { missing, me, newAfter }) {
    const rows = this.#rows;
    const date = new Date(message.at);
    if (missing) {
      this.#gap = missing.after;
      rows.push({ kind: 'gap', key: `gap-${this.#gap}`, gap: missing });
      [this.#day, this.#group] = [null, null];
    }
    rows.push(...this.#newDay(date));
    if (message.kind === 'join' || message.kind === 'leave') {
      const before = rows.at(-1)?.kind === 'coming' ? rows.pop() : { kind: 'coming', key: `coming-${message.id}`, joined: [], left: [] };
      rows.push(this.#withComing(before, message));
      this.#group = null;
      return;
    }
    const mine = this.#same(message.author, me);
    if (!this.#marked && message.id > newAfter && !mine) {
      this.#marked = true;
      this.#group = null;
      rows.push({ kind: 'new', key: 'new' });
    }
    rows.push({ kind: 'message', key: message.id, message, date, mine, head: this.#heads(message.author, date) });
  }

  /** What is being sent, behind the messages, which go on as if it were not there. */
  #pending(pending, me) {
    const before = [this.#day, this.#group];
    const rows = pending.flatMap((entry) => {
      const date = new Date(entry.at);
      return [...this.#newDay(date), { kind: 'pending', key: entry.uuid, entry, date, mine: true, head: this.#heads(me, date) }];
    });
    [this.#day, this.#group] = before;
    return rows;
  }

  #newDay(date) {
    if (this.#day && date >= this.#day.begin && date < this.#day.end) {
      return [];
    }
    const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
    this.#day = { begin: new Date(year, month, day).getTime(), end: new Date(year, month, day + 1).getTime() };
    this.#group = null;
    return [{ kind: 'day', key: `day-${date.toDateString()}${this.#gap ? `-${this.#gap}` : ''}`, date }];
  }

  #heads(author, date) {
    const group = this.#group;
    const head = !group || !this.#same(group.author, author) || date - group.at >= GROUP_WITHIN;
    this.#group = { author, at: head ? date : group.at };
    return head;
  }

  #withComing(row, { kind, author }) {
    const [here, there] = kind === 'join' ? ['joined', 'left'] : ['left', 'joined'];
    const without = (names) => names.filter((name) => !this.#same(name, author));
    const known = row[there].length > without(row[there]).length;
    return known ? { ...row, [there]: without(row[there]) } : { ...row, [here]: [...without(row[here]), author] };
  }

  #same(a, b) {
    return a === b || this.#fold(a) === this.#fold(b);
  }

  #fold(name) {
    let known = this.#folded.get(name);
    if (known === undefined) {
      known = fold(name);
      this.#folded.set(name, known);
    }
    return known;
  }
}
