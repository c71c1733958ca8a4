package dev.parley.chat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files in memory, with no limit but those of a part. */
public final class MemoryFiles implements FileStore {
    private static final class Entry {
        private final PersonId owner;
        private final SharedFile file;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long message;

        private Entry(PersonId owner, SharedFile file) {
            this.owner = owner;
            this.file = file;
        }

        private boolean isUnsaidOf(PersonId person) {
            return owner.equals(person) && message == 0;
        }

        private long missing() {
            return file.size() - bytes.size();
        }
    }

    private final Map<Long, Entry> files = new LinkedHashMap<>();
    private Instant sweptBefore = Instant.MIN;

    /** Until when files were to be removed. */
    Instant sweptBefore() {
        return sweptBefore;
    }

    int count() {
        return files.size();
    }

    @Override
    public Outcome<Long> begin(PersonId owner, FileOffer offer) {
        long id = files.size() + 1L;
        files.put(id, new Entry(owner, new SharedFile(id, offer.name(), offer.type(), offer.size(), offer.picture())));
        return new Outcome.Done<>(id);
    }

    @Override
    public Outcome<Long> add(PersonId owner, long file, byte[] bytes) {
        Entry entry = files.get(file);
        if (entry == null || !entry.isUnsaidOf(owner)) {
            return Outcome.refused(Refusal.UNKNOWN_FILE);
        }
        if (bytes.length > entry.missing()) {
            return Outcome.refused(Refusal.FILE_PART);
        }
        entry.bytes.writeBytes(bytes);
        return new Outcome.Done<>(entry.missing());
    }

    @Override
    public void cancel(PersonId owner, long file) {
        files.entrySet()
                .removeIf(entry -> entry.getKey() == file && entry.getValue().isUnsaidOf(owner));
    }

    @Override
    public Optional<Kept> find(long file) {
        return Optional.ofNullable(files.get(file))
                .filter(entry -> entry.message != 0)
                .map(entry -> new Kept(entry.file, entry.message, 1));
    }

    @Override
    public Optional<byte[]> part(long file, int index) {
        return Optional.ofNullable(files.get(file)).map(entry -> entry.bytes.toByteArray());
    }

    @Override
    public void removeUnsaid(Instant before) {
        sweptBefore = before;
    }

    /** As the store makes them those of a message. */
    Optional<List<SharedFile>> share(Draft draft, long message) {
        List<Entry> shared = new ArrayList<>();
        for (long id : draft.files()) {
            Entry entry = files.get(id);
            if (entry == null || !entry.isUnsaidOf(draft.author().id()) || entry.missing() > 0) {
                return Optional.empty();
            }
            shared.add(entry);
        }
        shared.forEach(entry -> entry.message = message);
        return Optional.of(shared.stream().map(entry -> entry.file).toList());
    }
}
