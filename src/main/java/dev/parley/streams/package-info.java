/** The clock in every representation that the web has for realtime, all fed by one ticker, for the lab. */
@org.jspecify.annotations.NullMarked
package dev.parley.streams;
