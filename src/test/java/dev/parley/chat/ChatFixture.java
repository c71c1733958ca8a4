package dev.parley.chat;

import dev.parley.metrics.ChatCounters;
import dev.parley.metrics.Metric;
import dev.parley.settings.ChatSettings;
import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A chat that keeps everything in memory, for the tests that extend this. */
abstract class ChatFixture {
    static final RoomName ATTIC = new RoomName("attic");

    final MemoryDirectory directory = new MemoryDirectory();
    final MemoryLog log = new MemoryLog(directory.rooms);
    final SteppedExecutor storage = new SteppedExecutor();
    final ChatCounters counters = new ChatCounters();
    final Chat chat;
    Instant now = Instant.parse("2026-01-01T12:00:00Z");

    /** @param properties settings that are others than the defaults */
    ChatFixture(Map<String, String> properties) {
        chat = chat(properties);
    }

    /** Another chat on the same storage. */
    final Chat chat(Map<String, String> properties) {
        ChatSettings settings = Settings.from(new SettingsSource(properties, Map.of(), Map.of()))
                .chat();
        return new Chat(
                settings,
                new Storage(log, directory, directory, log, directory.rooms, log, log.files),
                storage,
                () -> now,
                new Turnstile(settings, () -> 0, counters));
    }

    static long counted(ChatCounters counters, String metric, String label) {
        return counters.metrics().stream()
                .filter(each -> each.name().equals(metric))
                .map(Metric::values)
                .findFirst()
                .orElseThrow()
                .getOrDefault(label, 0L);
    }

    /** Somebody who has joined, and what this connection was answered last. */
    class Connected {
        final Visitor visitor;
        private @Nullable Outcome<?> last;

        Connected(String name, @Nullable String token, Visitor.Place place) {
            visitor = new Visitor(place, null, () -> {});
            chat.join(visitor, name, token, this::answered);
        }

        Connected(String name) {
            this(name, null, person -> {});
        }

        final void answered(Outcome<?> outcome) {
            last = outcome;
        }

        final Object answer() {
            return Objects.requireNonNull(last);
        }

        final Refusal refusal() {
            return ((Outcome.Refused<?>) answer()).why();
        }

        final Object done() {
            return ((Outcome.Done<?>) answer()).value();
        }
    }
}
