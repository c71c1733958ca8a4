/**
 * Attacks a running server with what has broken servers of its kind, while a pair of well-behaved clients keeps talking. The shapes
 * follow published advisories of Socket.IO, Engine.IO, ws, Tomcat, Undertow and Tyrus; where one is meant, its number is beside it.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.abuse;
