/** Engine.IO over HTTP long-polling: an asynchronous servlet that parks each GET until there is something to send. */
@org.jspecify.annotations.NullMarked
package dev.parley.transport.polling;
