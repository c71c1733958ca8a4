// What Socket.IO's tutorial ends with: a chat that stores each message in SQLite before it goes to all, and acknowledges it.
// Arguments: port, file of the database.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { open } from "sqlite";
import sqlite3 from "sqlite3";

const [port, filename] = process.argv.slice(2);
const db = await open({ filename, driver: sqlite3.Database });
await db.exec("create table if not exists messages (id integer primary key autoincrement, client_offset text unique, content text)");

const http = createServer();
const io = new Server(http);

io.on("connection", (socket) => {
  socket.on("chat message", async (content, offset, ack) => {
    const { lastID } = await db.run("insert into messages (content, client_offset) values (?, ?)", content, offset);
    io.emit("chat message", content, lastID);
    ack();
  });
});

http.listen(Number(port), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
