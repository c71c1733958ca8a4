package dev.parley.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "file_part")
@IdClass(FilePartRow.Key.class)
class FilePartRow {
    @Id
    @Column(name = "file_id")
    private long fileId;

    /** From 0 on. */
    @Id
    private int part;

    private byte[] content;

    @SuppressWarnings("NullAway.Init") // filled by the provider
    FilePartRow() {}

    /** @param content not changed any more */
    FilePartRow(long fileId, int part, byte[] content) {
        this.fileId = fileId;
        this.part = part;
        this.content = content;
    }

    byte[] content() {
        return content;
    }

    /** As Jakarta Persistence 3.1, section 2.4, wants it. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private long fileId;
        private int part;

        public Key() {}

        Key(long fileId, int part) {
            this.fileId = fileId;
            this.part = part;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && fileId == key.fileId && part == key.part;
        }

        @Override
        public int hashCode() {
            return Objects.hash(fileId, part);
        }
    }
}
