package dev.parley.chat;

import dev.parley.settings.ChatSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is done to messages that were said: their authors edit them and take them back, and whoever may speak in the conversation puts
 * emoji to them. Each change is a message of that conversation, after what it changes. Threads: as {@link Chat}.
 */
public final class Revisions {
    private final ChatSettings settings;
    private final MessageLog log;
    private final Commands commands;
    private final Journal journal;
    private final Turnstile turnstile;
    private final InstantSource clock;

    Revisions(
            ChatSettings settings,
            MessageLog log,
            Commands commands,
            Journal journal,
            Turnstile turnstile,
            InstantSource clock) {
        this.settings = settings;
        this.log = log;
        this.commands = commands;
        this.journal = journal;
        this.turnstile = turnstile;
        this.clock = clock;
    }

    /** Puts another text in the place of what this person has said. The answer is the change. */
    public void edit(Visitor visitor, long id, String text, Consumer<Outcome<Message>> answer) {
        change(visitor, id, answer, (me, said) -> {
            Optional<Outcome.Refused<Draft>> refused =
                    Text.refusal(text, settings.maxText(), !said.files().isEmpty());
            if (refused.isPresent()) {
                return refused.get();
            }
            return own(me, said, said.changes().edits() < settings.changes().maxEdits(), MessageKind.EDIT, text);
        });
    }

    /** Takes back what this person has said: nobody can read it any more. The answer is the change. */
    public void delete(Visitor visitor, long id, Consumer<Outcome<Message>> answer) {
        change(visitor, id, answer, (me, said) -> own(me, said, true, MessageKind.DELETE, ""));
    }

    private Outcome<Draft> own(Presence me, Message said, boolean isOneMore, MessageKind kind, String text) {
        if (!said.author().id().equals(me.person().id())) {
            return Outcome.refused(Refusal.NOT_AUTHOR);
        }
        return isOneMore
                ? new Outcome.Done<>(Draft.change(kind, me.person(), said, text, clock.instant()))
                : Outcome.refused(Refusal.TOO_MANY_CHANGES);
    }

    /** Puts an emoji to a message, once for each person. The answer is the change. */
    public void react(Visitor visitor, long id, String emoji, Consumer<Outcome<Message>> answer) {
        change(visitor, id, answer, (me, said) -> {
            if (!Text.isEmoji(emoji)) {
                return Outcome.refused(Refusal.EMOJI_INVALID);
            }
            return said.changes().reactionCount() < settings.changes().maxReactions()
                    ? new Outcome.Done<>(Draft.change(MessageKind.REACT, me.person(), said, emoji, clock.instant()))
                    : Outcome.refused(Refusal.TOO_MANY_CHANGES);
        });
    }

    /** Takes back an emoji that this person has put to a message. The answer is the change. */
    public void unreact(Visitor visitor, long id, String emoji, Consumer<Outcome<Message>> answer) {
        change(
                visitor,
                id,
                answer,
                (me, said) -> Text.isEmoji(emoji)
                        ? new Outcome.Done<>(
                                Draft.change(MessageKind.UNREACT, me.person(), said, emoji, clock.instant()))
                        : Outcome.refused(Refusal.EMOJI_INVALID));
    }

    @FunctionalInterface
    private interface Change {
        Outcome<Draft> of(Presence me, Message said);
    }

    private void change(Visitor visitor, long id, Consumer<Outcome<Message>> answer, Change change) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            if (!turnstile.admits(visitor, me)) {
                then.accept(Outcome.refused(Refusal.TOO_FAST));
                return;
            }
            find(me, id, found -> {
                Outcome<Draft> draft = found.flatMap(said ->
                        said.changes().deleted() ? Outcome.refused(Refusal.UNKNOWN_MESSAGE) : change.of(me, said));
                if (draft instanceof Outcome.Done<Draft> done) {
                    journal.record(done.value(), then);
                } else {
                    then.accept(draft.flatMap(Revisions::never));
                }
            });
        });
    }

    private static Outcome<Message> never(Draft draft) {
        throw new AssertionError(draft);
    }

    /** What was said where this person may speak. In the chat's lane, and tells there. */
    void find(Presence me, long id, Consumer<Outcome<Message>> then) {
        journal.ask(
                () -> log.find(id),
                asked -> then.accept(asked.flatMap(found -> found.filter(said -> isSaidTo(me, said))
                        .<Outcome<Message>>map(Outcome.Done::new)
                        .orElseGet(() -> Outcome.refused(Refusal.UNKNOWN_MESSAGE)))));
    }

    private static boolean isSaidTo(Presence me, Message said) {
        PersonId id = me.person().id();
        Person recipient = said.recipient();
        boolean mine = recipient == null
                ? said.room() != null && me.isIn(said.room())
                : said.author().id().equals(id) || recipient.id().equals(id);
        return mine && said.kind().isSaid();
    }
}
