/**
 * Keeps people and messages in the container's datasource: entities, migrations, and the ports of the chat over them. H2 and
 * PostgreSQL.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.store;
