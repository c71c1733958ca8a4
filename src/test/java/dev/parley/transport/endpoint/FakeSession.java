package dev.parley.transport.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container's connection with Tomcat's habit: a second send while one is in flight is refused. */
final class FakeSession {
    final List<String> sent = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    /** Whether the container completes a send inside the call, as it does while the client reads. */
    boolean completesAtOnce = true;

    private @Nullable SendHandler inFlight;
    private final RemoteEndpoint.Async remote = proxy(RemoteEndpoint.Async.class, (proxy, method, args) -> {
        if (args == null || args.length != 2 || !(args[1] instanceof SendHandler handler)) {
            throw new AssertionError(method + " waits, or tells nobody when it is done");
        }
        send(args[0] instanceof ByteBuffer bytes ? bytes.remaining() + " bytes" : (String) args[0], handler);
        return null;
    });

    final Session session = proxy(Session.class, (proxy, method, args) -> {
        String name = method.getName();
        if (name.equals("close")) {
            closed.add("" + ((CloseReason) args[0]).getCloseCode().getCode());
        } else if (!name.equals("getAsyncRemote") && !name.equals("setMaxIdleTimeout")) {
            throw new AssertionError(method);
        }
        return name.equals("getAsyncRemote") ? remote : null;
    });

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private void send(String message, SendHandler handler) {
        if (inFlight != null) {
            throw new IllegalStateException("The remote endpoint was in state [TEXT_FULL_WRITING]");
        }
        sent.add(message);
        inFlight = handler;
        if (completesAtOnce) {
            complete(new SendResult());
        }
    }

    /** The send in flight is done. */
    void complete(SendResult result) {
        SendHandler handler = inFlight;
        inFlight = null;
        if (handler == null) {
            throw new AssertionError("nothing is in flight");
        }
        handler.onResult(result);
    }
}
