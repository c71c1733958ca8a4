/** When work runs: in order, one thing at a time, or later. */
@org.jspecify.annotations.NullMarked
package dev.parley.lane;
