// The official client against the conformance application: node official-client.mjs URL TRANSPORTS (with commas).
// Ends with 0 when everything came as it was sent.
import assert from "node:assert/strict";
import { once } from "node:events";
import { io } from "socket.io-client";

const [url, transports] = process.argv.slice(2);
const DEADLINE_MILLIS = 60_000;
const MESSAGES = 5_000;

const within = (promise, what) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took too long`)), DEADLINE_MILLIS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** A socket that may lose its connection for no other reason than that this script ends it. */
const connect = (namespace, auth) => {
  const socket = io(url + namespace, { transports: transports.split(","), auth, reconnection: false, forceNew: true });
  socket.on("disconnect", (reason, details) => {
    if (reason !== "io client disconnect") throw new Error(`lost its connection: ${reason}`, { cause: details });
  });
  for (const event of ["error", "upgradeError"]) {
    socket.io.engine.on(event, (error) => {
      if (socket.io.engine.readyState !== "closed") throw new Error(error.message, { cause: error.description });
    });
  }
  return socket;
};

const event = (socket, name) => within(new Promise((resolve) => socket.once(name, (...args) => resolve(args))), name);

const socket = connect("/", { token: "中文" });
assert.deepEqual(await event(socket, "auth"), [{ token: "中文" }]);

// Whatever is sent while the transport changes arrives whole and in order.
const numbers = [];
const all = new Promise((resolve) => {
  socket.on("message-back", (n) => {
    numbers.push(n);
    if (numbers.length === MESSAGES) resolve();
  });
});
for (let n = 0; n < MESSAGES; n++) {
  socket.emit("message", n);
  if (n % 100 === 0) await new Promise(setImmediate);
}
await within(all, "the echo of all messages");
numbers.forEach((n, i) => assert.equal(n, i));
socket.off("message-back");
const expected = transports === "polling" ? "polling" : "websocket";
if (socket.io.engine.transport.name !== expected) await within(once(socket.io.engine, "upgrade"), "the upgrade");
assert.equal(socket.io.engine.transport.name, expected);

const values = ["中文", "👩‍🚀 and ∑", 1.5, true, null, { list: [1, { deep: "ü" }] }];
socket.emit("message", ...values);
assert.deepEqual(await event(socket, "message-back"), values);

const bytes = Buffer.from([0, 1, 0x7f, 0x80, 0xff]);
const [text, back, nested] = await within(
  new Promise((resolve) => socket.emit("message-with-ack", "emoji 🎈", bytes, { inside: [bytes] }, (...args) => resolve(args))),
  "the acknowledgement",
);
assert.equal(text, "emoji 🎈");
assert.deepEqual(Buffer.from(back), bytes);
assert.deepEqual(Buffer.from(nested.inside[0]), bytes);

const custom = connect("/custom", { from: "custom" });
assert.deepEqual(await event(custom, "auth"), [{ from: "custom" }]);
const unknown = connect("/unknown");
const [error] = await event(unknown, "connect_error");
assert.equal(error.message, "Invalid namespace");

socket.disconnect();
assert.equal(socket.connected, false);
const again = connect("/", { token: "again" });
assert.deepEqual(await event(again, "auth"), [{ token: "again" }]);
[again, custom, unknown].forEach((each) => each.disconnect());
