package dev.parley.chat;

import dev.parley.settings.ChatSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Codes by which guests take their names to other devices. A code stands for the name and the token of one person, once and for a
 * short time, and is typed where the token cannot be carried to. Codes are in the memory of this server alone, one a person. Of the
 * 2^50 that there are, those who guess may try a few a minute, all together. Threads: as {@link Chat}.
 */
public final class DeviceCodes {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32
    private static final int HALF = 5; // digits
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final ChatSettings.DeviceCode settings;
    private final int max;
    private final Tokens tokens;
    private final Commands commands;
    private final Journal journal;
    private final LongSupplier nanoTime;
    private final SecureRandom random = new SecureRandom();

    /** The oldest first. */
    private final Map<String, Meaning> living = new LinkedHashMap<>();

    private final Map<PersonId, String> codes = new HashMap<>();
    private int wrong;
    private long countedFrom;

    /**
     * A code for its person.
     *
     * @param code to be shown as it is
     * @param valid from now on
     */
    public record Made(String code, Duration valid) {}

    private record Meaning(Person person, String token, long madeAt) {}

    /**
     * @param max codes at once
     * @param nanoTime a monotonic clock
     */
    DeviceCodes(
            ChatSettings.DeviceCode settings,
            int max,
            Tokens tokens,
            Commands commands,
            Journal journal,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.max = max;
        this.tokens = tokens;
        this.commands = commands;
        this.journal = journal;
        this.nanoTime = nanoTime;
    }

    /** Makes a code for a guest, instead of the one that the guest may have. */
    public void make(Visitor visitor, Consumer<Outcome<Made>> answer) {
        commands.giveJoined(visitor, answer, (me, then) -> {
            if (!me.isGuest()) {
                then.accept(Outcome.refused(Refusal.NO_TOKEN));
                return;
            }
            Person person = me.person();
            journal.ask(
                    () -> tokens.of(person.id()),
                    made -> then.accept(made.flatMap(token -> keep(new Meaning(person, token, nanoTime.getAsLong())))));
        });
    }

    private Outcome<Made> keep(Meaning meaning) {
        end(meaning.person().id());
        endOld();
        if (living.size() >= max) {
            return Outcome.refused(Refusal.BUSY);
        }
        String first = half();
        String second = half();
        living.put(first + second, meaning);
        codes.put(meaning.person().id(), first + second);
        return new Outcome.Done<>(new Made(first + "-" + second, settings.valid()));
    }

    private String half() {
        StringBuilder digits = new StringBuilder(HALF);
        random.ints(HALF, 0, DIGITS.length()).forEach(digit -> digits.append(DIGITS.charAt(digit)));
        return digits.toString();
    }

    /** Uses a code up. @return whom it makes of a guest who shows it. In the chat's lane */
    Outcome<Wish> redeem(String typed) {
        long now = nanoTime.getAsLong();
        if (now - countedFrom >= MINUTE) {
            wrong = 0;
        }
        if (wrong >= settings.maxWrong()) {
            return Outcome.refused(Refusal.TOO_FAST);
        }
        endOld();
        Meaning meaning = living.remove(plain(typed));
        if (meaning == null) {
            countedFrom = wrong == 0 ? now : countedFrom;
            wrong++;
            return Outcome.refused(Refusal.UNKNOWN_CODE);
        }
        codes.remove(meaning.person().id());
        return new Outcome.Done<>(new Wish(meaning.person().name(), Wish.Kind.GUEST, meaning.token()));
    }

    /** As it is made, however it was read and typed. */
    private static String plain(String typed) {
        StringBuilder plain = new StringBuilder();
        typed.chars().filter(c -> c != '-' && !Text.isSpace(c)).forEach(c -> plain.append((char) c));
        return plain.toString()
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }

    /** This person's code is valid no longer. In the chat's lane. */
    void end(PersonId id) {
        String code = codes.remove(id);
        if (code != null) {
            living.remove(code);
        }
    }

    private void endOld() {
        long now = nanoTime.getAsLong();
        Iterator<Meaning> oldest = living.values().iterator();
        while (oldest.hasNext()) {
            Meaning meaning = oldest.next();
            if (now - meaning.madeAt() < settings.valid().toNanos()) {
                return;
            }
            oldest.remove();
            codes.remove(meaning.person().id());
        }
    }
}
