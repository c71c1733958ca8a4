import { addressee } from './names.js';

/**
 * What the reader writes and shares, until it is a message on its way (model/sending.js). Events: 'change', and 'refused'
 * (CustomEvent, detail: a code of the protocol) for what was to be sent by itself.
 */
export class Writing extends EventTarget {
  #sending;
  #shelf;
  #signs;
  #revising;
  #files;
  #people;
  #isShown;
  #open;

  /** people: model/people.js. isShown(conversation); open(name): shows the private conversation with that person. */
  constructor({ sending, shelf, signs, revising, files, people, isShown, open }) {
    super();
    this.#sending = sending;
    this.#shelf = shelf;
    this.#signs = signs;
    this.#revising = revising;
    this.#files = files;
    this.#people = people;
    this.#isShown = isShown;
    this.#open = open;
    files.addEventListener('ready', ({ detail }) => this.#ready(detail));
  }

  /** As of Chat `send`, in a conversation. */
  send(conversation, text) {
    if (conversation.editing) {
      this.#revising.finishEdit(conversation, text);
      return null;
    }
    return this.#say(conversation, text);
  }

  #say(conversation, text) {
    const to = conversation.isLobby ? addressee(text, this.#people.names) : null;
    if (to && !to.known) {
      return to.name;
    }
    if (this.#files.areUnderWay(conversation)) {
      this.#files.await(conversation);
      return null;
    }
    this.#shelf.draft(conversation, '');
    const goal = to ? this.#shelf.at({ who: to.known }) : conversation;
    if (to && this.#isShown(conversation)) {
      this.#open(to.known);
    }
    const files = this.#files.take(conversation);
    const words = to ? to.text : text;
    if (words.trim() || files.length) {
      this.#signs.sent(goal);
      this.#sending.write(goal, words, goal.answering, files);
      this.#revising.cancel(goal);
    }
    this.#changed();
    return null;
  }

  /** The files that were waited for are there; the conversation need not be shown any more. */
  #ready(conversation) {
    if (this.#say(conversation, conversation.draft)) {
      this.dispatchEvent(new CustomEvent('refused', { detail: 'unknown-person' }));
    }
  }

  /** Sends a refused message again: the same one, which is stored once. */
  retry(conversation, entry) {
    this.#sending.retry(conversation, entry);
  }

  discard(conversation, entry) {
    this.#files.discard(entry.files ?? []);
    this.#sending.discard(conversation, entry);
  }

  /** Takes a refused message back into the composer, behind what is written there. */
  edit(conversation, entry) {
    const { draft } = conversation;
    this.#sending.discard(conversation, entry);
    this.#files.restore(conversation, entry.files ?? []);
    this.draft(conversation, draft.trim() ? `${draft.trimEnd()}\n${entry.text}` : entry.text);
  }

  draft(conversation, text) {
    const { editing } = conversation;
    if (editing) {
      editing.text = text;
    } else {
      this.#files.unawait(conversation);
      this.#shelf.draft(conversation, text);
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
