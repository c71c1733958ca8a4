import { Chat } from './model/chat.js';
import { Memory } from './model/memory.js';
import { Outbox } from './model/outbox.js';
import { Connection } from './net/connection.js';
import { fetchFile } from './net/files.js';
import './pages/chat.js';
import { measure } from './ui/attachments.js';

const connection = new Connection('/chat');
const memory = new Memory(() => localStorage);
const chat = new Chat({ connection, memory, outbox: new Outbox(memory), measure, fetchFile });
document.body.prepend(Object.assign(document.createElement('parley-page'), { chat, connection }));
connection.open();
