package dev.parley.chat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs of life that matter for a moment: who has left the keyboard, and who is writing. Nothing of it is stored, and what
 * comes too often is dropped without a word. Threads: as {@link Chat}.
 */
public final class Signs {
    private final Commands commands;
    private final Journal journal;
    private final People people;
    private final InstantSource clock;
    private final Duration interval;
    private final Turnstile turnstile;

    /**
     * @param interval between two signs that one connection is writing
     * @param turnstile counts what is dropped
     */
    Signs(
            Commands commands,
            Journal journal,
            People people,
            InstantSource clock,
            Duration interval,
            Turnstile turnstile) {
        this.commands = commands;
        this.journal = journal;
        this.people = people;
        this.clock = clock;
        this.interval = interval;
        this.turnstile = turnstile;
    }

    /** Nobody sits at this connection, or somebody does again. A person is away who is so at every connection. */
    public void away(Visitor visitor, boolean away, Consumer<Outcome<Here>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            visitor.away(away);
            look(me);
            then.accept(new Outcome.Done<>(me.asHere()));
        });
    }

    /** Something is being written, which the others of a conversation may see. */
    public void writing(Visitor visitor, Conversation conversation, Consumer<Outcome<Conversation>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            if (conversation instanceof Conversation.Room room && !me.isIn(room.name())) {
                then.accept(Outcome.refused(Refusal.NOT_MEMBER));
                return;
            }
            if (visitor.mayShowWriting(clock.millis(), interval.toMillis())) {
                show(me.person(), conversation);
            } else {
                turnstile.countDroppedSign();
            }
            then.accept(new Outcome.Done<>(conversation));
        });
    }

    private void show(Person writer, Conversation conversation) {
        if (conversation instanceof Conversation.Room room) {
            journal.tell(audience -> audience.writing(writer, room.name()));
        } else if (conversation instanceof Conversation.Direct direct) {
            Presence reader = people.find(direct.with());
            if (reader != null && reader.isHere()) {
                journal.tell(audience -> audience.writing(writer, reader.person()));
            }
        } else {
            throw new AssertionError(conversation);
        }
    }

    /** Tells everybody if somebody is away or back, after something has changed about the connections. In the chat's lane. */
    void look(@Nullable Presence presence) {
        if (presence != null && presence.isHere() && presence.awayHasChanged()) {
            Person person = presence.person();
            journal.tell(audience -> audience.away(person, presence.asHere().away()));
        }
    }
}
