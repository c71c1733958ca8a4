/*
 * Engine.IO (version 4) and Socket.IO (version 5) packets as they cross, taken apart for people. A part is {text, name,
 * detail}: characters of the packet, what they are, and the detail that an explanation fills in.
 */
import { bytesOfText } from './bytes.js';

const SEPARATOR = '\x1e';
const ENGINE = { 0: 'open', 1: 'close', 2: 'ping', 3: 'pong', 4: 'message', 5: 'upgrade', 6: 'noop' };
const SOCKET = { 0: 'connect', 1: 'disconnect', 2: 'event', 3: 'ack', 4: 'connect-error', 5: 'binary-event', 6: 'binary-ack' };

/** The packets of what went over the wire at once: a body of polling has several, a WebSocket message one. */
export const packetsOf = (transport, data) => (transport === 'polling' ? data.split(SEPARATOR) : [data]);

/** How many bytes it is, without headers and framing. */
export const sizeOf = (data) => (typeof data === 'string' ? bytesOfText(data).length : data.byteLength);

/** {name, parts} of one packet: text, or the bytes of an attachment. */
export function explain(packet) {
  if (typeof packet !== 'string') {
    const bytes = new Uint8Array(packet);
    return { name: 'binary', parts: [{ text: [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' '), name: 'bytes', detail: bytes.length }] };
  } else if (packet.startsWith('b')) {
    return { name: 'binary', parts: [{ text: 'b', name: 'engine.binary' }, { text: packet.slice(1), name: 'base64' }] };
  }
  const engine = ENGINE[packet[0]] ?? 'unknown';
  const parts = [{ text: packet.slice(0, 1), name: `engine.${engine}` }];
  if (engine === 'message') {
    return message(packet.slice(1), parts);
  } else if (packet.length > 1) {
    parts.push({ text: packet.slice(1), name: engine === 'open' ? 'handshake' : 'probe' });
  }
  return { name: engine, parts };
}

/** <type>[<attachments>-][<namespace>,][<ack id>][<JSON>] */
function message(text, parts) {
  const [, type, attachments, namespace, id, json] = /^(\d?)(?:(\d+)-)?(?:(\/[^,]*),?)?(\d+)?([^]*)$/.exec(text);
  const socket = SOCKET[type] ?? 'unknown';
  if (type) {
    parts.push({ text: type, name: `socket.${socket}` });
  }
  if (attachments !== undefined) {
    parts.push({ text: `${attachments}-`, name: 'attachments', detail: Number(attachments) });
  }
  if (namespace !== undefined) {
    const comma = text.includes(`${namespace},`) ? ',' : '';
    parts.push({ text: namespace + comma, name: 'namespace', detail: namespace });
  }
  if (id !== undefined) {
    parts.push({ text: id, name: socket.endsWith('ack') ? 'ack-answered' : 'ack-wanted', detail: id });
  }
  if (json) {
    const names = { connect: 'json-connect', 'connect-error': 'json-error', ack: 'json-ack', 'binary-ack': 'json-ack' };
    parts.push({ text: json, name: names[socket] ?? 'json-event' });
  }
  return { name: socket, parts };
}
