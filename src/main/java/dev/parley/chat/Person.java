package dev.parley.chat;

/** Somebody who chats or has chatted. Another one than an earlier owner of the same name. */
public record Person(PersonId id, Name name) {}
