/** Counters that cost next to nothing to count, and immutable snapshots of them. */
@org.jspecify.annotations.NullMarked
package dev.parley.metrics;
