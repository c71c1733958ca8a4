import { isSaid } from '../model/changes.js';
import { emojiCompletion } from '../model/emoji.js';
import { addressee, completion, same } from '../model/names.js';
import '../ui/composer.js';
import { html, nothing } from '../ui/lit.js';

/** What the text before the caret can become: names of people, or emoji. */
function complete(text, caret, people) {
  const named = completion(text, caret, people);
  if (named) {
    return { ...named, options: named.names.map((name) => ({ insert: `@${name}`, name })) };
  }
  const pictured = emojiCompletion(text, caret);
  return pictured && { ...pictured, options: pictured.found.map(({ emoji, names }) => ({ insert: emoji, emoji, name: `:${names[0]}:` })) };
}

/** The composer on the chat's page: what is said, edited and answered. */
export class WritingParts {
  #page;
  #chat;
  #whispers;

  /** whispers: whether a leading @name in the lobby makes a message private; else such a message is not sent. */
  constructor(page, { whispers }) {
    this.#page = page;
    this.#chat = page.chat;
    this.#whispers = whispers;
  }

  /** name: what the room is called here. */
  composer(conversation, name) {
    const chat = this.#chat;
    const others = chat.people.filter((person) => !same(person, chat.me));
    const { who, isLobby } = conversation;
    const attach = (event) => this.begin(() => chat.files.add(conversation, event.detail));
    return html`${chat.files.limits && !conversation.editing ? html`<parley-drop-target @attach=${attach}></parley-drop-target>` : nothing}
      <parley-composer
        conversation=${chat.active}
        .who=${who}
        .room=${name}
        .isLobby=${isLobby}
        .draft=${conversation.editing?.text ?? conversation.draft}
        ?editing=${conversation.editing}
        .answered=${conversation.answering === null ? null : chat.quotes.of(conversation, conversation.answering)}
        .sharing=${this.#sharing(conversation)}
        .complete=${(text, caret) => complete(text, caret, others)}
        .addressee=${isLobby && this.#whispers ? (text) => addressee(text, others) : null}
        @draft=${(event) => this.#drafted(event.detail)}
        @send=${(event) => this.#send(event)}
        @cancel=${() => chat.revising.cancel(conversation)}
        @attach=${attach}
        @remove-file=${(event) => chat.files.remove(event.detail)}
        @retry-file=${(event) => chat.files.retry(event.detail)}
        @edit-last=${() => this.#editLast(conversation)}
      ></parley-composer>`;
  }

  #sharing(conversation) {
    const { files } = this.#chat;
    const [awaited, refused] = [files.isAwaited(conversation), files.areRefused(conversation)];
    return { files: files.of(conversation), limits: files.limits, awaited, refused };
  }

  #editLast(conversation) {
    const last = conversation.messages.findLast(({ kind, author, deleted }) => isSaid(kind) && !deleted && same(author, this.#chat.me));
    if (last) {
      this.#chat.revising.beginEdit(conversation, last);
    }
  }

  /** Begins something, and leads the reader to the composer. */
  async begin(begin) {
    begin();
    await this.#page.updateComplete;
    this.#page.querySelector('parley-composer').focus();
  }

  #drafted(text) {
    this.#chat.draft(text);
    if (text && !text.startsWith('@')) {
      this.#chat.signs.write(this.#chat.conversation); // what begins so may be for one person
    }
  }

  async #send(event) {
    const composer = event.target;
    const { editing, isLobby } = this.#chat.conversation;
    const isNew = !editing;
    const to = isNew && isLobby && !this.#whispers ? addressee(event.detail, this.#chat.people) : null;
    if (to?.known) {
      composer.refuse(to.known, 'embed.private');
      return;
    }
    const unknown = this.#chat.send(event.detail);
    if (unknown) {
      composer.refuse(unknown, 'composer.unknown');
      return;
    }
    await this.#page.updateComplete;
    if (isNew) {
      this.#page.querySelector('parley-messages').toNewest();
    }
  }
}
