package dev.parley.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that has the bytes of all files; see the migration. */
@Entity
@Table(name = "file_total")
class FileTotal {
    @Id
    private int id;

    @SuppressWarnings("UnusedVariable") // queries read it
    private long bytes;

    FileTotal() {}

    /** @return false if that would be more than the most, and then nothing is taken */
    static boolean take(EntityManager entities, long more, long most) {
        return entities.createQuery("update FileTotal t set t.bytes = t.bytes + :more where t.bytes <= :room")
                        .setParameter("more", more)
                        .setParameter("room", most - more)
                        .executeUpdate()
                > 0;
    }

    static void give(EntityManager entities, long less) {
        entities.createQuery("update FileTotal t set t.bytes = t.bytes - :less")
                .setParameter("less", less)
                .executeUpdate();
    }
}
