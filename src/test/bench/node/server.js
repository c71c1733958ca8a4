// The application that is measured, on Socket.IO for Node.js with its default engine. Arguments: port, ping interval in milliseconds.
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, pingInterval] = process.argv.slice(2).map(Number);
const http = createServer();
const io = new Server(http, { pingInterval });

io.on("connection", (socket) => {
  socket.on("message", (data) => io.emit("message", data));
  socket.on("echo", (data) => socket.emit("echo", data));
  socket.on("ack", (data, ack) => ack(data));
});

http.listen(port, "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
