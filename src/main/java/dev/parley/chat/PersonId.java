package dev.parley.chat;

/** Who a person is, whatever the name. Below 2^53, so that it is a number to JavaScript too. */
public record PersonId(long value) {}
