import { Alerts } from './alerts.js';
import { CatchingUp } from './catching-up.js';
import { LOBBY } from './conversation.js';
import { Device } from './device.js';
import { Files } from './files.js';
import { Hearing } from './hearing.js';
import { Joining } from './joining.js';
import { Marks } from './marks.js';
import { same } from './names.js';
import { Pages } from './pages.js';
import { People } from './people.js';
import { Quotes } from './quotes.js';
import { Revising } from './revising.js';
import { Rooms } from './rooms.js';
import { Search } from './search.js';
import { Sending } from './sending.js';
import { Shelf } from './shelf.js';
import { Signs } from './signs.js';
import { Writing } from './writing.js';

const PASSING = ['too-fast', 'busy', 'unavailable', 'full'];

export { LOBBY };

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
  /** Why the last name was refused: a code of the protocol, or null. */
  refusal = null;
  active = LOBBY;
  rooms;
  signs;
  revising;
  quotes;
  alerts;
  device;
  search;
  files;
  /** The bytes of a file of a message, by its id: a promise of a Blob. */
  loadFile;
  /** The message that is looked for in the active conversation, {id}, another object each time; or null. */
  target = null;
  /** Why what was looked for is not shown, or what was asked for not done: a code of the protocol, 'lost', or null. */
  missing = null;
  /** Why the connection was left until it is tried again: a code of the protocol, or null if it was lost. */
  delayed = null;

  #connection;
  #memory;
  #outbox;
  #stays;
  #joining;
  #here = new People();
  #hearing;
  #watching = false;
  #sending;
  #writing;
  #marks;
  #pages;
  #catchingUp;
  #shelf;

  /**
   * memory: kept between visits. outbox: as model/outbox.js. measure: as of model/files.js. fetchFile(id, token): as net/files.js.
   * stays: whether a room that cannot be looked into, or was left, is shown all the same, instead of the lobby; it is empty then, and
   * `missing` says why.
   */
  constructor({ connection, memory, outbox, measure, fetchFile, stays = false }) {
    super();
    this.#connection = connection;
    this.#memory = memory;
    this.#outbox = outbox;
    this.#stays = stays;
    const isHere = () => this.phase === 'here';
    this.#sending = new Sending({ connection, outbox, isHere });
    this.#marks = new Marks({ connection, isHere });
    this.#pages = new Pages({ connection, isHere });
    const isShown = (conversation) => conversation === this.conversation;
    this.#catchingUp = new CatchingUp({ pages: this.#pages, sending: this.#sending, isShown });
    this.#joining = new Joining({ connection, memory });
    this.rooms = new Rooms({ connection, memory });
    this.#shelf = new Shelf({ memory, outbox, rooms: this.rooms });
    this.signs = new Signs({ connection, isHere });
    this.revising = new Revising({ connection });
    this.revising.addEventListener('refused', ({ detail }) => this.#miss(detail));
    this.quotes = new Quotes({ pages: this.#pages });
    this.alerts = new Alerts({ memory });
    this.device = new Device({ connection, joining: this.#joining });
    this.search = new Search({ connection, isHere });
    this.files = new Files({ connection, isHere, measure });
    this.files.addEventListener('refused', ({ detail }) => this.#miss(detail));
    this.loadFile = (id) => fetchFile(id, this.#joining.token);
    const [shelf, people, catchingUp] = [this.#shelf, this.#here, this.#catchingUp];
    const { signs, revising, files } = this;
    const open = (who) => this.open(who);
    this.#writing = new Writing({ sending: this.#sending, shelf, signs, revising, files, people, isShown, open });
    this.#writing.addEventListener('refused', ({ detail }) => this.#miss(detail));
    this.#hearing = new Hearing({ connection, shelf, rooms: this.rooms, signs, people, catchingUp, isHere });
    this.#hearing.addEventListener('news', ({ detail }) => this.dispatchEvent(new CustomEvent('news', { detail })));
    this.#hearing.addEventListener('left', ({ detail }) => this.#left(detail));
    this.#hearing.addEventListener('refused', ({ detail }) => this.#again(detail));
    const parts = [this.rooms, shelf, signs, revising, this.quotes, this.alerts, this.device, this.search, files, this.#writing, this.#hearing];
    parts.forEach((part) => part.addEventListener('change', () => this.#changed()));
    connection.addEventListener('state', () => this.#connectionChanged());
    if (this.#joining.name) {
      this.#become(this.#joining.name);
      this.phase = 'joining';
    }
  }

  /** By their keys, in the order in which they came. */
  get conversations() {
    return this.#shelf.all;
  }

  get conversation() {
    return this.conversations.get(this.active);
  }

  /** The names of who is in the chat. */
  get people() {
    return this.#here.names;
  }

  /** The name of the last visit, to begin with. */
  get lastName() {
    return this.#joining.name ?? '';
  }

  join(name) {
    this.#joining.as(name);
    return this.#come();
  }

  /** As whoever made this code on another device. */
  joinByCode(code) {
    this.#joining.byCode(code);
    return this.#come();
  }

  #come() {
    this.refusal = null;
    this.#phase('joining');
    if (this.#connection.state === 'online') {
      return this.#join();
    }
    this.#connection.retry();
  }

  /** Gives the name back, behind a join that is under way, and forgets all that belongs to it. */
  async leave() {
    const isOnline = this.phase !== 'naming' && this.#connection.state === 'online'; // else the name is kept a while
    const told = isOnline ? this.#connection.request('forget', {}).catch(() => {}) : null;
    this.#forget();
    this.#shelf.clear();
    this.active = LOBBY;
    this.me = null;
    this.#here.take([], 0);
    this.refusal = null;
    this.#phase('naming');
    await told;
    this.#connection.renew();
  }

  /** Shows a conversation: LOBBY, or with a person of this name. */
  open(who) {
    return this.show(who === LOBBY ? { room: LOBBY } : { who });
  }

  openKey(key) {
    return this.show(this.conversations.get(key));
  }

  /**
   * Shows a conversation as of model/route.js, and the message of that id if one is asked for. A room that the reader is no
   * member of is looked into; if it cannot be, the lobby is shown (see `stays`), and why.
   */
  async show({ room = null, who = null, id = null }) {
    const left = this.conversation;
    const conversation = this.#shelf.at({ room, who });
    [this.active, this.target, this.missing] = [conversation.key, id === null ? null : { id }, null];
    if (left?.visiting && left !== conversation) {
      this.conversations.delete(left.key);
    }
    conversation.enter();
    if (this.phase === 'here') {
      await this.#present(conversation);
    }
  }

  /** Fetches what is shown, as far as it is not there. */
  async #present(conversation) {
    try {
      if (conversation.cursor === null || conversation.visiting) {
        await this.#catchingUp.bring(conversation);
      }
      if (this.target !== null && !(await this.#pages.around(conversation, this.target.id))) {
        [this.target, this.missing] = [null, 'unknown-message'];
      }
    } catch ({ code }) {
      if (PASSING.includes(code)) {
        this.#again(code);
      } else if (code && conversation.visiting && conversation === this.conversation) {
        if (!this.#stays) {
          await this.show({ room: LOBBY });
        }
        this.missing = code;
      } // else the connection is lost, and the next one fetches it
    }
    this.#changed();
  }

  /** What the server could not give now is asked for over another connection, later. */
  #again(code) {
    if (PASSING.includes(code) && this.phase !== 'naming') {
      this.delayed = code;
      this.#connection.drop();
    }
  }

  /** Becomes a member of a room that is looked into. */
  async joinRoom(room) {
    const answer = await this.rooms.join(room).catch(() => ({ error: 'lost' }));
    if (!answer.ok) {
      this.#miss(answer.error);
    }
  }

  /** Takes a private conversation from the list until there is something new in it; its messages stay on the server. */
  close(key) {
    this.files.of(this.conversations.get(key)).forEach((one) => this.files.remove(one));
    this.#shelf.close(this.conversations.get(key));
    if (this.active === key) {
      this.open(LOBBY);
    }
    this.#changed();
  }

  /**
   * Says a text where the reader is. In the lobby a leading @name makes it a private message and opens that conversation;
   * answers the name if nobody of it is here, and then nothing was sent; else null. Where a message is being edited, the text takes
   * its place. Files that are still on their way are waited for first.
   */
  send(text) {
    return this.#writing.send(this.conversation, text);
  }

  /** Sends a refused message again: the same one, which is stored once. */
  retry(entry) {
    this.#writing.retry(this.conversation, entry);
  }

  discard(entry) {
    this.#writing.discard(this.conversation, entry);
  }

  /** Takes a refused message back into the composer, behind what is written there. */
  edit(entry) {
    this.#writing.edit(this.conversation, entry);
  }

  draft(text) {
    this.#writing.draft(this.conversation, text);
  }

  /** The reader has seen why something is not shown, or was not done. */
  dismiss() {
    this.#miss(null);
  }

  #miss(code) {
    this.missing = code;
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

  /** Does nothing when there is no conversation: a page may ask while its reader is leaving. */
  async loadOlder() {
    if (this.conversation) {
      await this.#pages.older(this.conversation);
    }
  }

  loadGap(gap) {
    return this.#pages.gap(this.conversation, gap);
  }

  #connectionChanged() {
    if (this.#connection.state === 'online') {
      if (this.phase === 'joining') {
        this.#join();
      } else if (this.phase === 'naming' && !this.refusal) {
        this.#askWho();
      }
    } else {
      if (this.#connection.state === 'connecting') {
        this.delayed = null;
      }
      this.#joining.renew();
      this.#hearing.end();
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
    this.#connection.settle();
    if (answer.account) {
      this.join(answer.account);
    } else if (!answer.guests) {
      this.refusal = 'login-required';
      this.#changed();
    }
  }

  async #join() {
    const answer = await this.#joining.ask(this.conversations.get(LOBBY)?.cursor);
    if (answer?.ok) {
      await this.#joined(answer);
    } else if (answer && this.me && PASSING.includes(answer.error)) {
      this.#again(answer.error);
    } else if (answer) {
      this.refusal = answer.error;
      this.#phase('naming');
    }
  }

  async #joined(answer) {
    const tokenIsNew = this.#joining.hasNewToken(answer);
    if (this.#joining.take(answer)) {
      this.#forgetWhatIsOurs();
    }
    this.#become(answer.me);
    this.#here.take(answer.people, answer.messages.at(-1)?.id ?? 0);
    this.rooms.take(answer.rooms);
    this.#shelf.takeRooms(this.conversation);
    for (const [conversation, { read }] of this.#shelf.stand(answer.conversations)) {
      if (conversation.readUpTo > read) {
        this.#marks.move(conversation); // read when the connection was lost
      }
    }
    const lobby = this.conversations.get(LOBBY);
    this.#phase('here');
    this.signs.begin(answer.away);
    this.files.begin(answer.files ?? null);
    if (tokenIsNew) {
      this.#marks.move(lobby); // anything that is sent tells the server that the token has arrived
    }
    const brought = this.#catchingUp.bringLobby(lobby, answer);
    this.#hearing.begin();
    try {
      await brought;
      if (this.active === LOBBY) {
        lobby.enter();
      }
      await this.#catchingUp.bringAll(this.conversations, answer.conversations);
      await this.#present(this.conversation);
      if (this.phase === 'here') {
        this.#connection.settle();
      }
    } catch ({ code }) {
      this.#again(code); // or lost again; the next join goes on from the cursors
    }
  }

  /** The reader has left a room, which may be the one that is shown. */
  #left(room) {
    if (this.active === room) {
      this.show({ room: this.#stays ? room : LOBBY });
    }
  }

  #forget() {
    this.#joining.forget();
    this.#forgetWhatIsOurs();
  }

  #forgetWhatIsOurs() {
    ['private', 'closed', 'drafts'].forEach((part) => this.#memory.set(part, {}));
    this.rooms.forget();
    this.alerts.forget();
    [this.device, this.search, this.files, this.#outbox].forEach((part) => part.clear());
  }

  #become(name) {
    if (this.me !== null && !same(this.me, name)) {
      this.active = LOBBY;
    }
    this.me = name;
    this.#shelf.begin(name);
  }

  #phase(phase) {
    this.phase = phase;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
