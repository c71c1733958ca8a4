/** Every setting of Parley, read once at deployment and immutable from then on. */
@org.jspecify.annotations.NullMarked
package dev.parley.settings;
