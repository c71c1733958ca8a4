/**
 * The WebSocket protocol (RFC 6455) with compression (RFC 7692), without I/O, threads or clocks: bytes in, events out;
 * calls in, bytes out. Whoever owns a connection moves the bytes and keeps the time.
 *
 * <p>{@link dev.parley.wire.websocket.Handshake} answers the opening request; {@link
 * dev.parley.wire.websocket.FrameDecoder} turns what the peer sends into messages; {@link
 * dev.parley.wire.websocket.FrameEncoder} makes frames; {@link dev.parley.wire.websocket.ClosingHandshake} says how the
 * connection ends. "Section" without another name is a section of RFC 6455.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.wire.websocket;
