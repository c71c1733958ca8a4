package dev.parley.gateway;

import dev.parley.chat.Conversation;
import dev.parley.chat.Name;
import dev.parley.chat.RoomName;
import dev.parley.chat.SharedFile;
import dev.parley.socket.Args;
import dev.parley.socket.ArgumentException;
import dev.parley.wire.engineio.Bytes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The object of one request. A property that is null counts as absent, and an object without any may be left out. */
final class RequestObject {
    private static final Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

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

    /** @throws ArgumentException if it is there and not as RFC 9562, section 4, writes a UUID */
    @Nullable
    UUID optionalUuid(String name) {
        String value = optionalString(name);
        if (value != null && !UUID_TEXT.matcher(value).matches()) {
            throw new ArgumentException(name + " must be a UUID, such as 123e4567-e89b-42d3-a456-426614174000");
        }
        return value == null ? null : UUID.fromString(value);
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

    /** @throws ArgumentException if it is absent or no id of a message */
    long id(String name) {
        return optionalId(name).orElseThrow(() -> new ArgumentException(name + " must be " + PageRequest.ALLOWED_IDS));
    }

    /** @throws ArgumentException if it is there and no id of a message */
    Optional<Long> optionalId(String name) {
        try {
            return Optional.ofNullable(whole(name, PageRequest.ALLOWED_IDS)).map(id -> PageRequest.id(name, id));
        } catch (IllegalArgumentException e) {
            throw new ArgumentException(Objects.requireNonNull(e.getMessage()));
        }
    }

    /** @throws ArgumentException if it is there and no whole number from 1 to {@code most} */
    int limit(int usual, int most) {
        String allowed = "a whole number from 1 to " + most;
        try {
            Long limit = whole("limit", allowed);
            if (limit == null) {
                return usual;
            }
            if (limit >= 1 && limit <= most) {
                return limit.intValue();
            }
        } catch (IllegalArgumentException e) {
            throw new ArgumentException(Objects.requireNonNull(e.getMessage()));
        }
        throw new ArgumentException("limit must be " + allowed);
    }

    /** @throws ArgumentException if it is there and no moment of the years from 1970 to 9999, as ISO 8601 writes it with its zone */
    Optional<Instant> optionalMoment(String name) {
        String value = optionalString(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            Instant moment = OffsetDateTime.parse(value).toInstant();
            if (!moment.isBefore(Instant.EPOCH) && moment.isBefore(END_OF_TIME)) {
                return Optional.of(moment);
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw new ArgumentException(name + " must be a moment, such as 2026-01-31T00:00:00Z");
    }

    /** @throws ArgumentException if it is there and cannot be the name of a person */
    Optional<Name> optionalName(String name) {
        String value = optionalString(name);
        Optional<Name> parsed = value == null ? Optional.empty() : Name.parse(value);
        if (value != null && parsed.isEmpty()) {
            throw new ArgumentException(name + " must be the name of a person");
        }
        return parsed;
    }

    /** @throws ArgumentException if it is absent or cannot be the name of a room */
    RoomName room(String name) {
        return RoomName.parse(string(name))
                .orElseThrow(() -> new ArgumentException(name + " must be the name of a room"));
    }

    /** @throws ArgumentException if it is there and cannot be the name of a room */
    Optional<RoomName> optionalRoom(String name) {
        return optionalString(name) == null ? Optional.empty() : Optional.of(room(name));
    }

    /** @throws ArgumentException if it is there and neither true nor false */
    boolean flag(String name) {
        Object value = properties.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw new ArgumentException(name + " must be true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    /** @throws ArgumentException if it is absent or no conversation */
    Conversation conversation(String name) {
        return Conversation.parse(string(name))
                .orElseThrow(() -> new ArgumentException(name + " must be the name of a room, or @ and a name"));
    }

    /**
     * The conversation of {@code with}, a person, or of {@code room}; the lobby if neither is there.
     *
     * @throws ArgumentException if both are, or one is no name
     */
    Conversation place() {
        Optional<Name> with = optionalName("with");
        Optional<RoomName> room = optionalRoom("room");
        if (with.isEmpty()) {
            return new Conversation.Room(room.orElse(RoomName.LOBBY));
        }
        if (room.isPresent()) {
            throw new ArgumentException("one of with and room is allowed, not both");
        }
        return new Conversation.Direct(with.get());
    }

    /** @throws ArgumentException if it is absent or no number of bytes */
    long size(String name) {
        Object value = properties.get(name);
        if (value instanceof Long size && size >= 0) {
            return size;
        }
        throw new ArgumentException(name + " must be a number of bytes");
    }

    /** @return 0 if it is absent @throws ArgumentException if it is there and no length of a picture's side */
    int pixels(String name) {
        Object value = properties.get(name);
        if (value == null) {
            return 0;
        }
        if (value instanceof Long pixels && pixels >= 1 && pixels <= SharedFile.Picture.MAX) {
            return pixels.intValue();
        }
        throw new ArgumentException(name + " must be a whole number from 1 to " + SharedFile.Picture.MAX);
    }

    /** @throws ArgumentException if it is absent or not binary */
    Bytes bytes(String name) {
        if (properties.get(name) instanceof Bytes bytes) {
            return bytes;
        }
        throw new ArgumentException(name + " must be binary");
    }

    /** @return nothing if it is absent @throws ArgumentException if it is there and no list of ids */
    List<Long> ids(String name) {
        Object value = properties.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list
                && list.stream()
                        .allMatch(id -> id instanceof Long number && number >= 0 && number <= PageRequest.MAX_ID)) {
            return list.stream().map(Long.class::cast).toList();
        }
        throw new ArgumentException(name + " must be a list of ids");
    }

    private @Nullable Long whole(String name, String allowed) {
        Object value = properties.get(name);
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        throw new IllegalArgumentException(name + " must be " + allowed);
    }
}
