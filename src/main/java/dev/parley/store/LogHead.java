package dev.parley.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that has the id of the last message; see the migration. */
@Entity
@Table(name = "log_head")
class LogHead {
    @Id
    private int id;

    @Column(name = "last_id")
    private long lastId;

    LogHead() {}
}
