package dev.parley.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A secret that the servers of one database share. */
@Entity
@Table(name = "secret")
class SecretRow {
    @Id
    private String name;

    private String content;

    @SuppressWarnings("NullAway.Init") // filled by the provider
    SecretRow() {}

    /** @param content in Base64 */
    SecretRow(String name, String content) {
        this.name = name;
        this.content = content;
    }

    String content() {
        return content;
    }
}
