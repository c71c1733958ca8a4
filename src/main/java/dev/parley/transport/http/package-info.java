/** What every transport needs to know of an HTTP request: the handshake, its origin, its Engine.IO parameters. */
@org.jspecify.annotations.NullMarked
package dev.parley.transport.http;
