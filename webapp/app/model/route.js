import { LOBBY } from './conversation.js';

/**
 * Which conversation, and which message of it, an address shows by its fragment: #/room/<name>, #/with/<name>, each with /<id>
 * of a message behind it. {room, who, id}: one of room and who is null, and id where there is none. Everything else is the lobby.
 */
export function routeOf(fragment) {
  const [, way, name, id] = /^#\/(room|with)\/([^/]+)(?:\/(\d{1,16}))?\/?$/u.exec(fragment) ?? [];
  const decoded = decode(name);
  if (!decoded) {
    return { room: LOBBY, who: null, id: null };
  }
  return { room: way === 'room' ? decoded : null, who: way === 'with' ? decoded : null, id: id ? Number(id) : null };
}

/** The fragment of a conversation, or of a message in it. */
export const fragmentOf = ({ room, who, id = null }) =>
  `#/${who === null ? 'room' : 'with'}/${encodeURIComponent(who ?? room)}${id === null ? '' : `/${id}`}`;

function decode(name) {
  try {
    return name && decodeURIComponent(name);
  } catch {
    return null; // no text in UTF-8
  }
}
