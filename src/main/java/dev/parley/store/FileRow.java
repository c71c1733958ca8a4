package dev.parley.store;

import dev.parley.chat.FileOffer;
import dev.parley.chat.FileStore;
import dev.parley.chat.PersonId;
import dev.parley.chat.SharedFile;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file without its bytes. */
@Entity
@Table(name = "shared_file")
class FileRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "file_id")
    @SequenceGenerator(name = "file_id", sequenceName = "file_id", allocationSize = 50)
    private long id;

    @Column(name = "owner_id")
    private long ownerId;

    private String name;

    @Column(name = "media_type")
    private String mediaType;

    private long bytes;

    private int width;

    private int height;

    @Column(name = "stored_bytes")
    private long storedBytes;

    private int parts;

    @Column(name = "touched_at")
    private long touchedAt;

    @Column(name = "message_id")
    private @Nullable Long messageId;

    /** Among the files of its message. */
    @SuppressWarnings("UnusedVariable") // queries read it
    private int place;

    @SuppressWarnings("NullAway.Init") // filled by the provider
    FileRow() {}

    FileRow(PersonId owner, FileOffer offer, Instant at) {
        ownerId = owner.value();
        name = offer.name();
        mediaType = offer.type();
        bytes = offer.size();
        width = offer.picture().width();
        height = offer.picture().height();
        touchedAt = at.toEpochMilli();
    }

    long id() {
        return id;
    }

    long bytes() {
        return bytes;
    }

    /** Bytes that are still to come. */
    long missing() {
        return bytes - storedBytes;
    }

    /** Whether it is that person's and of no message. */
    boolean isUnsaidOf(PersonId person) {
        return ownerId == person.value() && messageId == null;
    }

    /** Whether it is of no message, and its last part came before then. */
    boolean isUnsaidSince(Instant then) {
        return messageId == null && touchedAt < then.toEpochMilli();
    }

    /** @return the next part */
    FilePartRow add(byte[] content, Instant at) {
        FilePartRow part = new FilePartRow(id, parts, content);
        parts++;
        storedBytes += content.length;
        touchedAt = at.toEpochMilli();
        return part;
    }

    void share(long message, int placeInMessage) {
        messageId = message;
        place = placeInMessage;
    }

    long message() {
        return messageId == null ? 0 : messageId;
    }

    SharedFile toFile() {
        return new SharedFile(id, name, mediaType, bytes, new SharedFile.Picture(width, height));
    }

    /** Nothing if it is of no message. */
    Optional<FileStore.Kept> toKept() {
        return messageId == null ? Optional.empty() : Optional.of(new FileStore.Kept(toFile(), messageId, parts));
    }
}
