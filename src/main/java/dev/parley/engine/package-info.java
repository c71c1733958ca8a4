/**
 * The Engine.IO v4 server without I/O: sessions, their outboxes, heartbeat, upgrade, and the loops that write.
 *
 * <p>{@link dev.parley.engine.Transport} is the port that long-polling and every WebSocket implement;
 * {@link dev.parley.engine.SessionListener} is the port of whoever speaks over the sessions.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.engine;
