/** The Socket.IO server. */
@org.jspecify.annotations.NullMarked
package dev.parley.socket;
