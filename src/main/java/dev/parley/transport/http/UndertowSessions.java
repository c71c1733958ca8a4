package dev.parley.transport.http;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has Undertow notice that a WebSocket's client had gone before it began. It begins the WebSocket all the same, and only then listens
 * for an end that has been: nobody would be told, and it would keep the session for as long as it runs.
 */
public final class UndertowSessions {
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");
    private static final String UNDERTOW = "io.undertow.";
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private UndertowSessions() {}

    /**
     * To be called when the session has been opened. If its connection has ended, what Undertow does at the end of a connection is
     * done before this returns, which includes that the endpoint is told. Nothing on other containers.
     */
    public static void endIfGone(Session opened) {
        if (!opened.getClass().getName().startsWith(UNDERTOW) || opened.isOpen()) {
            return;
        }
        try {
            Object channel = opened.getClass().getMethod("getWebSocketChannel").invoke(opened);
            ClassLoader undertow = channel.getClass().getClassLoader();
            Field tasks = Class.forName("io.undertow.server.protocol.framed.AbstractFramedChannel", true, undertow)
                    .getDeclaredField("closeTasks");
            tasks.setAccessible(true);
            Method run = Class.forName("org.xnio.ChannelListener", true, undertow)
                    .getMethod("handleEvent", java.nio.channels.Channel.class);
            for (Object task : (List<?>) tasks.get(channel)) { // each may be done twice
                run.invoke(task, channel);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "This version of Undertow keeps the WebSockets of clients that leave as soon as they have come, until"
                                + " the application is undeployed",
                        e);
            }
        }
    }
}
