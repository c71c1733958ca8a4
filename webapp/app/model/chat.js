import { Conversation } from './conversation.js';
import { addressee, fold, same } from './names.js';

const PAGE = 50;
const CATCH_UP_PAGE = 200; // the most that the server gives
const CATCH_UP_PAGES = 5; // who missed more starts from the newest page
const ASKED_FOR_PRIVATE = 100; // people here who are asked about private messages that came while we were away
const PASSING = ['busy', 'unavailable', 'full'];

export const LOBBY = 'lobby';

/**
 * Everything that one person sees of the chat, over a connection (net/connection.js, or one like it). Events: 'change', and
 * 'news' (CustomEvent, detail {conversation, message}) for what somebody else just said.
 *
 * phase: 'naming' (nobody yet) -> 'joining' -> 'here'; a lost connection leads back to 'joining', and what was missed is
 * fetched from each conversation's cursor before anything new is shown there.
 */
export class Chat extends EventTarget {
  phase = 'naming';
  me = null;
  people = [];
  /** Why the last name was refused: a code of the protocol, or null. */
  refusal = null;
  conversations = new Map();
  active = LOBBY;

  #connection;
  #memory;
  #visit;
  #identity;
  #peopleAsOf = 0;
  #watching = false;
  #asked = false; // this connection has been asked to join
  #early = []; // messages that overtook the answer to join
  #inFlight = new Set(); // pending entries whose answer this connection still owes

  /** memory: kept between visits. visit: kept for this tab. */
  constructor({ connection, memory, visit }) {
    super();
    this.#connection = connection;
    this.#memory = memory;
    this.#visit = visit;
    this.#identity = memory.get('identity', null);
    connection.addEventListener('state', () => this.#connectionChanged());
    connection.addEventListener('message', (event) => this.#receive(event.detail));
    if (this.#identity) {
      this.#become(this.#identity.name);
      this.phase = 'joining';
    }
  }

  get conversation() {
    return this.conversations.get(this.active);
  }

  /** The name of the last visit, to begin with. */
  get lastName() {
    return this.#identity?.name ?? '';
  }

  join(name) {
    const key = this.#identity && same(this.#identity.name, name) ? this.#identity.key : undefined;
    this.#identity = { name, key };
    this.refusal = null;
    this.#phase('joining');
    if (this.#connection.state === 'online') {
      return this.#join();
    }
    this.#connection.retry();
  }

  /** Forgets the name and all that belongs to it. */
  leave() {
    this.#forget();
    this.conversations = new Map();
    this.active = LOBBY;
    this.me = null;
    this.people = [];
    this.refusal = null;
    this.#phase('naming');
    this.#connection.renew();
  }

  /** Shows a conversation: LOBBY, or with a person of this name. */
  open(who) {
    this.active = who === LOBBY ? LOBBY : this.#with(who);
    this.conversation.enter();
    this.#changed();
    if (this.phase === 'here' && this.conversation.cursor === null) {
      this.#catchUp(this.conversation);
    }
  }

  openKey(key) {
    this.open(key === LOBBY ? LOBBY : this.conversations.get(key).who);
  }

  /** Takes a private conversation from the list; its messages stay on the server. */
  close(key) {
    this.conversations.delete(key);
    this.#memory.put('private', key, undefined);
    if (this.active === key) {
      this.open(LOBBY);
    }
    this.#changed();
  }

  /**
   * Says a text where the reader is. In the lobby a leading @name makes it a private message and opens that conversation;
   * answers the name if nobody of it is here, and then nothing was sent; else null.
   */
  send(text) {
    const to = this.active === LOBBY ? addressee(text, this.people) : null;
    if (to && !to.known) {
      return to.name;
    }
    this.draft('');
    if (to) {
      this.open(to.known);
      if (!to.text.trim()) {
        return null;
      }
    }
    const conversation = this.conversation;
    this.#emit(conversation, conversation.queue(to ? to.text : text));
    return null;
  }

  retry(entry) {
    this.conversation.wait(entry);
    this.#emit(this.conversation, entry);
  }

  discard(entry) {
    this.conversation.discard(entry);
    this.#rememberPending();
  }

  draft(text) {
    this.conversation.draft = text;
    this.#memory.put('drafts', this.active, text || undefined);
    this.#changed();
  }

  /** What the reader has before the eyes: whether the page is shown, and whether the newest message is in view. */
  look({ visible, atNewest }) {
    if (visible && !this.#watching) {
      this.conversation?.enter();
    }
    this.#watching = visible;
    if (visible && atNewest && this.conversation?.read()) {
      this.#memory.put('read', this.active, this.conversation.readUpTo);
      this.#changed();
    }
  }

  async loadOlder() {
    const conversation = this.conversation;
    if (conversation.loading || !conversation.older || conversation.cursor === null || this.phase !== 'here') {
      return;
    }
    conversation.loading = true;
    try {
      const page = await this.#history(conversation, { before: conversation.messages[0]?.id, limit: PAGE });
      conversation.loading = false;
      conversation.prepend(page.messages, page.more);
    } catch {
      conversation.loading = false; // the connection is lost; scrolling asks again
    }
  }

  #connectionChanged() {
    if (this.#connection.state === 'online') {
      if (this.phase === 'joining') {
        this.#join();
      }
    } else {
      this.#asked = false;
      this.#early = [];
      if (this.phase === 'here') {
        this.conversations.forEach((conversation) => conversation.unfollow());
        this.phase = 'joining';
      }
    }
    this.#changed();
  }

  async #join() {
    if (this.#asked) {
      return; // 'online' comes again when the transport changes
    }
    this.#asked = true;
    const { name, key } = this.#identity;
    let answer;
    try {
      answer = await this.#connection.request('join', key ? { name, key } : { name });
    } catch {
      if (this.#connection.state === 'online') {
        this.#connection.drop();
      }
      return; // tried again with the next connection
    }
    if (answer.ok) {
      await this.#joined(answer, key);
    } else if (this.me && PASSING.includes(answer.error)) {
      this.#connection.drop();
    } else {
      this.#asked = false;
      this.refusal = answer.error;
      this.#phase('naming');
    }
  }

  async #joined(answer, sentKey) {
    const before = this.#memory.get('identity', null);
    if (before && !same(before.name, answer.me)) {
      this.#forget();
    }
    this.#identity = { name: answer.me, key: answer.key };
    this.#memory.set('identity', this.#identity);
    this.#become(answer.me);
    this.people = answer.people;
    this.#peopleAsOf = answer.messages.at(-1)?.id ?? 0;
    this.#phase('here');
    this.#early.splice(0).forEach((message) => this.#receive(message));
    const lobby = this.conversations.get(LOBBY);
    try {
      if (lobby.cursor === null) {
        lobby.replace(answer.messages, answer.more);
        this.#unbroken(lobby);
        if (this.active === LOBBY) {
          lobby.enter();
        }
      }
      await this.#catchUpAll(answer.key === sentKey);
    } catch {
      // lost again; the next join goes on from the cursors
    }
  }

  async #catchUpAll(knownBefore) {
    for (const conversation of this.conversations.values()) {
      await this.#catchUp(conversation);
    }
    if (knownBefore) {
      await this.#findPrivate();
    }
  }

  /** Private messages of people who are in no list yet, and who wrote while this browser was away. */
  async #findPrivate() {
    const unknown = this.people.filter((name) => !same(name, this.me) && !this.conversations.has(key(name)));
    for (const name of unknown.slice(0, ASKED_FOR_PRIVATE)) {
      const page = await this.#ask('history', { with: name, limit: 1 });
      if (page.messages.length) {
        await this.#catchUp(this.conversations.get(this.#with(name)));
      }
    }
  }

  async #catchUp(conversation) {
    if (conversation.cursor === null) {
      const page = await this.#history(conversation, { limit: PAGE });
      conversation.replace(page.messages, page.more);
      if (conversation === this.conversation) {
        conversation.enter();
      }
    } else {
      await this.#fetchMissed(conversation);
    }
    this.#unbroken(conversation);
  }

  async #fetchMissed(conversation) {
    for (let pages = 0; pages < CATCH_UP_PAGES; pages++) {
      const page = await this.#history(conversation, { after: conversation.cursor, limit: CATCH_UP_PAGE });
      conversation.append(page.messages);
      if (!page.more) {
        return;
      }
    }
    const page = await this.#history(conversation, { limit: PAGE });
    conversation.replace(page.messages, page.more);
  }

  #unbroken(conversation) {
    conversation.follow();
    conversation.claim();
    conversation.pending.filter((entry) => entry.state === 'waiting').forEach((entry) => this.#emit(conversation, entry));
    this.#changed();
  }

  /** Sends it now if the conversation is whole, else once it is. */
  async #emit(conversation, entry) {
    const ready = this.phase === 'here' && conversation.following && !this.#inFlight.has(entry);
    if (ready) {
      conversation.emit(entry);
      this.#inFlight.add(entry);
    }
    this.#rememberPending();
    if (!ready) {
      return;
    }
    const { who } = conversation;
    const { text } = entry;
    try {
      const answer = await this.#connection.request(who === null ? 'say' : 'whisper', who === null ? { text } : { to: who, text });
      if (answer.ok) {
        conversation.settle(entry, answer.message);
      } else {
        conversation.refuse(entry, answer.error);
      }
    } catch {
      if (this.#connection.state === 'online' && conversation.pending.includes(entry)) {
        conversation.refuse(entry, 'no-answer', 'perhaps');
      }
    } finally {
      this.#inFlight.delete(entry);
    }
    this.#rememberPending();
  }

  #receive(message) {
    if (this.phase !== 'here') {
      this.#early.push(message);
      return;
    }
    const conversation = this.#conversationOf(message);
    conversation.receive(message);
    if (message.id > this.#peopleAsOf && message.kind === 'join' && !this.people.some((name) => same(name, message.author))) {
      this.people = [...this.people, message.author];
    } else if (message.id > this.#peopleAsOf && message.kind === 'leave') {
      this.people = this.people.filter((name) => !same(name, message.author));
    }
    if ((message.kind === 'say' || message.kind === 'whisper') && !same(message.author, this.me)) {
      this.dispatchEvent(new CustomEvent('news', { detail: { conversation, message } }));
    }
    this.#changed();
  }

  #conversationOf(message) {
    if (message.kind !== 'whisper') {
      return this.conversations.get(LOBBY);
    }
    const who = same(message.author, this.me) ? message.to : message.author;
    const known = this.conversations.has(key(who));
    const conversation = this.conversations.get(this.#with(who));
    if (!known) {
      this.#catchUp(conversation).catch(() => {}); // lost meanwhile; the next join fetches it
    }
    return conversation;
  }

  /** The key of the private conversation with a person, which is made if need be. */
  #with(who) {
    if (!this.conversations.has(key(who))) {
      this.#add(key(who), who);
      this.#memory.put('private', key(who), who);
    }
    return key(who);
  }

  #forget() {
    this.#identity = null;
    this.#memory.set('identity', null);
    ['read', 'private', 'drafts'].forEach((part) => this.#memory.set(part, {}));
    this.#visit.set('pending', {});
  }

  #become(name) {
    const before = this.me;
    this.me = name;
    if (before !== null && same(before, name)) {
      return;
    }
    this.conversations = new Map();
    this.active = LOBBY;
    this.#add(LOBBY, null);
    Object.entries(this.#memory.get('private', {})).forEach(([id, who]) => this.#add(id, who));
  }

  #add(id, who) {
    const conversation = new Conversation(who, { me: this.me, readUpTo: this.#memory.get('read', {})[id] });
    conversation.draft = this.#memory.get('drafts', {})[id] ?? '';
    conversation.restore(this.#visit.get('pending', {})[id] ?? []);
    conversation.addEventListener('change', () => this.#changed());
    this.conversations.set(id, conversation);
  }

  #rememberPending() {
    const pending = [...this.conversations].map(([id, conversation]) => [id, conversation.pending]);
    this.#visit.set('pending', Object.fromEntries(pending.filter(([, entries]) => entries.length)));
  }

  #history(conversation, range) {
    return this.#ask('history', conversation.who === null ? range : { with: conversation.who, ...range });
  }

  async #ask(event, body) {
    const answer = await this.#connection.request(event, body);
    if (!answer.ok) {
      throw new Error(`${event}: ${answer.error}`);
    }
    return answer;
  }

  #phase(phase) {
    this.phase = phase;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** No name has white space, so this never meets LOBBY. */
const key = (who) => `@${fold(who)}`;
