package dev.parley.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How far people have read. Marks move often and matter little, so that all that have gathered are stored together, one
 * transaction after the other; those of the last moment may be lost with the server. In the chat's lane.
 */
final class Reading {
    private static final int MAX_CONVERSATIONS = 100;

    private final ReadMarks marks;
    private final Journal journal;
    private final int max;
    private final Map<ReadMarks.Mark, Long> gathered = new HashMap<>();
    private boolean writing;

    /** @param max marks that may wait to be stored */
    Reading(ReadMarks marks, Journal journal, int max) {
        this.marks = marks;
        this.journal = journal;
        this.max = max;
    }

    /** @return false if too much waits */
    boolean read(Person person, Conversation conversation, long upTo) {
        ReadMarks.Mark mark = new ReadMarks.Mark(person.id(), conversation.key());
        if (gathered.size() >= max && !gathered.containsKey(mark)) {
            return false;
        }
        gathered.merge(mark, upTo, Math::max);
        write();
        return true;
    }

    void standings(Person person, Consumer<Outcome<List<Standing>>> then) {
        Map<ReadMarks.Mark, Long> own = new HashMap<>(gathered);
        own.keySet().removeIf(mark -> !mark.person().equals(person.id()));
        journal.ask(
                () -> {
                    marks.write(own);
                    return marks.of(person.id(), MAX_CONVERSATIONS);
                },
                then);
    }

    /** What could not be stored waits for the next mark. */
    private void write() {
        if (writing || gathered.isEmpty()) {
            return;
        }
        writing = true;
        Map<ReadMarks.Mark, Long> batch = Map.copyOf(gathered);
        journal.ask(
                () -> {
                    marks.write(batch);
                    return batch;
                },
                written -> {
                    writing = false;
                    if (written instanceof Outcome.Done<?>) {
                        batch.forEach(gathered::remove); // unless it has moved on
                        write();
                    }
                });
    }
}
