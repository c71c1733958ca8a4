/** The Engine.IO v4 codec: packets and payloads, without I/O. */
@org.jspecify.annotations.NullMarked
package dev.parley.wire.engineio;
