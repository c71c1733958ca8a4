package dev.parley.it;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/**
 * A test of many connections against the application that {@code deploy/bench} measures, which tells everybody what anybody
 * says. It runs with each carrier of WebSocket.
 */
@Tag("carrier")
abstract class BroadcastIT extends ServerIT {
    private static final String SOCKETS = "socket.io/?EIO=4&transport=websocket";

    @Deployment(name = "bench", testable = false)
    public static WebArchive bench() {
        return archive("parley-bench.war");
    }

    /** Somebody in the main namespace who hears everything. */
    Listener listener() throws InterruptedException {
        return new Listener(TestWebSocket.open(URI.create(at(SOCKETS).toString().replace("http:", "ws:"))));
    }

    /** Somebody in the main namespace of whose connection the test says every byte. */
    RawListener rawListener(int receiveBuffer) throws Exception {
        return new RawListener(at(SOCKETS), receiveBuffer);
    }
}
