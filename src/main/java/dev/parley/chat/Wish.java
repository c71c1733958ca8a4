package dev.parley.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection wants to be.
 *
 * @param token that a guest shows
 * @param shown who the guest has proved to be by it
 */
record Wish(Name name, Kind kind, @Nullable String token, Optional<PersonId> shown) {
    enum Kind {
        /** Somebody who cannot come again. */
        PASSING,
        GUEST,
        /** Somebody whom the server has authenticated. */
        ACCOUNT
    }

    Wish(Name name, Kind kind, @Nullable String token) {
        this(name, kind, token, Optional.empty());
    }

    Wish proved(Optional<PersonId> id) {
        return new Wish(name, kind, token, id);
    }
}
