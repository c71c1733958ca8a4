package dev.parley.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A log of which a test says when it stores, and whether it can. */
public final class MemoryLog implements MessageLog {
    private record Waiting(Draft draft, CompletableFuture<Message> stored) {}

    private final List<Message> messages = new ArrayList<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean held;
    private LogUnavailableException.@Nullable Reason failure;

    /** What is appended from now on waits for {@link #storeNext}. */
    public void hold() {
        held = true;
    }

    /** Everything is refused from now on, or nothing. */
    public void fail(LogUnavailableException.@Nullable Reason reason) {
        failure = reason;
    }

    /** Stores what waits, and everything from now on at once. */
    public void release() {
        held = false;
        while (!waiting.isEmpty()) {
            storeNext();
        }
    }

    /** Stores, or refuses, the message that has waited longest. */
    public void storeNext() {
        Waiting next = waiting.remove();
        settle(next.draft, next.stored);
    }

    /** What is stored, as the classic protocol's readers would remember it. */
    public List<String> stored() {
        return messages.stream()
                .map(m -> m.kind() + " " + m.author().name() + (m.text().isEmpty() ? "" : " " + m.text()))
                .toList();
    }

    @Override
    public CompletionStage<Message> append(Draft draft) {
        CompletableFuture<Message> stored = new CompletableFuture<>();
        if (held) {
            waiting.add(new Waiting(draft, stored));
        } else {
            settle(draft, stored);
        }
        return stored;
    }

    @Override
    public Page room(RoomName room, Cursor cursor, int limit) {
        return page(m -> room.equals(m.room()), cursor, limit);
    }

    @Override
    public Page direct(PersonId me, Name other, Cursor cursor, int limit) {
        return page(
                m -> m.recipient() != null
                        && (isBetween(m.author(), m.recipient(), me, other)
                                || isBetween(m.recipient(), m.author(), me, other)),
                cursor,
                limit);
    }

    private static boolean isBetween(Person one, Person another, PersonId me, Name other) {
        return one.id().equals(me) && another.name().key().equals(other.key());
    }

    private void settle(Draft draft, CompletableFuture<Message> stored) {
        if (failure != null) {
            stored.completeExceptionally(new LogUnavailableException(failure, "as the test says", null));
        } else {
            Message message = draft.stored(messages.size() + 1L);
            messages.add(message);
            stored.complete(message);
        }
    }

    private Page page(Predicate<Message> of, Cursor cursor, int limit) {
        if (failure != null) {
            throw new LogUnavailableException(failure, "as the test says", null);
        }
        Stream<Message> all = messages.stream().filter(of);
        if (cursor instanceof Cursor.After after) {
            List<Message> rest = all.filter(m -> m.id() > after.id()).toList();
            return new Page(rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
        }
        long end = cursor instanceof Cursor.Before before ? before.id() : Long.MAX_VALUE;
        List<Message> rest = all.filter(m -> m.id() < end).toList();
        int from = Math.max(0, rest.size() - limit);
        return new Page(rest.subList(from, rest.size()), from > 0);
    }
}
