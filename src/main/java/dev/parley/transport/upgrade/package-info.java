/**
 * The hand-made WebSocket on {@code HttpServletRequest.upgrade()}: non-blocking reading and writing of frames over any servlet
 * container, and Engine.IO over it. {@link dev.parley.transport.upgrade.WebSocketConnection} knows nothing of Engine.IO; the
 * echo and the frame inspector use it too.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.transport.upgrade;
