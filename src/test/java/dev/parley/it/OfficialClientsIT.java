package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.engineio.client.transports.Polling;
import io.socket.engineio.client.transports.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.json.JSONObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official clients of JavaScript and of Java, unmodified, over each transport and over the change of transports. */
class OfficialClientsIT extends ConformanceIT {
    private static final int MESSAGES = 2_000;

    OfficialClientsIT() {
        super("socket.io/");
    }

    @Deployment(name = PATIENT, testable = false)
    public static WebArchive application() throws Exception {
        return patientConformance();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling,websocket"})
    void javascript_sends_and_gets_everything_in_order(String transports) throws Exception {
        Node.run("official-client.mjs", at("").resolve("/").toString().replaceAll("/$", ""), transports);
    }

    @ParameterizedTest
    @ValueSource(strings = {Polling.NAME, WebSocket.NAME, Polling.NAME + "," + WebSocket.NAME})
    void java_sends_and_gets_everything_in_order(String transports) throws Exception {
        IO.Options options = IO.Options.builder()
                .setTransports(transports.split(","))
                .setReconnection(false)
                .setForceNew(true)
                .setAuth(Map.of("token", "中文"))
                .build();
        Socket socket = IO.socket(at(""), options);
        BlockingQueue<Object[]> auth = new LinkedBlockingQueue<>();
        BlockingQueue<Object[]> back = new LinkedBlockingQueue<>();
        BlockingQueue<Object[]> acknowledged = new LinkedBlockingQueue<>();
        socket.on("auth", auth::add).on("message-back", back::add);
        try {
            socket.connect();
            assertThat(((JSONObject) next(auth)[0]).getString("token")).isEqualTo("中文");

            IntStream.range(0, MESSAGES).forEach(n -> socket.emit("message", n));
            List<Object> numbers = new ArrayList<>();
            while (numbers.size() < MESSAGES) {
                numbers.add(next(back)[0]);
            }
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            IntStream.range(0, MESSAGES).boxed().toList());

            byte[] bytes = {0, 1, 127, -128, -1};
            socket.emit("message-with-ack", new Object[] {"emoji 🎈 中文", bytes}, (Ack) acknowledged::add);
            Object[] answer = next(acknowledged);
            assertThat(answer[0]).isEqualTo("emoji 🎈 中文");
            assertThat((byte[]) answer[1]).isEqualTo(bytes);

            socket.emit("message", "👩‍🚀", bytes);
            Object[] echo = next(back);
            assertThat(echo[0]).isEqualTo("👩‍🚀");
            assertThat((byte[]) echo[1]).isEqualTo(bytes);
        } finally {
            socket.disconnect();
        }
    }

    private static Object[] next(BlockingQueue<Object[]> queue) throws InterruptedException {
        Object[] args = queue.poll(60, TimeUnit.SECONDS);
        assertThat(args).describedAs("arrived within 60 s").isNotNull();
        return args;
    }
}
