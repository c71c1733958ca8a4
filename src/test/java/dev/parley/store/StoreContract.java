package dev.parley.store;

import static dev.parley.store.OpenedStore.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Cursor;
import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.Page;
import dev.parley.chat.Person;
import dev.parley.chat.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A store on an empty database, which an extension gives: what its contracts have in common. */
@Timeout(120)
abstract class StoreContract {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

    DataSource database;
    ObservedDataSource source;
    OpenedStore opened;

    @BeforeEach
    void openStore(DataSource empty) {
        database = empty;
        source = new ObservedDataSource(database);
        open();
    }

    final void open() {
        opened = new OpenedStore(source);
    }

    @AfterEach
    void closeStore() {
        opened.close();
        assertThat(source.open).as("connections left open").hasValue(0);
    }

    final void reopen(int maxQueued, Duration timeout) {
        opened.close();
        opened = new OpenedStore(source, maxQueued, timeout);
    }

    final Page lobby(Cursor cursor, int limit) {
        return opened.log.room(RoomName.LOBBY, cursor, limit);
    }

    final List<String> texts(Page page) {
        return page.messages().stream().map(Message::text).toList();
    }

    final Message whisper(Person from, Person to, String text) throws Exception {
        return stored(opened.append(Draft.whisper(from, to, text, NOON)));
    }
}
