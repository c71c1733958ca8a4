/** What administrators ask: is it ready, what is it doing. */
@org.jspecify.annotations.NullMarked
package dev.parley.admin;
