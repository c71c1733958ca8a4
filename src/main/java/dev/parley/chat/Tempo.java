package dev.parley.chat;

import dev.parley.pace.Pace;
import dev.parley.settings.ChatSettings;
import org.jspecify.annotations.Nullable;

/** How fast somebody goes, measured from the first step on. Belongs to the chat's lane. */
final class Tempo {
    private @Nullable Pace pace;

    /** @param now in ns, of a monotonic clock */
    Pace.Verdict step(ChatSettings settings, long now) {
        Pace mine = pace;
        if (mine == null) {
            mine = new Pace(settings.messagesPerSecond(), settings.messageBurst(), now);
            pace = mine;
        }
        return mine.step(now);
    }
}
