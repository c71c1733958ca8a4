package dev.parley.store;

import dev.parley.chat.PersonId;
import dev.parley.chat.RoomName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "room_member")
@IdClass(RoomMemberRow.Key.class)
class RoomMemberRow {
    @Id
    private String room;

    @Id
    @Column(name = "person_id")
    private long personId;

    @SuppressWarnings("UnusedVariable") // queries read it
    private long since;

    @SuppressWarnings("NullAway.Init") // filled by the provider
    RoomMemberRow() {}

    RoomMemberRow(RoomName room, PersonId person, Instant since) {
        this.room = room.text();
        personId = person.value();
        this.since = since.toEpochMilli();
    }

    /** As Jakarta Persistence 3.1, section 2.4, wants it. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private String room;
        private long personId;

        @SuppressWarnings("NullAway.Init") // filled by the provider
        public Key() {}

        Key(RoomName room, PersonId person) {
            this.room = room.text();
            personId = person.value();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && personId == key.personId && room.equals(key.room);
        }

        @Override
        public int hashCode() {
            return Objects.hash(room, personId);
        }
    }
}
