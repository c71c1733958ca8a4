import { Chat } from './model/chat.js';
import { Memory } from './model/memory.js';
import { Outbox } from './model/outbox.js';
import { Connection } from './net/connection.js';
import { fetchFile } from './net/files.js';
import './pages/room.js';
import { measure } from './ui/attachments.js';

const connection = new Connection('/chat');
const memory = new Memory(() => localStorage);
const chat = new Chat({ connection, memory, outbox: new Outbox(memory), measure, fetchFile, stays: true });
document.body.prepend(Object.assign(document.createElement('parley-room'), { chat, connection }));
connection.open();

/** Whoever gives a name on another page of this browser, or in another frame of this one, has given it here too. */
addEventListener('storage', ({ key }) => {
  if (key === 'parley.identity' && chat.phase === 'naming' && memory.get('identity', null)) {
    location.reload();
  }
});
