package dev.parley.transport.endpoint;

import dev.parley.engine.Batch;
import dev.parley.engine.Outgoing;
import dev.parley.engine.WebSocketCarrier;
import dev.parley.engine.WebSocketTransport;
import dev.parley.transport.http.SessionCloser;
import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends over the container's WebSocket with one send in flight: one container refuses a second, another blocks. The next
 * packet of a batch goes out when the one before has been sent.
 */
final class EndpointCarrier implements WebSocketCarrier, SendHandler {
    private enum Flight {
        STARTING,
        IN_FLIGHT,
        LANDED
    }

    /**
     * What a send sees of the application's classes: nothing. Tyrus on Payara schedules a managed task at every send, and captures a
     * context for it by a search through all that the thread's class loader reaches.
     */
    private static final ClassLoader NARROW = ClassLoader.getPlatformClassLoader();

    private final Session connection;
    private final SessionCloser closer;
    private final WebSocketTransport transport;
    private final AtomicReference<Flight> flight = new AtomicReference<>(Flight.LANDED);
    private final AtomicBoolean closing = new AtomicBoolean();

    /** Touched by whoever owns the batch; the flight's atomic hands it on. */
    private List<Outgoing> batch = List.of();

    private int next;
    private @Nullable Throwable failure;

    EndpointCarrier(
            Session connection,
            SessionCloser closer,
            java.util.function.Function<EndpointCarrier, WebSocketTransport> transport) {
        this.connection = connection;
        this.closer = closer;
        this.transport = transport.apply(this);
    }

    WebSocketTransport transport() {
        return transport;
    }

    @Override
    public void send(Batch packets) {
        batch = packets;
        next = 0;
        sendNext();
    }

    /** Goes on as long as the container completes sends inside the call; else the completion goes on. */
    private void sendNext() {
        do {
            if (failure != null) {
                transport.ended(dev.parley.engine.CloseReason.TRANSPORT_ERROR);
                return;
            }
            if (next == batch.size()) {
                batch = List.of();
                transport.sent();
                return;
            }
            flight.set(Flight.STARTING);
            start(batch.get(next++));
        } while (!flight.compareAndSet(Flight.STARTING, Flight.IN_FLIGHT));
    }

    private void start(Outgoing packet) {
        Thread thread = Thread.currentThread();
        ClassLoader application = thread.getContextClassLoader();
        thread.setContextClassLoader(NARROW);
        try {
            if (packet.isBinary()) {
                connection.getAsyncRemote().sendBinary(ByteBuffer.wrap(packet.websocketPayload()), this);
            } else {
                connection.getAsyncRemote().sendText(packet.text(), this);
            }
        } catch (RuntimeException e) {
            failure = e;
            flight.set(Flight.LANDED);
        } finally {
            thread.setContextClassLoader(application);
        }
    }

    @Override
    public void onResult(SendResult result) {
        if (!result.isOK()) {
            failure = result.getException();
        }
        if (flight.getAndSet(Flight.LANDED) == Flight.IN_FLIGHT) {
            sendNext();
        }
    }

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            closer.close(connection, CloseReason.CloseCodes.getCloseCode(code), reason);
        }
    }
}
