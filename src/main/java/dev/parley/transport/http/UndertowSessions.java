package dev.parley.transport.http;

import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.nio.channels.Channel;
import java.util.List;

/**
 * Has Undertow notice that a WebSocket's client had gone before it began. It begins the WebSocket all the same, and only then listens
 * for an end that has been: nobody would be told, and it would keep the session for as long as it runs.
 */
public final class UndertowSessions {
    private static final String UNDERTOW = "io.undertow.";
    private static final ContainerInternals INTERNALS = new ContainerInternals(
            "This version of Undertow keeps the WebSockets of clients that leave as soon as they have come, until the application"
                    + " is undeployed");

    private UndertowSessions() {}

    /**
     * To be called when the session has been opened. If its connection has ended, what Undertow does at the end of a connection is
     * done before this returns, which includes that the endpoint is told. Nothing on other containers.
     */
    public static void endIfGone(Session opened) {
        if (!opened.getClass().getName().startsWith(UNDERTOW) || opened.isOpen()) {
            return;
        }
        INTERNALS.use(() -> {
            Object channel = ContainerInternals.call(opened, "getWebSocketChannel");
            Class<?> framed =
                    ContainerInternals.type("io.undertow.server.protocol.framed.AbstractFramedChannel", channel);
            Method run = ContainerInternals.type("org.xnio.ChannelListener", channel)
                    .getMethod("handleEvent", Channel.class);
            for (Object task :
                    (List<?>) ContainerInternals.field(framed, "closeTasks").get(channel)) {
                run.invoke(task, channel); // each may be done twice
            }
        });
    }
}
