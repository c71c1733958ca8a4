const SMALLEST_PART = 64 * 1024; // bytes; the first part of each file
const LARGEST_PART = 256 * 1024; // the server takes no larger one
const QUICK = 500; // ms; after a part that took less the next one is larger
const PACE = 60; // ms from one part to the next, so that there is room for what else is asked of the server
const LATER = 1_000; // ms until what was too much for the server is tried again
const PASSING = ['too-fast', 'busy'];
const NAMED = 3; // files in what stands for a message without a text

/** Pictures that cannot have a script: the server gives them out to be shown, and everything else to be stored. */
const SHOWN = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

export const isPicture = ({ type }) => SHOWN.includes(type);

/** What a message says where there is room for a line: its text, or else the names of its files. */
export const gist = ({ text, files = [] }) => {
  const names = files.slice(0, NAMED).map(({ name }) => name).join(', ');
  return text || (files.length > NAMED ? `${names} …` : names);
};

/** Whether a media type is one of those that may be shared. */
export const isAllowed = (type, allowed) =>
  allowed.some((one) => one === '*/*' || one === type || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))));

const plainType = (type) => type.split(';')[0].trim().toLowerCase();

/**
 * The files that the reader is about to share, each in a conversation, and sent to the server one after the other in the order in
 * which they came. When the connection is lost they are sent anew with the next one. Nothing of them outlives the page. Events:
 * 'change', 'refused' (CustomEvent, detail: a code of the protocol), and 'ready' (CustomEvent, detail: a conversation whose files are
 * all there and were waited for).
 *
 * One of them: {key, file, name, type, size, state: 'waiting' | 'sending' | 'whole' | 'refused', sent, id, picture, error}; file is a
 * Blob, or null for what is on the server from before; picture {width, height} in pixels, or null.
 */
export class Files extends EventTarget {
  /** {maxBytes, maxPerMessage, types}, or null where nothing can be shared. */
  limits = null;

  #connection;
  #isHere;
  #measure;
  #pause;
  #all = []; // {conversation, ...}
  #awaited = new Set(); // conversations
  #running = false;
  #count = 0;

  /** measure(file): the size of a picture in pixels, or null. pause(ms): a promise. */
  constructor({ connection, isHere, measure = async () => null, pause = (ms) => new Promise((done) => setTimeout(done, ms)) }) {
    super();
    this.#connection = connection;
    this.#isHere = isHere;
    this.#measure = measure;
    this.#pause = pause;
  }

  /** The reader is here: what the server says of files, and what waited goes on. */
  begin(limits) {
    this.limits = limits;
    this.#changed();
    this.#run();
  }

  clear() {
    this.#all = [];
    this.#awaited.clear();
    this.#changed();
  }

  of(conversation) {
    return this.#all.filter((one) => one.conversation === conversation);
  }

  /** Takes files, as many as one message may have. */
  add(conversation, files) {
    if (!this.limits) {
      return;
    }
    const room = this.limits.maxPerMessage - this.of(conversation).length;
    for (const file of [...files].slice(0, room)) {
      const type = plainType(file.type);
      const one = { key: ++this.#count, conversation, file, name: file.name, type, size: file.size, state: 'waiting', sent: 0, id: null, picture: null, error: null };
      this.#all = [...this.#all, one];
      if (file.size > this.limits.maxBytes) {
        this.#become(one, { state: 'refused', error: 'file-too-large' });
      } else if (!isAllowed(type || 'application/octet-stream', this.limits.types)) {
        this.#become(one, { state: 'refused', error: 'file-type' });
      }
    }
    if (files.length > room) {
      this.dispatchEvent(new CustomEvent('refused', { detail: 'too-many-files' }));
    }
    this.#touched(conversation);
    this.#run();
  }

  /** Files of a message that was refused, which are on the server. */
  restore(conversation, files) {
    const back = files.map((file) => ({ ...file, key: ++this.#count, conversation, file: null, state: 'whole', sent: file.size, error: null }));
    this.#all = [...this.#all, ...back];
    this.#touched(conversation);
  }

  remove(one) {
    this.#all = this.#all.filter(({ key }) => key !== one.key);
    if (one.id !== null) {
      this.discard([one]);
    }
    this.#touched(one.conversation);
  }

  /** Files that will not be shared: the server need not keep them. */
  discard(files) {
    files.forEach(({ id }) => this.#connection.request('file-cancel', { file: id }).catch(() => {})); // else it does so by itself
  }

  retry(one) {
    this.#become(one, { state: 'waiting', sent: 0, error: null });
    this.#touched(one.conversation);
    this.#run();
  }

  /** Whether something is on its way. */
  areUnderWay(conversation) {
    return this.of(conversation).some(({ state }) => state === 'waiting' || state === 'sending');
  }

  /** Whether something was refused, without which the rest is not to be shared. */
  areRefused(conversation) {
    return this.of(conversation).some(({ state }) => state === 'refused');
  }

  /** Tells 'ready' once all are there, unless something is changed before. */
  await(conversation) {
    this.#awaited.add(conversation);
    this.#changed();
  }

  isAwaited(conversation) {
    return this.#awaited.has(conversation);
  }

  /** The reader has changed what is to be sent. */
  unawait(conversation) {
    if (this.#awaited.delete(conversation)) {
      this.#changed();
    }
  }

  /** Takes what is there out of a conversation, as a message has it. */
  take(conversation) {
    const taken = this.of(conversation);
    this.#all = this.#all.filter((one) => !taken.includes(one));
    this.#touched(conversation);
    return taken.map(({ id, name, type, size, picture }) => ({ id, name, type, size, ...picture }));
  }

  #touched(conversation) {
    this.#awaited.delete(conversation);
    this.#changed();
  }

  /** One at a time. */
  async #run() {
    if (this.#running) {
      return;
    }
    this.#running = true;
    try {
      for (let one = this.#next(); one && this.#isHere(); one = this.#next()) {
        await this.#upload(one);
      }
    } finally {
      this.#running = false;
    }
  }

  #next() {
    return this.#all.find(({ state }) => state === 'waiting');
  }

  async #upload(one) {
    try {
      await this.#send(one);
    } catch (failure) {
      if (failure.code) {
        this.#become(one, { state: 'refused', error: failure.code });
        this.#awaited.delete(one.conversation);
      } else if (this.#isThere(one)) {
        this.#become(one, { state: 'waiting', sent: 0 }); // the next connection begins again
        if (this.#connection.state === 'online') {
          this.#connection.drop(); // it is of no use
        }
      }
    }
    this.#changed();
  }

  async #send(one) {
    const { file, name, size } = one;
    if (one.id !== null) {
      this.discard([one]); // what came of it before
    }
    this.#become(one, { state: 'sending', sent: 0 });
    this.#changed();
    const picture = isPicture(one) ? await this.#measure(file) : null;
    const { file: id } = await this.#ask('file', { name, type: one.type, size, ...picture });
    if (!this.#isThere(one)) {
      this.discard([{ id }]);
      return;
    }
    this.#become(one, { id, picture });
    let part = SMALLEST_PART;
    for (let sent = 0; sent < size && this.#isThere(one); ) {
      const data = await read(file.slice(sent, sent + part));
      const before = Date.now();
      await this.#ask('file-part', { file: id, data });
      part = Date.now() - before < QUICK ? Math.min(2 * part, LARGEST_PART) : SMALLEST_PART;
      sent += data.byteLength;
      this.#become(one, { sent });
      this.#changed();
      if (sent < size) {
        await this.#pause(PACE);
      }
    }
    this.#become(one, { state: 'whole' });
    if (this.#awaited.has(one.conversation) && this.of(one.conversation).every(({ state }) => state === 'whole')) {
      this.#awaited.delete(one.conversation);
      this.dispatchEvent(new CustomEvent('ready', { detail: one.conversation }));
    }
  }

  /** Answers what was done; throws {code} for what is refused, and an Error when the connection is lost. */
  async #ask(event, body) {
    for (;;) {
      if (!this.#isHere()) {
        throw new Error('the connection is lost');
      }
      const answer = await this.#connection.request(event, body);
      if (answer.ok) {
        return answer;
      }
      if (!PASSING.includes(answer.error)) {
        throw { code: answer.error };
      }
      await this.#pause(LATER);
    }
  }

  #isThere({ key }) {
    return this.#all.some((one) => one.key === key);
  }

  #become({ key }, change) {
    this.#all = this.#all.map((one) => (one.key === key ? { ...one, ...change } : one));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** What was chosen may have gone meanwhile, and a directory that was dropped cannot be read at all. */
async function read(blob) {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw { code: 'file-unreadable' };
  }
}
