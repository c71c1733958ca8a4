/** The composition root: makes every part from settings, threads and the datasource, and ends them in reverse. */
@org.jspecify.annotations.NullMarked
package dev.parley.boot;
