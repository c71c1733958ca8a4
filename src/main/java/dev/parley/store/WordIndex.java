package dev.parley.store;

import dev.parley.chat.Word;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The table of words, in plain SQL that H2 and PostgreSQL both have: an entity for each word of each message would cost more than
 * the messages do. Everything happens in the transaction of its caller.
 */
final class WordIndex {
    /** Keys of one message; what follows in a longer text is not found. */
    static final int MAX_KEYS = 256;

    /** In one statement; an array of H2 has 65,536 at most. */
    private static final int AT_ONCE = 10_000;

    private static final String GIVEN = "unnest(cast(? as bytea array), cast(? as bigint array))";
    private static final String ADD =
            "insert into message_word (word, message_id) select distinct g.word, g.message_id from "
                    + GIVEN
                    + " as g(word, message_id) where not exists"
                    + " (select 1 from message_word w where w.word = g.word and w.message_id = g.message_id)";
    private static final String REMOVE = "delete from message_word where word = ? and message_id = ?";

    /** In the order of the primary key, so that no database thinks of reading anything else. */
    static final String FIND = "select message_id from message_word where word >= ? and word < ? and message_id > ?"
            + " and message_id < ? order by word, message_id fetch first ? rows only";

    private WordIndex() {}

    /** The id up to which messages have their words; some of the others may. */
    static long head(EntityManager entities) {
        return ((Number) entities.createNativeQuery("select message_id from word_head")
                        .getSingleResult())
                .longValue();
    }

    /** Until the transaction ends no other one moves it. */
    static void lockHead(EntityManager entities) {
        entities.createNativeQuery("update word_head set message_id = message_id")
                .executeUpdate();
    }

    static void setHead(EntityManager entities, long id) {
        entities.createNativeQuery("update word_head set message_id = ?")
                .setParameter(1, id)
                .executeUpdate();
    }

    /** Adds the words of messages, those of an edit to the message that it edits; those that are there stay. */
    static void add(EntityManager entities, List<MessageRow> messages) {
        List<byte[]> words = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        messages.forEach(message -> keys(message.text()).forEach(key -> {
            words.add(key);
            ids.add(message.edited());
        }));
        if (words.isEmpty()) {
            return;
        }
        Connection connection = entities.unwrap(Connection.class);
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (int from = 0; from < words.size(); from += AT_ONCE) {
                int to = Math.min(from + AT_ONCE, words.size());
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "bytea", words.subList(from, to).toArray(byte[][]::new)));
                statement.setArray(
                        2,
                        connection.createArrayOf("bigint", ids.subList(from, to).toArray(Long[]::new)));
                statement.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The words of messages cannot be stored", e);
        }
    }

    /** Removes the words of a message with this text. */
    static void remove(EntityManager entities, long id, String text) {
        try (PreparedStatement statement = entities.unwrap(Connection.class).prepareStatement(REMOVE)) {
            for (byte[] key : keys(text)) {
                statement.setBytes(1, key);
                statement.setLong(2, id);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("The words of a message cannot be removed", e);
        }
    }

    private static Set<byte[]> keys(String text) {
        Set<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
        for (Word word : Word.of(text)) {
            for (byte[] key : word.keys()) {
                if (keys.size() == MAX_KEYS) {
                    return keys;
                }
                keys.add(key);
            }
        }
        return keys;
    }

    /**
     * The messages between two ids, both not among them, in which a word begins like this.
     *
     * @return null if they are more than so many
     */
    static @Nullable NavigableSet<Long> find(
            EntityManager entities, byte[] beginning, long after, long before, int most) {
        try (PreparedStatement statement = entities.unwrap(Connection.class).prepareStatement(FIND)) {
            statement.setBytes(1, beginning);
            statement.setBytes(2, behind(beginning));
            statement.setLong(3, after);
            statement.setLong(4, before);
            statement.setInt(5, most + 1);
            NavigableSet<Long> ids = new TreeSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                int count = 0;
                while (rows.next()) {
                    count++;
                    ids.add(rows.getLong(1));
                }
                return count > most ? null : ids;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The words of messages cannot be read", e);
        }
    }

    /** The first that is greater than all that begin so; in UTF-8 no byte is the greatest one. */
    static byte[] behind(byte[] beginning) {
        byte[] end = beginning.clone();
        end[end.length - 1]++;
        return end;
    }
}
