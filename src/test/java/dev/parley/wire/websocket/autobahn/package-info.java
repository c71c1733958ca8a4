/**
 * The cases of the Autobahn test suite's categories 1 to 7, 9, 10, 12 and 13, written anew as data: what a client sends, in
 * which pieces, and what must come back. {@link dev.parley.wire.websocket.autobahn.Conversation} holds one against
 * anything that echoes messages, in memory or on a running server.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.wire.websocket.autobahn;
