/** The chat: its people, its rules and the ports to whatever keeps and delivers it. */
@org.jspecify.annotations.NullMarked
package dev.parley.chat;
