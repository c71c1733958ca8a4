package dev.parley.store;

import dev.parley.chat.PersonId;
import dev.parley.chat.Room;
import dev.parley.chat.RoomName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "room")
class RoomRow {
    @Id
    private String name;

    private String topic;

    /** Whether it is private. */
    private boolean closed;

    @Column(name = "founder_id")
    private long founderId;

    @Column(name = "created_at")
    private long createdAt;

    @SuppressWarnings("NullAway.Init") // filled by the provider
    RoomRow() {}

    RoomRow(Room room, PersonId founder, Instant createdAt) {
        name = room.name().text();
        topic = room.topic();
        closed = room.isPrivate();
        founderId = founder.value();
        this.createdAt = createdAt.toEpochMilli();
    }

    void setTopic(String about) {
        topic = about;
    }

    Room toRoom() {
        return new Room(new RoomName(name), topic, closed);
    }
}
