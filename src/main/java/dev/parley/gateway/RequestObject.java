package dev.parley.gateway;

import dev.parley.socket.Args;
import dev.parley.socket.ArgumentException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The object of one request. A property that is null counts as absent, and an object without any may be left out. */
final class RequestObject {
    private final Map<String, @Nullable Object> properties;

    private RequestObject(Map<String, @Nullable Object> properties) {
        this.properties = properties;
    }

    /** @throws ArgumentException if it is no object */
    static RequestObject of(Args args) {
        return new RequestObject(args.size() == 0 ? Map.of() : args.object(0));
    }

    /** @throws ArgumentException if it is absent or no string */
    String string(String name) {
        String value = optionalString(name);
        if (value == null) {
            throw new ArgumentException(name + " is missing: a string");
        }
        return value;
    }

    /** @throws ArgumentException if it is there and no string */
    @Nullable
    String optionalString(String name) {
        Object value = properties.get(name);
        if (value != null && !(value instanceof String)) {
            throw new ArgumentException(name + " must be a string");
        }
        return (String) value;
    }

    /** @throws ArgumentException says what is allowed */
    PageRequest page() {
        try {
            return PageRequest.of(
                    whole("before", PageRequest.ALLOWED_IDS),
                    whole("after", PageRequest.ALLOWED_IDS),
                    whole("limit", PageRequest.ALLOWED_LIMITS));
        } catch (IllegalArgumentException e) {
            throw new ArgumentException(Objects.requireNonNull(e.getMessage()));
        }
    }

    private @Nullable Long whole(String name, String allowed) {
        Object value = properties.get(name);
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        throw new IllegalArgumentException(name + " must be " + allowed);
    }
}
