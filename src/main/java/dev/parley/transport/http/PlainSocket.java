package dev.parley.transport.http;

import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;

/**
 * The socket below a container's connection that has no TLS.
 *
 * @param channel does not block
 * @param nothingWaits whether the container has nothing more to write to it: what it has taken is in the socket
 */
record PlainSocket(SocketChannel channel, BooleanSupplier nothingWaits) {}
