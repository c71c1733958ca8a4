import { Conversation } from './conversation.js';
import { Marks } from './marks.js';
import { addressee, fold, same } from './names.js';
import { Sending } from './sending.js';

const PAGE = 50;
const PASSING = ['too-fast', 'busy', 'unavailable', 'full'];

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
  #outbox;
  #identity;
  #peopleAsOf = 0;
  #watching = false;
  #asked = false; // this connection has been asked to join
  #early = []; // messages that overtook the answer to join
  #sending;
  #marks;

  /** memory: kept between visits. outbox: as model/outbox.js. */
  constructor({ connection, memory, outbox }) {
    super();
    this.#connection = connection;
    this.#memory = memory;
    this.#outbox = outbox;
    const isHere = () => this.phase === 'here';
    this.#sending = new Sending({ connection, outbox, isHere });
    this.#marks = new Marks({ connection, isHere });
    this.#identity = memory.get('identity', null);
    connection.addEventListener('state', () => this.#connectionChanged());
    connection.addEventListener('message', (event) => this.#receive(event.detail));
    connection.addEventListener('read', (event) => this.#readElsewhere(event.detail));
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
    const token = this.#identity && same(this.#identity.name, name) ? this.#identity.token : undefined;
    this.#identity = { name, token };
    this.refusal = null;
    this.#phase('joining');
    if (this.#connection.state === 'online') {
      return this.#join();
    }
    this.#connection.retry();
  }

  /** Gives the name back and forgets all that belongs to it. */
  async leave() {
    const told = this.phase === 'here' ? this.#connection.request('forget', {}).catch(() => {}) : null; // else it is kept a while
    this.#forget();
    this.conversations = new Map();
    this.active = LOBBY;
    this.me = null;
    this.people = [];
    this.refusal = null;
    this.#phase('naming');
    await told;
    this.#connection.renew();
  }

  /** Shows a conversation: LOBBY, or with a person of this name. */
  open(who) {
    this.active = who === LOBBY ? LOBBY : this.#with(who);
    this.conversation.enter();
    this.#changed();
    if (this.phase === 'here' && this.conversation.cursor === null) {
      return this.#catchUp(this.conversation);
    }
  }

  openKey(key) {
    return this.open(key === LOBBY ? LOBBY : this.conversations.get(key).who);
  }

  /** Takes a private conversation from the list until there is something new in it; its messages stay on the server. */
  close(key) {
    this.#memory.put('closed', key, this.conversations.get(key).newest);
    this.#memory.put('private', key, undefined);
    this.conversations.delete(key);
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
    this.#sending.write(this.conversation, to ? to.text : text);
    return null;
  }

  /** Sends a refused message again: the same one, which is stored once. */
  retry(entry) {
    this.#sending.retry(this.conversation, entry);
  }

  discard(entry) {
    this.#sending.discard(this.conversation, entry);
  }

  /** Takes a refused message back into the composer, behind what is written there. */
  edit(entry) {
    const { draft } = this.conversation;
    this.discard(entry);
    this.draft(draft.trim() ? `${draft.trimEnd()}\n${entry.text}` : entry.text);
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
      this.#marks.move(this.conversation);
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

  /** Fetches a page of what is missing, from its newest message on. */
  async loadGap(gap) {
    const conversation = this.conversation;
    if (gap.loading || !conversation.gaps.includes(gap) || this.phase !== 'here') {
      return;
    }
    gap.loading = true;
    try {
      const page = await this.#history(conversation, { before: gap.before, limit: PAGE });
      conversation.fill(gap, page.messages, page.more);
    } catch {
      gap.loading = false; // as above
    }
  }

  #connectionChanged() {
    if (this.#connection.state === 'online') {
      if (this.phase === 'joining') {
        this.#join();
      } else if (this.phase === 'naming' && !this.refusal) {
        this.#askWho();
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

  /** Whom the server has authenticated needs to give no name. */
  async #askWho() {
    const answer = await this.#connection.request('who', {}).catch(() => null);
    if (this.phase !== 'naming' || !answer) {
      return;
    }
    if (answer.account) {
      this.join(answer.account);
    } else if (!answer.guests) {
      this.refusal = 'login-required';
      this.#changed();
    }
  }

  async #join() {
    if (this.#asked) {
      return; // 'online' comes again when the transport changes
    }
    this.#asked = true;
    const { name, token } = this.#identity;
    const last = this.conversations.get(LOBBY)?.cursor;
    let answer;
    try {
      answer = await this.#connection.request('join', { name, token, last: last ?? undefined });
    } catch {
      if (this.#connection.state === 'online') {
        this.#connection.drop();
      }
      return; // tried again with the next connection
    }
    if (answer.ok) {
      await this.#joined(answer, token);
    } else if (this.me && PASSING.includes(answer.error)) {
      this.#connection.drop();
    } else {
      this.#asked = false;
      this.refusal = answer.error;
      this.#phase('naming');
    }
  }

  async #joined(answer, sentToken) {
    const before = this.#memory.get('identity', null);
    if (before && !same(before.name, answer.me)) {
      this.#forget();
    }
    this.#identity = { name: answer.me, token: answer.token ?? undefined };
    this.#memory.set('identity', this.#identity);
    this.#become(answer.me);
    this.people = answer.people;
    this.#stand(answer.conversations);
    const lobby = this.conversations.get(LOBBY);
    const whole = answer.messages.length > 0 || !answer.more;
    if (whole) {
      if (lobby.cursor === null || answer.gap) {
        lobby.begin(answer.messages, answer.more);
      } else {
        lobby.append(answer.messages);
      }
    }
    this.#peopleAsOf = answer.messages.at(-1)?.id ?? 0;
    this.#phase('here');
    if (answer.token !== sentToken) {
      this.#marks.move(lobby); // anything that is sent tells the server that the token has arrived
    }
    this.#early.splice(0).forEach((message) => this.#receive(message));
    try {
      await (whole ? this.#unbroken(lobby) : this.#catchUp(lobby));
      if (this.active === LOBBY) {
        lobby.enter();
      }
      await this.#catchUpAll(answer.conversations);
    } catch {
      // lost again; the next join goes on from the cursors
    }
  }

  /** Takes the server's list of conversations, and what it knows of this reader in each. */
  #stand(standings) {
    const closed = this.#memory.get('closed', {});
    for (const standing of standings) {
      const who = standing.conversation === LOBBY ? null : standing.conversation.slice(1);
      const id = who === null ? LOBBY : key(who);
      if (this.conversations.has(id) || standing.last > (closed[id] ?? -1)) {
        const conversation = this.conversations.get(who === null ? LOBBY : this.#with(who));
        conversation.stand(standing);
        if (conversation.readUpTo > standing.read) {
          this.#marks.move(conversation); // read when the connection was lost
        }
      }
    }
  }

  /** What is shown, has something to send, or was here before, is brought up to the newest; the rest when it is opened. */
  async #catchUpAll(standings) {
    const lasts = new Map(standings.map(({ conversation, last }) => [fold(conversation), last]));
    for (const [id, conversation] of this.conversations) {
      if (id === LOBBY) {
        continue;
      }
      const wanted = id === this.active || conversation.pending.some((entry) => entry.state === 'waiting');
      if (conversation.cursor === null ? wanted : conversation.isBehind(lasts.get(id) ?? 0)) {
        await this.#catchUp(conversation);
      } else if (conversation.cursor !== null) {
        this.#unbroken(conversation);
      }
    }
  }

  async #catchUp(conversation) {
    if (conversation.cursor === null) {
      const page = await this.#history(conversation, { limit: PAGE });
      conversation.begin(page.messages, page.more);
      if (conversation === this.conversation) {
        conversation.enter();
      }
    } else {
      const missed = await this.#history(conversation, { after: conversation.cursor, limit: PAGE });
      if (missed.more) {
        const newest = await this.#history(conversation, { limit: PAGE });
        conversation.begin(newest.messages, newest.more);
      } else {
        conversation.append(missed.messages);
      }
    }
    this.#unbroken(conversation);
  }

  #unbroken(conversation) {
    conversation.follow();
    this.#sending.flush(conversation);
    this.#changed();
  }

  #receive(message) {
    if (this.phase !== 'here') {
      this.#early.push(message);
      return;
    }
    const conversation = this.#conversationOf(message);
    conversation.receive(message);
    if (conversation.cursor === null) {
      this.#catchUp(conversation).catch(() => {}); // lost meanwhile; the next join fetches it
    }
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
    return this.conversations.get(this.#with(same(message.author, this.me) ? message.to : message.author));
  }

  /** In another tab or on another device of this person. */
  #readElsewhere({ conversation, id }) {
    this.conversations.get(fold(conversation))?.readTo(id);
  }

  /** The key of the private conversation with a person, which is made if need be. */
  #with(who) {
    if (!this.conversations.has(key(who))) {
      this.#add(key(who), who);
      this.#memory.put('private', key(who), who);
      this.#memory.put('closed', key(who), undefined);
    }
    return key(who);
  }

  #forget() {
    this.#identity = null;
    this.#memory.set('identity', null);
    ['private', 'closed', 'drafts'].forEach((part) => this.#memory.set(part, {}));
    this.#outbox.clear();
  }

  #become(name) {
    const before = this.me;
    this.me = name;
    if (before === null || !same(before, name)) {
      this.conversations = new Map();
      this.active = LOBBY;
      this.#add(LOBBY, null);
      Object.entries(this.#memory.get('private', {})).forEach(([id, who]) => this.#add(id, who));
    }
    for (const entry of this.#outbox.of(fold(name))) {
      this.conversations.get(entry.who === null ? LOBBY : this.#with(entry.who)).queue(entry);
    }
  }

  #add(id, who) {
    const conversation = new Conversation(who, { me: this.me, id: who === null ? LOBBY : `@${who}` });
    conversation.draft = this.#memory.get('drafts', {})[id] ?? '';
    conversation.addEventListener('change', () => this.#changed());
    conversation.addEventListener('stored', (event) => this.#outbox.remove(event.detail));
    this.conversations.set(id, conversation);
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
