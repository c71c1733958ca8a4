/** How often something may happen. */
@org.jspecify.annotations.NullMarked
package dev.parley.pace;
