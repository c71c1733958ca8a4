package dev.parley.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection has become somebody's.
 *
 * @param key by which the same person can come again; null where none was wanted
 * @param notice that this person has come, as it was stored; empty if the person was here already
 */
public record Joined(Person me, @Nullable String key, Optional<Message> notice) {}
