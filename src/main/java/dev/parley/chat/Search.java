package dev.parley.chat;

import dev.parley.settings.ChatSettings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds what was said, among what somebody may read: the lobby, public rooms, private ones as a member, and the own private
 * messages. A few searches run at once, as each may take longer than other questions to the database; a few more wait.
 * Threads: as {@link Chat}.
 */
public final class Search {
    /** Characters (code points) of what is looked for. */
    public static final int MAX_TEXT = 200;

    /** Different words of it. */
    public static final int MAX_WORDS = 10;

    /** Messages of one page, at most. */
    public static final int MAX_PAGE = 50;

    /** Messages of a page for somebody who does not say how many. */
    public static final int USUAL_PAGE = 20;

    private static final int MAX_WAITING = 100;

    private final Storage kept;
    private final Commands commands;
    private final Journal journal;
    private final int maxAtOnce;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Search(ChatSettings.Search settings, Storage kept, Commands commands, Journal journal) {
        this.kept = kept;
        this.commands = commands;
        this.journal = journal;
        maxAtOnce = settings.maxAtOnce();
    }

    /** The newest messages that this person may read and of which all holds that is asked for. */
    public void find(Visitor visitor, SearchQuery query, Consumer<Outcome<Found>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            if (query.text().codePointCount(0, query.text().length()) > MAX_TEXT) {
                then.accept(Outcome.refused(Refusal.SEARCH_TOO_LONG));
                return;
            }
            List<Word> words = Word.of(query.text()).stream().distinct().toList();
            if (words.size() > MAX_WORDS) {
                then.accept(Outcome.refused(Refusal.SEARCH_TOO_LONG));
            } else if (words.isEmpty() && (!query.text().isBlank() || !query.isNarrowed())) {
                then.accept(Outcome.refused(Refusal.SEARCH_EMPTY));
            } else {
                run(me.person().id(), query, words, then);
            }
        });
    }

    private void run(PersonId reader, SearchQuery query, List<Word> words, Consumer<Outcome<Found>> then) {
        if (running < maxAtOnce) {
            begin(reader, query, words, then);
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(() -> begin(reader, query, words, then));
        } else {
            then.accept(Outcome.refused(Refusal.BUSY));
        }
    }

    private void begin(PersonId reader, SearchQuery query, List<Word> words, Consumer<Outcome<Found>> then) {
        running++;
        journal.read(() -> find(reader, query, words), found -> {
            running--;
            Runnable next = waiting.poll();
            if (next != null) {
                next.run();
            }
            then.accept(found.flatMap(Rooms::known));
        });
    }

    /** Blocks. @return nothing if it is asked for a room that is for others */
    private Optional<Found> find(PersonId reader, SearchQuery query, List<Word> words) {
        Set<RoomName> rooms = kept.rooms().readable(reader);
        if (query.place() instanceof Conversation.Room room && !room.name().isLobby() && !rooms.contains(room.name())) {
            return Optional.empty();
        }
        return Optional.of(kept.index().find(new Wanted(query, reader, rooms, words)));
    }
}
