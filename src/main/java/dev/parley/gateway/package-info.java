/** The ways into the chat: Socket.IO's namespaces, a plain WebSocket, and HTTP for its history. */
@org.jspecify.annotations.NullMarked
package dev.parley.gateway;
