import { same } from './names.js';

const KEPT = 200; // changes that are remembered for pages that were read before them

const HOW = {
  edit: (message, { text, at }) => ({ ...message, text, edited: at }),
  delete: ({ reactions, files, ...message }) => ({ ...message, text: '', deleted: true }),
  react: (message, { text, author }) => ({ ...message, reactions: withReaction(message.reactions ?? [], text, author) }),
  unreact: (message, { text, author }) => ({ ...message, reactions: withoutReaction(message.reactions ?? [], text, author) }),
};

/** Whether somebody has said something. */
export const isSaid = (kind) => kind === 'say' || kind === 'whisper';

/** Whether a message of the log changes one before it (its target). */
export const isChange = ({ kind }) => kind in HOW;

/** A message after a change to it. What was taken back stays so. */
export const changed = (message, change) => (message.deleted ? message : HOW[change.kind](message, change));

const withReaction = (reactions, emoji, name) => {
  const known = reactions.find((one) => one.emoji === emoji);
  if (!known) {
    return [...reactions, { emoji, by: [name] }];
  }
  const by = [...known.by.filter((one) => !same(one, name)), name];
  return reactions.map((one) => (one === known ? { emoji, by } : one));
};

const withoutReaction = (reactions, emoji, name) =>
  reactions
    .map((one) => (one.emoji === emoji ? { emoji, by: one.by.filter((who) => !same(who, name)) } : one))
    .filter(({ by }) => by.length);

/**
 * The last changes of a conversation. A page of messages may have been read before some of them, and come after; to go through
 * the last changes once more, in their order, makes it right, however many of them it has already.
 */
export class RecentChanges {
  #all = [];

  add(change) {
    const others = this.#all.filter(({ id }) => id !== change.id);
    this.#all = [...others, change].sort((a, b) => a.id - b.id).slice(-KEPT);
  }

  /** A message of a page as it is now. */
  applyTo(message) {
    return this.#all.filter(({ target }) => target === message.id).reduce(changed, message);
  }
}
