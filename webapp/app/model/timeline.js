import { same } from './names.js';

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
 */
export function timeline({ messages, gaps = [], pending, me, newAfter }) {
  const rows = [];
  let day = null;
  let gap = 0; // after which of them; a day may go on behind one
  let group = null; // {author, at} of the message before
  let marked = newAfter === null;
  const gapBefore = new Map(gaps.map((gap) => [gap.before, gap]));

  const onDay = (date) => {
    if (day?.toDateString() !== date.toDateString()) {
      day = date;
      group = null;
      rows.push({ kind: 'day', key: `day-${date.toDateString()}${gap ? `-${gap}` : ''}`, date });
    }
  };
  const heads = (author, date) => {
    const head = !group || !same(group.author, author) || date - group.at >= GROUP_WITHIN;
    group = { author, at: head ? date : group.at };
    return head;
  };

  for (const message of messages) {
    const date = new Date(message.at);
    if (gapBefore.has(message.id)) {
      const missing = gapBefore.get(message.id);
      gap = missing.after;
      rows.push({ kind: 'gap', key: `gap-${gap}`, gap: missing });
      [day, group] = [null, null];
    }
    onDay(date);
    if (message.kind === 'join' || message.kind === 'leave') {
      const last = rows.at(-1);
      addComing(last?.kind === 'coming' ? last : rows[rows.push(coming(message)) - 1], message);
      group = null;
      continue;
    }
    const mine = same(message.author, me);
    if (!marked && message.id > newAfter && !mine) {
      marked = true;
      group = null;
      rows.push({ kind: 'new', key: 'new' });
    }
    rows.push({ kind: 'message', key: message.id, message, date, mine, head: heads(message.author, date) });
  }
  for (const entry of pending) {
    const date = new Date(entry.at);
    onDay(date);
    rows.push({ kind: 'pending', key: entry.uuid, entry, date, mine: true, head: heads(me, date) });
  }
  return rows.filter((row) => row.kind !== 'coming' || row.joined.length || row.left.length);
}

const coming = (message) => ({ kind: 'coming', key: `coming-${message.id}`, joined: [], left: [] });

function addComing(row, { kind, author }) {
  const [here, there] = kind === 'join' ? ['joined', 'left'] : ['left', 'joined'];
  if (row[there].some((name) => same(name, author))) {
    row[there] = row[there].filter((name) => !same(name, author));
  } else {
    row[here] = [...row[here].filter((name) => !same(name, author)), author];
  }
}
