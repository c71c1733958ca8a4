package dev.parley.chat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a reader looks for among those that this reader may read.
 *
 * @param rooms beside the lobby that the reader may read
 * @param words of the query's text, each once
 */
public record Wanted(SearchQuery query, PersonId reader, Set<RoomName> rooms, List<Word> words) {

    /** Whether a message, as it is now, is one of them. */
    public boolean admits(Message message) {
        return message.kind().isSaid()
                && !message.changes().deleted()
                && isReadable(message)
                && (query.author() == null || hasKey(message.author(), query.author()))
                && isIn(query.place(), message)
                && isWithin(message.at())
                && hasWords(message.text());
    }

    private boolean isReadable(Message message) {
        RoomName room = message.room();
        return room == null ? isOwn(message) : room.isLobby() || rooms.contains(room);
    }

    private boolean isOwn(Message message) {
        return isReader(message.author()) || isReader(message.recipient());
    }

    private boolean isReader(@Nullable Person person) {
        return person != null && person.id().equals(reader);
    }

    private boolean isIn(@Nullable Conversation place, Message message) {
        if (place == null) {
            return true;
        }
        if (place instanceof Conversation.Room room) {
            return room.name().equals(message.room());
        }
        if (place instanceof Conversation.Direct direct) {
            Person recipient = message.recipient();
            return recipient != null
                    && ((isReader(message.author()) && hasKey(recipient, direct.with()))
                            || (isReader(recipient) && hasKey(message.author(), direct.with())));
        }
        throw new AssertionError(place);
    }

    private static boolean hasKey(Person person, Name name) {
        return person.name().key().equals(name.key());
    }

    private boolean isWithin(Instant at) {
        Instant from = query.from();
        Instant to = query.to();
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    private boolean hasWords(String text) {
        if (words.isEmpty()) {
            return true;
        }
        List<Word> there = Word.of(text);
        return words.stream().allMatch(word -> word.isFoundIn(there));
    }
}
