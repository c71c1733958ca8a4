package dev.parley.store;

import dev.parley.chat.Draft;
import dev.parley.chat.Message;
import dev.parley.chat.PersonId;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which messages of a transaction are stored already, or come twice in it. Only while it holds the lock of the head. */
final class SentBefore {
    /** Parameters of one query. */
    private static final int AT_ONCE = 500;

    private record Sent(PersonId author, UUID uuid) {}

    private final Map<Sent, Message> messages = new HashMap<>();

    static SentBefore among(EntityManager entities, List<Draft> drafts) {
        SentBefore before = new SentBefore();
        Set<Sent> sent = drafts.stream().flatMap(draft -> of(draft).stream()).collect(Collectors.toSet());
        List<String> uuids = sent.stream().map(one -> one.uuid().toString()).toList();
        for (int from = 0; from < uuids.size(); from += AT_ONCE) {
            List<Message> again = entities.createQuery(
                            "select m from MessageRow m where m.uuid in :uuids", MessageRow.class)
                    .setParameter("uuids", uuids.subList(from, Math.min(from + AT_ONCE, uuids.size())))
                    .getResultStream()
                    .map(MessageRow::toMessage)
                    .filter(message -> sent.contains(of(message)))
                    .toList();
            MessageFiles.of(entities, again).forEach(message -> before.keep(entities, message));
        }
        return before;
    }

    private static Optional<Sent> of(Draft draft) {
        return Optional.ofNullable(draft.uuid())
                .map(uuid -> new Sent(draft.author().id(), uuid));
    }

    private static Sent of(Message message) {
        return new Sent(message.author().id(), Objects.requireNonNull(message.uuid()));
    }

    /** It is acknowledged now, unless the server that was not told of its commit has removed it just before. */
    private void keep(EntityManager entities, Message message) {
        int kept = entities.createQuery("update MessageRow m set m.resent = true where m.id = :id")
                .setParameter("id", message.id())
                .executeUpdate();
        if (kept > 0) {
            messages.put(of(message), message);
        }
    }

    @Nullable
    Message find(Draft draft) {
        return of(draft).map(messages::get).orElse(null);
    }

    /** @return the message */
    Message add(Draft draft, Message message) {
        of(draft).ifPresent(sent -> messages.put(sent, message));
        return message;
    }
}
