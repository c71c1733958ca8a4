package dev.parley.store;

import static dev.parley.store.OpenedStore.ANN;

import dev.parley.chat.Conversation;
import dev.parley.chat.Name;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import dev.parley.chat.RoomName;
import dev.parley.chat.SearchQuery;
import dev.parley.chat.Wanted;
import dev.parley.chat.Word;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reader of room {@code attic} wants to find. */
final class IndexQuery {
    private static final Set<RoomName> ROOMS = Set.of(new RoomName("attic"));

    private final String text;
    private @Nullable Name author;
    private @Nullable Conversation place;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private long before = Long.MAX_VALUE;
    private int limit = 50;
    private PersonId reader = ANN.id();

    IndexQuery(String text) {
        this.text = text;
    }

    IndexQuery author(String name) {
        author = new Name(name);
        return this;
    }

    IndexQuery in(Conversation conversation) {
        place = conversation;
        return this;
    }

    IndexQuery from(Instant moment) {
        from = moment;
        return this;
    }

    IndexQuery to(Instant moment) {
        to = moment;
        return this;
    }

    IndexQuery page(long end, int size) {
        before = end;
        limit = size;
        return this;
    }

    IndexQuery by(Person person) {
        reader = person.id();
        return this;
    }

    Wanted wanted() {
        return new Wanted(new SearchQuery(text, author, place, from, to, before, limit), reader, ROOMS, Word.of(text));
    }
}
