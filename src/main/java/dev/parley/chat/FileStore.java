package dev.parley.chat;

import java.time.Instant;
import java.util.Optional;

/**
 * Port: keeps files. One is of its owner alone until {@link MessageLog#append} makes it one of a message, together with that; with
 * the message it goes. Its methods block: for threads that may wait for the database. Each throws {@link LogUnavailableException}
 * if it cannot be done now.
 */
public interface FileStore {
    /** Bytes of one part, at most. */
    int MAX_PART = 256 * 1024;

    /** Bytes of one part, at least, unless it is the last: so a file has no more parts than its size makes sensible. */
    int MIN_PART = 16 * 1024;

    /**
     * A file that is of a message.
     *
     * @param message its id
     * @param parts from 0 on
     */
    record Kept(SharedFile file, long message, int parts) {}

    /** Room for a file is kept from now on. @return its id, or {@code TOO_MANY_UPLOADS} or {@code FILES_FULL} */
    Outcome<Long> begin(PersonId owner, FileOffer offer);

    /**
     * The next part of a file.
     *
     * @param bytes {@link #MAX_PART} at most, and not empty
     * @return how many bytes are still to come; {@code UNKNOWN_FILE} if the owner is sending no such file, or
     *     {@code FILE_PART} if the part is too small, or larger than the rest
     */
    Outcome<Long> add(PersonId owner, long file, byte[] bytes);

    /** Forgets a file that is of no message; nothing if there is none. */
    void cancel(PersonId owner, long file);

    /** A file that is of a message. */
    Optional<Kept> find(long file);

    /** The bytes of a part; nothing if the file has gone. */
    Optional<byte[]> part(long file, int index);

    /** Forgets files that are of no message and of which the last part came before then. */
    void removeUnsaid(Instant before);
}
