package dev.parley.store;

import dev.parley.chat.Changes;
import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.MessageKind;
import dev.parley.chat.Name;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import dev.parley.chat.RoomName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "message")
class MessageRow {
    @Id
    private long id;

    @Enumerated(EnumType.STRING)
    private MessageKind kind;

    @Column(name = "author_id")
    private long authorId;

    @Column(name = "author_name")
    private String authorName;

    @Column(name = "author_key")
    private String authorKey;

    private @Nullable String room;

    @Column(name = "recipient_id")
    private @Nullable Long recipientId;

    @Column(name = "recipient_name")
    private @Nullable String recipientName;

    @Column(name = "recipient_key")
    private @Nullable String recipientKey;

    private String text;

    private long at;

    private @Nullable String uuid;

    @Column(name = "about_id")
    private @Nullable Long aboutId;

    /** Whether its author was told by another transaction than its own that it is stored. */
    @SuppressWarnings("UnusedVariable") // queries read it
    private boolean resent;

    @SuppressWarnings("NullAway.Init") // filled by the provider
    MessageRow() {}

    MessageRow(long id, Draft draft) {
        this.id = id;
        kind = draft.kind();
        authorId = draft.author().id().value();
        authorName = draft.author().name().text();
        authorKey = draft.author().name().key();
        RoomName said = draft.room();
        room = said == null ? null : said.text();
        Person recipient = draft.recipient();
        if (recipient != null) {
            recipientId = recipient.id().value();
            recipientName = recipient.name().text();
            recipientKey = recipient.name().key();
        }
        text = draft.text();
        at = draft.at().toEpochMilli();
        UUID given = draft.uuid();
        uuid = given == null ? null : given.toString();
        aboutId = draft.about();
    }

    long id() {
        return id;
    }

    /** The id of the message that this edits, or its own. */
    long edited() {
        return kind == MessageKind.EDIT && aboutId != null ? aboutId : id;
    }

    String text() {
        return text;
    }

    /** As it was said: {@link PresentState} knows what has been done to it since, and {@link MessageFiles} its files. */
    Message toMessage() {
        return new Message(
                id,
                kind,
                new Person(new PersonId(authorId), new Name(authorName)),
                room == null ? null : new RoomName(room),
                recipientId == null || recipientName == null
                        ? null
                        : new Person(new PersonId(recipientId), new Name(recipientName)),
                text,
                Instant.ofEpochMilli(at),
                uuid == null ? null : UUID.fromString(uuid),
                aboutId,
                Changes.NONE,
                List.of());
    }
}
