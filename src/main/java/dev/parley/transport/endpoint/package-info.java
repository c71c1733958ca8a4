/** Engine.IO over the container's own WebSocket: one {@code @ServerEndpoint} on the path of the long-polling servlet. */
@org.jspecify.annotations.NullMarked
package dev.parley.transport.endpoint;
