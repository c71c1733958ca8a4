import { Chat } from './model/chat.js';
import { Memory } from './model/memory.js';
import { Connection } from './net/connection.js';
import './pages/chat.js';

const connection = new Connection('/chat');
const chat = new Chat({ connection, memory: new Memory(localStorage), visit: new Memory(sessionStorage) });
document.body.prepend(Object.assign(document.createElement('parley-chat'), { chat, connection }));
connection.open();
