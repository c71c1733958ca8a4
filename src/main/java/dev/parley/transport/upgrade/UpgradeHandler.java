package dev.parley.transport.upgrade;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import org.jspecify.annotations.Nullable;

/** What the container makes an instance of at an upgrade. It keeps neither request nor response. */
public final class UpgradeHandler implements HttpUpgradeHandler {
    private volatile @Nullable WebSocketConnection connection;

    /** For the container. */
    public UpgradeHandler() {}

    /** Called between {@code upgrade()} and {@link #init}. */
    void bind(WebSocketConnection to) {
        connection = to;
    }

    @Override
    public void init(WebConnection upgraded) {
        WebSocketConnection mine = connection;
        if (mine == null) {
            throw new IllegalStateException("the container began the connection before the request was answered");
        }
        mine.start(upgraded);
    }

    @Override
    public void destroy() {
        WebSocketConnection mine = connection;
        if (mine != null) {
            mine.end(null);
        }
    }
}
