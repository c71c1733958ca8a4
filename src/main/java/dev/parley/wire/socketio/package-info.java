/** The Socket.IO v5 codec: packets and the assembly of their binary attachments, without I/O and without reading JSON. */
@org.jspecify.annotations.NullMarked
package dev.parley.wire.socketio;
