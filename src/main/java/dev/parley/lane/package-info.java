/** Work in order, one thing at a time. */
@org.jspecify.annotations.NullMarked
package dev.parley.lane;
