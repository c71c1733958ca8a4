package dev.parley.gateway;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container's WebSocket that completes sends when the test says so, or inside the call. */
public final class FakeSession {
    public final List<String> sent = new ArrayList<>();
    private final Deque<SendHandler> inFlight = new ArrayDeque<>();
    private boolean completesInside = true;
    private @Nullable CloseReason closed;
    private int pings;
    private boolean refusesPings;
    private int deepest;

    public void holdSends() {
        completesInside = false;
    }

    /** Completes what is in flight, and from now on every send inside its call. */
    public void sendInside() {
        completesInside = true;
        complete();
    }

    /** Frames of the deepest stack that a send was made on. */
    public int deepest() {
        return deepest;
    }

    public int inFlight() {
        return inFlight.size();
    }

    void refusePings() {
        refusesPings = true;
    }

    int pings() {
        return pings;
    }

    public void complete() {
        inFlight.remove().onResult(new SendResult());
    }

    public void fail() {
        inFlight.remove().onResult(new SendResult(new IllegalStateException("as the test says")));
    }

    /** Why it was closed, as {@code code reason}, or null. */
    public @Nullable String closed() {
        return closed == null ? null : closed.getCloseCode().getCode() + " " + closed.getReasonPhrase();
    }

    public Session session() {
        RemoteEndpoint.Async async = proxy(RemoteEndpoint.Async.class, (method, args) -> {
            if (!method.equals("sendText")) {
                throw new UnsupportedOperationException(method);
            }
            sent.add((String) args[0]);
            deepest = Math.max(deepest, Thread.currentThread().getStackTrace().length);
            inFlight.add((SendHandler) args[1]);
            if (completesInside) {
                complete();
            }
            return null;
        });
        RemoteEndpoint.Basic basic = proxy(RemoteEndpoint.Basic.class, (method, args) -> {
            pings++;
            if (refusesPings) {
                throw new IllegalStateException("the connection is gone");
            }
            return null;
        });
        return proxy(Session.class, (method, args) -> switch (method) {
            case "getAsyncRemote" -> async;
            case "getBasicRemote" -> basic;
            case "setMaxIdleTimeout" -> null;
            case "close" -> {
                closed = (CloseReason) args[0];
                yield null;
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Handler {
        @Nullable
        Object call(String method, Object[] args);
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, args) -> handler.call(method.getName(), args)));
    }
}
