package dev.parley.gateway;

import dev.parley.chat.Audience;
import dev.parley.chat.Chat;
import dev.parley.chat.Message;
import dev.parley.chat.Person;
import dev.parley.metrics.Tally;
import dev.parley.settings.ChatSettings;
import dev.parley.transport.http.Places;
import dev.parley.transport.http.SessionCloser;
import jakarta.websocket.CloseReason.CloseCodes;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The sessions of the chat's plain WebSocket. */
public final class LineConnections implements Audience, AutoCloseable {
    private final Chat chat;
    private final Logins logins;
    private final ChatSettings.Line settings;
    private final Executor work;
    private final Executor blocking;
    private final SessionCloser closer;
    private final Places<LineConnection> places;
    private final Tally crossed = new Tally();
    private final Map<LineConnection, Person> entered = new ConcurrentHashMap<>();

    /**
     * Opens the chat to those who will come by it.
     *
     * @param work begins sends
     * @param blocking runs pings, which may block in some container
     */
    public LineConnections(
            Chat chat,
            Logins logins,
            ChatSettings.Line settings,
            Executor work,
            Executor blocking,
            SessionCloser closer) {
        this.chat = chat;
        this.logins = logins;
        this.settings = settings;
        this.work = work;
        this.blocking = blocking;
        this.closer = closer;
        places = new Places<>(settings.maxConnections(), settings.maxConnectionsPerAddress());
        chat.add(this);
    }

    /** Looks at the deadlines of every connection. To be called about once a second. */
    public void tick() {
        try {
            work.execute(() -> {
                long now = System.nanoTime();
                places.taken().forEach(connection -> connection.tick(now));
            });
        } catch (RejectedExecutionException e) {
            // Busy beyond measure, or ending: the next tick looks again.
        }
    }

    @Override
    public void deliver(Message message) {
        if (entered.isEmpty() || !message.isClassic()) {
            return;
        }
        String line = ClassicLines.of(message);
        Optional<Person> recipient = Optional.ofNullable(message.recipient());
        entered.forEach((connection, person) -> {
            if (recipient.isEmpty()
                    || person.id().equals(recipient.get().id())
                    || person.id().equals(message.author().id())) {
                connection.send(line);
            }
        });
    }

    /** Closes every connection. */
    @Override
    public void close() {
        places.taken().forEach(connection -> connection.cut(CloseCodes.GOING_AWAY, "the server ends"));
    }

    /** The connections that are open. */
    public Places<LineConnection> places() {
        return places;
    }

    /** Limits that connections have crossed, each as its setting is called, without {@code parley.chat.line}. */
    public Tally crossed() {
        return crossed;
    }

    void opened(LineConnection connection, String address, @Nullable Principal principal) {
        places.take(connection, address);
        logins.opened(connection, principal, () -> connection.cut(CloseCodes.VIOLATED_POLICY, "logged out"));
    }

    void entered(LineConnection connection, Person person) {
        entered.put(connection, person);
        if (!places.taken().contains(connection)) {
            entered.remove(connection); // closed meanwhile
        }
    }

    void closed(LineConnection connection) {
        places.leave(connection);
        logins.closed(connection);
        entered.remove(connection);
    }

    Chat chat() {
        return chat;
    }

    ChatSettings.Line settings() {
        return settings;
    }

    Executor work() {
        return work;
    }

    Executor blocking() {
        return blocking;
    }

    SessionCloser closer() {
        return closer;
    }
}
