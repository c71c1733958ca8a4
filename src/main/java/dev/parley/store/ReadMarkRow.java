package dev.parley.store;

import dev.parley.chat.ReadMarks;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "read_mark")
@IdClass(ReadMarkRow.Key.class)
class ReadMarkRow {
    @Id
    @Column(name = "person_id")
    private long personId;

    @Id
    private String conversation;

    @Column(name = "read_id")
    private long readId;

    @SuppressWarnings("NullAway.Init") // filled by the provider
    ReadMarkRow() {}

    ReadMarkRow(ReadMarks.Mark mark, long readId) {
        this.personId = mark.person().value();
        this.conversation = mark.conversation();
        this.readId = readId;
    }

    String conversation() {
        return conversation;
    }

    long readId() {
        return readId;
    }

    /** As Jakarta Persistence 3.1, section 2.4, wants it. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private long personId;
        private String conversation;

        @SuppressWarnings("NullAway.Init") // filled by the provider
        public Key() {}

        Key(ReadMarks.Mark mark) {
            personId = mark.person().value();
            conversation = mark.conversation();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && personId == key.personId && conversation.equals(key.conversation);
        }

        @Override
        public int hashCode() {
            return Objects.hash(personId, conversation);
        }
    }
}
