package dev.parley.store;

import dev.parley.chat.FileOffer;
import dev.parley.chat.FileStore;
import dev.parley.chat.Outcome;
import dev.parley.chat.PersonId;
import dev.parley.chat.Refusal;
import dev.parley.settings.ChatSettings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Limits hold with any number of servers: whoever begins to send a file holds the lock of its owner and then that of the total. */
final class JpaFileStore implements FileStore {
    /** Files that one transaction removes. */
    private static final int AT_ONCE = 20;

    private final Access access;
    private final ChatSettings.Files limits;
    private final InstantSource clock;

    JpaFileStore(Access access, ChatSettings.Files limits, InstantSource clock) {
        this.access = access;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Outcome<Long> begin(PersonId owner, FileOffer offer) {
        return access.transact(entities -> {
            entities.find(PersonRow.class, owner.value(), LockModeType.PESSIMISTIC_WRITE);
            long unsaid = entities.createQuery(
                            "select count(f) from FileRow f where f.ownerId = :owner and f.messageId is null",
                            Long.class)
                    .setParameter("owner", owner.value())
                    .getSingleResult();
            if (unsaid >= limits.maxUnsaid()) {
                return Outcome.refused(Refusal.TOO_MANY_UPLOADS);
            }
            if (!FileTotal.take(entities, offer.size(), limits.maxTotal())) {
                return Outcome.refused(Refusal.FILES_FULL);
            }
            FileRow row = new FileRow(owner, offer, clock.instant());
            entities.persist(row);
            return new Outcome.Done<>(row.id());
        });
    }

    @Override
    public Outcome<Long> add(PersonId owner, long file, byte[] bytes) {
        return access.transact(entities -> {
            FileRow row = unsaid(entities, owner, file).orElse(null);
            if (row == null || row.missing() == 0) {
                return Outcome.refused(Refusal.UNKNOWN_FILE);
            }
            boolean isLast = row.missing() == bytes.length;
            if (bytes.length > row.missing() || (bytes.length < MIN_PART && !isLast)) {
                return Outcome.refused(Refusal.FILE_PART);
            }
            entities.persist(row.add(bytes, clock.instant()));
            return new Outcome.Done<>(row.missing());
        });
    }

    private static Optional<FileRow> unsaid(EntityManager entities, PersonId owner, long file) {
        return Optional.ofNullable(entities.find(FileRow.class, file, LockModeType.PESSIMISTIC_WRITE))
                .filter(row -> row.isUnsaidOf(owner));
    }

    @Override
    public void cancel(PersonId owner, long file) {
        access.transact(entities -> {
            List<FileRow> rows = unsaid(entities, owner, file).stream().toList();
            MessageFiles.remove(entities, rows);
            return rows.size();
        });
    }

    @Override
    public Optional<Kept> find(long file) {
        return access.transact(entities ->
                Optional.ofNullable(entities.find(FileRow.class, file)).flatMap(FileRow::toKept));
    }

    @Override
    public Optional<byte[]> part(long file, int index) {
        return access.transact(
                entities -> Optional.ofNullable(entities.find(FilePartRow.class, new FilePartRow.Key(file, index)))
                        .map(FilePartRow::content));
    }

    /** Looked at once more under its lock, as its owner may have shared it meanwhile. No lock with a limit: H2 has no such query of JPA. */
    @Override
    public void removeUnsaid(Instant before) {
        int found = AT_ONCE;
        while (found == AT_ONCE) {
            found = access.transact(entities -> {
                List<Long> ids = entities.createQuery(
                                "select f.id from FileRow f where f.messageId is null and f.touchedAt < :before",
                                Long.class)
                        .setParameter("before", before.toEpochMilli())
                        .setMaxResults(AT_ONCE)
                        .getResultList();
                List<FileRow> rows = ids.stream()
                        .map(id -> entities.find(FileRow.class, id, LockModeType.PESSIMISTIC_WRITE))
                        .filter(row -> row != null && row.isUnsaidSince(before))
                        .toList();
                MessageFiles.remove(entities, rows);
                return ids.size();
            });
        }
    }
}
