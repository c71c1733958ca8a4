package dev.parley.socket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** One socket's way through the middleware of its namespace. */
final class Admission {
    private static final Logger LOGGER = System.getLogger("dev.parley.socket");

    private final Connection connection;
    private final Socket socket;
    private final List<Middleware> checks;

    Admission(Connection connection, Socket socket, List<Middleware> checks) {
        this.connection = connection;
        this.socket = socket;
        this.checks = checks;
    }

    void begin() {
        check(0);
    }

    private void check(int index) {
        if (!socket.isConnecting()) {
            return;
        }
        if (index == checks.size()) {
            connection.accepted(socket);
            return;
        }
        Decision decision = new Decision(index);
        try {
            checks.get(index).check(socket, decision);
        } catch (RuntimeException e) {
            LOGGER.log(
                    Level.WARNING,
                    "A middleware of namespace " + socket.namespace().name() + " failed",
                    e);
            decision.refuse("Internal error");
        }
    }

    private final class Decision implements Middleware.Next {
        private final int index;
        private final AtomicBoolean taken = new AtomicBoolean();

        Decision(int index) {
            this.index = index;
        }

        @Override
        public void accept() {
            if (taken.compareAndSet(false, true)) {
                connection.execute(() -> check(index + 1));
            }
        }

        @Override
        public void refuse(String message) {
            refuse(Map.of("message", message));
        }

        @Override
        public void refuse(String message, Object data) {
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("message", message);
            payload.put("data", data);
            refuse(payload);
        }

        private void refuse(Map<String, Object> payload) {
            String json = JsonWriter.object(payload);
            if (taken.compareAndSet(false, true)) {
                connection.execute(() -> connection.refused(socket, json));
            }
        }
    }
}
