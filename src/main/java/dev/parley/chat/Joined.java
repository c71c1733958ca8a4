package dev.parley.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection has become somebody's.
 *
 * @param token by which a guest can come again; null for those who cannot or who need none
 * @param notice that this person has come, as it was stored; empty if the person was here already
 */
public record Joined(Person me, @Nullable String token, Optional<Message> notice) {}
