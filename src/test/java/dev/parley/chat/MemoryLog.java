package dev.parley.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A log of which a test says when it stores, and whether it can. */
public final class MemoryLog implements MessageLog, ReadMarks, MessageIndex {
    private record Waiting(Draft draft, CompletableFuture<Receipt> stored) {}

    private final List<Message> messages = new ArrayList<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<Mark, Long> marks = new HashMap<>();
    private final MemoryRooms rooms;
    /** Of its messages. */
    public final MemoryFiles files = new MemoryFiles();

    private boolean held;
    private LogUnavailableException.@Nullable Reason failure;

    /** @param rooms whose messages are in it */
    public MemoryLog(MemoryRooms rooms) {
        this.rooms = rooms;
    }

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

    /** Stores the message that has waited longest, of which everybody but its author's chat can read. @return tells the chat */
    public Runnable storeNextUntold() {
        Waiting next = waiting.remove();
        CompletableFuture<Receipt> stored = new CompletableFuture<>();
        settle(next.draft, stored);
        return () -> next.stored.complete(stored.join());
    }

    /** What is stored, as the classic protocol's readers would remember it. */
    public List<String> stored() {
        return messages.stream()
                .map(m -> m.kind() + " " + m.author().name() + (m.text().isEmpty() ? "" : " " + m.text()))
                .toList();
    }

    @Override
    public CompletionStage<Receipt> append(Draft draft) {
        CompletableFuture<Receipt> stored = new CompletableFuture<>();
        if (held) {
            waiting.add(new Waiting(draft, stored));
        } else {
            settle(draft, stored);
        }
        return stored;
    }

    @Override
    public Optional<Message> find(PersonId author, UUID uuid) {
        check();
        return messages.stream()
                .filter(m -> m.author().id().equals(author) && Objects.equals(m.uuid(), uuid))
                .findFirst();
    }

    @Override
    public Optional<Message> find(long id) {
        check();
        return messages.stream().filter(m -> m.id() == id).findFirst().map(this::now);
    }

    private Message now(Message said) {
        Message now = said;
        for (Message change : messages) {
            if (change.kind().isChange() && Objects.equals(change.about(), said.id())) {
                now = now.after(change);
            }
        }
        return now;
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

    @Override
    public Found find(Wanted wanted) {
        check();
        List<Message> found = messages.stream()
                .filter(m -> m.id() < wanted.query().before() && wanted.admits(m))
                .sorted(Comparator.comparing(Message::id).reversed())
                .toList();
        int limit = wanted.query().limit();
        return found.size() > limit
                ? new Found(
                        found.subList(0, limit),
                        OptionalLong.of(found.get(limit - 1).id()))
                : new Found(found, OptionalLong.empty());
    }

    @Override
    public void write(Map<Mark, Long> upTo) {
        check();
        upTo.forEach((mark, id) -> marks.merge(mark, id, Math::max));
    }

    @Override
    public List<Standing> of(PersonId person, int max) {
        check();
        Map<Conversation, List<Message>> all = new LinkedHashMap<>();
        all.put(new Conversation.Room(RoomName.LOBBY), new ArrayList<>());
        rooms.of(person).forEach(room -> all.put(new Conversation.Room(room.name()), new ArrayList<>()));
        for (Message message : messages) {
            conversation(person, message)
                    .filter(c -> c instanceof Conversation.Direct || all.containsKey(c))
                    .ifPresent(
                            c -> all.computeIfAbsent(c, k -> new ArrayList<>()).add(message));
        }
        return all.entrySet().stream()
                .map(entry -> standing(person, entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Standing s) -> s.conversation() instanceof Conversation.Direct)
                        .thenComparing(Standing::last, Comparator.reverseOrder()))
                .limit(max + 1L + rooms.of(person).size())
                .toList();
    }

    private static Optional<Conversation> conversation(PersonId me, Message message) {
        Person recipient = message.recipient();
        if (recipient == null) {
            return Optional.of(new Conversation.Room(Objects.requireNonNull(message.room())));
        }
        if (message.author().id().equals(me)) {
            return Optional.of(new Conversation.Direct(recipient.name()));
        }
        return recipient.id().equals(me)
                ? Optional.of(new Conversation.Direct(message.author().name()))
                : Optional.empty();
    }

    private Standing standing(PersonId me, Conversation conversation, List<Message> in) {
        long last = in.isEmpty() ? 0 : in.get(in.size() - 1).id();
        Mark mark = new Mark(me, conversation.key());
        if (conversation instanceof Conversation.Room) {
            marks.putIfAbsent(mark, last);
        }
        long read = marks.getOrDefault(mark, 0L);
        long unread = in.stream()
                .filter(m ->
                        m.id() > read && !m.author().id().equals(me) && m.kind().isSaid())
                .count();
        return new Standing(conversation, last, read, (int) unread);
    }

    private static boolean isBetween(Person one, Person another, PersonId me, Name other) {
        return one.id().equals(me) && another.name().key().equals(other.key());
    }

    private void settle(Draft draft, CompletableFuture<Receipt> stored) {
        if (failure != null) {
            stored.completeExceptionally(new LogUnavailableException(failure, "as the test says", null));
        } else {
            Optional<Message> before = Optional.ofNullable(draft.uuid())
                    .flatMap(uuid -> find(draft.author().id(), uuid));
            long id = messages.size() + 1L;
            Optional<Message> message = before.or(() -> files.share(draft, id).map(shared -> draft.stored(id, shared)));
            if (message.isEmpty()) {
                stored.completeExceptionally(new UnknownFileException());
                return;
            }
            if (before.isEmpty()) {
                messages.add(message.get());
            }
            stored.complete(new Receipt(message.get(), before.isEmpty()));
        }
    }

    private void check() {
        if (failure != null) {
            throw new LogUnavailableException(failure, "as the test says", null);
        }
    }

    private Page page(Predicate<Message> of, Cursor cursor, int limit) {
        check();
        Stream<Message> all = messages.stream().filter(of);
        if (cursor instanceof Cursor.After after) {
            List<Message> rest =
                    all.filter(m -> m.id() > after.id()).map(this::now).toList();
            return new Page(rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
        }
        long end = cursor instanceof Cursor.Before before ? before.id() : Long.MAX_VALUE;
        List<Message> rest = all.filter(m -> m.id() < end && !m.kind().isChange())
                .map(this::now)
                .toList();
        int from = Math.max(0, rest.size() - limit);
        return new Page(rest.subList(from, rest.size()), from > 0);
    }
}
