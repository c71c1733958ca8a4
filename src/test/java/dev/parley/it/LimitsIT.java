package dev.parley.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parley.engine.OpenPacket;
import dev.parley.wire.websocket.CloseCode;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.autobahn.ClientFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that nobody reaches at their defaults, on a server that has small ones. */
@Tag("server")
class LimitsIT {
    private static final String SOCKET_IO = "socket.io/?EIO=4&transport=websocket";
    private static final String POLLING = "socket.io/?EIO=4&transport=polling";
    /** Of whom a test before may have left some. */
    private static final List<String> OTHERS = List.of(
            "parley_lab_connections{path=\"/echo\"}",
            "parley_lab_connections{path=\"/raw\"}",
            "parley_lab_connections{path=\"/inspect\"}",
            "parley_clock_clients{kind=\"websocket\"}",
            "parley_clock_clients{kind=\"event-stream\"}");

    private static final Map<String, String> SMALL = Map.ofEntries(
            entry("PARLEY_ENGINE_CARRIER", "upgrade"),
            entry("PARLEY_HTTP_PROXIES", "127.0.0.1"),
            entry("PARLEY_ENGINE_MAX_SESSIONS", "7"),
            entry("PARLEY_ENGINE_MAX_SESSIONS_PER_ADDRESS", "5"),
            entry("PARLEY_ENGINE_HANDSHAKES_PER_SECOND", "30"),
            entry("PARLEY_ENGINE_PING_INTERVAL", "1s"),
            entry("PARLEY_ENGINE_PING_TIMEOUT", "1s"),
            entry("PARLEY_ENGINE_SEND_TIMEOUT", "2s"),
            entry("PARLEY_WEBSOCKET_MAX_CONNECTIONS", "3"),
            entry("PARLEY_WEBSOCKET_MESSAGE_TIMEOUT", "300ms"),
            entry("PARLEY_WEBSOCKET_CLOSING_TIMEOUT", "300ms"),
            entry("PARLEY_SOCKET_MAX_NAMESPACES", "2"),
            entry("PARLEY_CHAT_MESSAGES_PER_SECOND", "1000"),
            entry("PARLEY_CHAT_MESSAGE_BURST", "1000"),
            entry("PARLEY_CHAT_FILES_MAX_BYTES", "64MiB"),
            entry("PARLEY_CHAT_FILES_MAX_DOWNLOADS", "1"),
            entry("PARLEY_CHAT_FILES_DOWNLOAD_TIMEOUT", "2s"),
            entry("PARLEY_CHAT_LINE_MAX_CONNECTIONS", "3"),
            entry("PARLEY_CHAT_LINE_MAX_CONNECTIONS_PER_ADDRESS", "2"),
            entry("PARLEY_STREAMS_MAX_CLIENTS", "3"),
            entry("PARLEY_STREAMS_MAX_CLIENTS_PER_ADDRESS", "2"),
            entry("PARLEY_STREAMS_MAX_SOCKETS", "3"),
            entry("PARLEY_STREAMS_MAX_SOCKETS_PER_ADDRESS", "2"),
            entry("PARLEY_STREAMS_IDLE_TIMEOUT", "5s"));

    /** More than all buffers between a server and a client that does not read. */
    private static final int MUCH = 48 << 20;

    private static final int LITTLE = 4 << 10;

    private static RunningServer server;

    private final List<RawConnection> open = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        server = RunningServer.start(data, SMALL);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    /** Whoever leaves makes room: the next test needs it. */
    @AfterEach
    void leave() throws Exception {
        for (RawConnection connection : open) {
            connection.close();
        }
        Eventually.until(
                this::figures,
                now -> now.sessions() == 0
                        && now.connections() == 0
                        && OTHERS.stream().allMatch(name -> now.get(name) == 0));
    }

    private Figures figures() throws Exception {
        return Figures.in(LineClient.get(server, "metrics").body());
    }

    private RawConnection connection(String path) throws IOException {
        RawConnection connection = new RawConnection(server.at(path));
        open.add(connection);
        return connection;
    }

    private long figure(String name) throws Exception {
        return figures().get(name);
    }

    /** That of the Close frame among all frames that come until the server ends the connection. */
    private static int closeCode(RawConnection connection) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] bytes = connection.receive(); bytes != null; bytes = connection.receive()) {
            all.writeBytes(bytes);
        }
        ByteBuffer frames = ByteBuffer.wrap(all.toByteArray());
        while (frames.hasRemaining()) {
            int first = frames.get() & 0xff;
            int length = frames.get() & 0x7f;
            length = length == 126 ? frames.getShort() & 0xffff : length;
            if (first == (0x80 | Opcode.CLOSE.code())) {
                return frames.getShort();
            }
            frames.position(frames.position() + length); // the open packet, a ping
        }
        throw new AssertionError("no Close frame");
    }

    @Test
    void one_connection_more_than_there_may_be_over_the_own_websocket_is_answered_503() throws Exception {
        String counter = "parley_websocket_refused_total{path=\"/socket.io/\"}";
        long before = figure(counter);
        for (int i = 0; i < 3; i++) {
            assertThat(connection(SOCKET_IO).handshake().status()).isEqualTo(101);
        }

        RawConnection.Answer refused = connection(SOCKET_IO).handshake();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("retry-after");
        assertThat(figure(counter)).isEqualTo(before + 1);
    }

    @Test
    void a_body_that_is_too_large_is_answered_413_and_counted_and_the_session_goes_on() throws Exception {
        long before = figure("parley_engine_bodies_too_large_total");
        String sid =
                OpenPacket.sid(connection(POLLING).ask("GET", List.of()).body()).orElseThrow();
        RawConnection large = connection(POLLING + "&sid=" + sid);
        large.begin("POST", List.of("Content-Length: 1000001"));

        assertThat(large.answer().status()).isEqualTo(413);
        assertThat(figure("parley_engine_bodies_too_large_total")).isEqualTo(before + 1);
        assertThat(figures().sessions()).isEqualTo(1);
    }

    @Test
    void a_message_that_does_not_become_complete_ends_its_connection() throws Exception {
        RawConnection client = connection(SOCKET_IO);
        client.handshake();

        byte[] half = new ClientFrames(1).raw(0x01, new byte[] {'4'}).toBytes();
        client.send(half, 0, half.length);

        assertThat(closeCode(client)).isEqualTo(CloseCode.POLICY_VIOLATION);
        assertThat(figure("parley_websocket_limits_crossed_total{limit=\"message-timeout\"}"))
                .isPositive();
    }

    @Test
    void a_client_that_does_not_answer_a_close_frame_loses_its_connection() throws Exception {
        RawConnection client = connection("raw");
        client.handshake();

        byte[] text = new ClientFrames(1).raw(0x83, new byte[0]).toBytes();
        client.send(text, 0, text.length);

        assertThat(closeCode(client)).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void one_session_more_of_an_address_is_answered_429_and_counted() throws Exception {
        long before = refused("ADDRESS");
        for (int i = 0; i < 5; i++) {
            assertThat(connection(POLLING).ask("GET", List.of()).status()).isEqualTo(200);
        }

        assertThat(connection(POLLING).ask("GET", List.of()).status()).isEqualTo(429);
        assertThat(refused("ADDRESS")).isEqualTo(before + 1);
    }

    private long refused(String limit) throws Exception {
        return figure("parley_engine_handshakes_refused_total{limit=\"" + limit + "\"}");
    }

    @Test
    void one_session_more_than_there_may_be_is_answered_503_and_counted_whoever_asks() throws Exception {
        long before = refused("SERVER");
        for (int i = 0; i < 7; i++) {
            assertThat(openFrom("10.0.0." + i).status()).isEqualTo(200);
        }

        RawConnection.Answer refused = openFrom("10.0.0.7");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("retry-after");
        assertThat(refused("SERVER")).isEqualTo(before + 1);
    }

    @Test
    void a_body_that_does_not_come_in_time_is_answered_408_and_counted() throws Exception {
        long before = figure("parley_engine_bodies_too_late_total");
        String sid =
                OpenPacket.sid(connection(POLLING).ask("GET", List.of()).body()).orElseThrow();
        RawConnection slow = connection(POLLING + "&sid=" + sid);
        slow.begin("POST", List.of("Content-Length: 2"));
        slow.send(new byte[] {'3'}, 0, 1);

        assertThat(slow.answer().status()).isEqualTo(408);
        assertThat(figure("parley_engine_bodies_too_late_total")).isEqualTo(before + 1);
    }

    @Test
    void sockets_of_the_lab_whose_clients_say_nothing_are_closed() throws Exception {
        List<RawConnection> silent = List.of(connection("raw"), connection("inspect"));
        RawConnection echo = connection("echo");
        for (RawConnection client : List.of(silent.get(0), silent.get(1), echo)) {
            assertThat(client.handshake().status()).isEqualTo(101);
        }

        for (RawConnection client : silent) {
            assertThat(closeCode(client)).isEqualTo(1001);
        }
        assertThat(figure("parley_lab_limits_crossed_total{limit=\"idle-timeout\"}"))
                .isGreaterThanOrEqualTo(2);
        byte[] close = echo.receive(); // behind which its server waits longer for the answer
        assertThat(ByteBuffer.wrap(close, 2, 2).getShort()).isEqualTo((short) 1001);
    }

    private RawConnection.Answer openFrom(String address) throws IOException {
        return connection(POLLING).ask("GET", List.of("X-Forwarded-For: " + address));
    }

    @Test
    void an_address_that_opens_sessions_too_fast_is_answered_429_and_counted_and_nobody_else_is() throws Exception {
        RawConnection.Answer refused = Eventually.until(() -> refusedInHaste("10.1.0.1"), Objects::nonNull);

        assertThat(refused.headers()).containsKey("retry-after");
        assertThat(openFrom("10.1.0.2").status()).isEqualTo(200);
        assertThat(connection(SOCKET_IO).handshake("X-Forwarded-For: 10.1.0.2").status())
                .isEqualTo(101);
    }

    /** Opens sessions and leaves them at once, more than may be opened in a second. */
    private RawConnection.Answer refusedInHaste(String address) throws Exception {
        long before = refused("HASTE");
        for (int i = 0; i < 40; i++) {
            try (RawConnection connection = new RawConnection(server.at(SOCKET_IO))) {
                RawConnection.Answer answer = connection.handshake("X-Forwarded-For: " + address);
                if (answer.status() == 429) {
                    return refused("HASTE") > before ? answer : null;
                }
            }
        }
        return null;
    }

    @Test
    void one_download_more_than_there_may_be_is_answered_503_until_a_client_that_does_not_read_is_cut()
            throws Exception {
        try (ChatPerson ann = new ChatPerson(server.at(""), "Ann", "websocket");
                RawConnection slow = new RawConnection(fileOf(ann, MUCH), LITTLE)) {
            URI small = fileOf(ann, 1);
            slow.begin("GET", List.of());
            HttpResponse<Void> refused = Eventually.until(() -> fetch(small), answer -> answer.statusCode() != 200);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(figure("parley_chat_downloads_refused_total")).isPositive();

            Eventually.until(() -> fetch(small), answer -> answer.statusCode() == 200);
            assertThat(rest(slow)).isLessThan(MUCH);
            assertThat(figure("parley_chat_downloads_too_late_total")).isPositive();
        }
    }

    /** How many bytes come until the end. */
    private static long rest(RawConnection connection) throws IOException {
        long count = 0;
        for (byte[] bytes = connection.receive(); bytes != null; bytes = connection.receive()) {
            count += bytes.length;
        }
        return count;
    }

    private static URI fileOf(ChatPerson person, int bytes) throws Exception {
        long file = person.upload("file", "application/zip", new byte[bytes]);
        person.share("say", Map.of("text", "here"), file);
        return server.at("files/" + file);
    }

    private static HttpResponse<Void> fetch(URI file) throws Exception {
        return ServerIT.HTTP.send(HttpRequest.newBuilder(file).build(), HttpResponse.BodyHandlers.discarding());
    }

    /**
     * A way in of which there are places.
     *
     * @param opening headers that ask for it
     * @param accepted status of the answer then
     * @param says whether the first that comes is the answer to a message
     */
    private record Way(String path, List<String> opening, int accepted, boolean says, String counter) {
        static Way of(String path, boolean says, String counter) {
            return new Way(path, RawConnection.HANDSHAKE, 101, says, counter);
        }

        @Override
        public String toString() {
            return "/" + path + ", " + accepted;
        }
    }

    static Stream<Way> ways() {
        String lab = "parley_lab_refused_total{path=\"/%s\"}";
        String clock = "parley_clock_refused_total";
        return Stream.of(
                Way.of("chat", true, "parley_chat_lines_refused_total"),
                Way.of("echo", true, String.format(lab, "echo")),
                Way.of("raw", true, String.format(lab, "raw")),
                Way.of("inspect", true, String.format(lab, "inspect")),
                Way.of("clock", false, clock),
                new Way("clock", List.of("Accept: text/event-stream"), 200, false, clock));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void one_client_more_of_an_address_is_answered_429_and_one_more_in_all_503_and_both_are_counted(Way way)
            throws Exception {
        long before = figure(way.counter());
        assertThat(statusFrom("10.2.0.1", way)).isEqualTo(way.accepted());
        assertThat(statusFrom("10.2.0.1", way)).isEqualTo(way.accepted());
        assertThat(statusFrom("10.2.0.1", way)).isEqualTo(429);
        assertThat(statusFrom("10.2.0.2", way)).isEqualTo(way.accepted());
        assertThat(statusFrom("10.2.0.3", way)).isEqualTo(503);
        assertThat(figure(way.counter())).isEqualTo(before + 2);
    }

    /** Of an opening; one that is accepted has its place when this returns. */
    private int statusFrom(String address, Way way) throws IOException {
        RawConnection client = connection(way.path());
        RawConnection.Answer answer = client.ask(
                "GET",
                Stream.concat(way.opening().stream(), Stream.of("X-Forwarded-For: " + address))
                        .toList());
        if (answer.status() == way.accepted()) {
            if (way.says()) {
                byte[] line = new ClientFrames(1)
                        .raw(0x81, "no name".getBytes(StandardCharsets.UTF_8))
                        .toBytes();
                client.send(line, 0, line.length);
            }
            assertThat(client.receive()).as("the first that comes").isNotNull();
        } else {
            assertThat(answer.headers()).containsKey("retry-after");
        }
        return answer.status();
    }

    static Stream<Arguments> packets() {
        return Stream.of(
                arguments("max-json-depth", "42[\"message\"," + "[".repeat(64) + "]".repeat(64) + "]"),
                arguments("max-number-length", "42[\"message\"," + "1".repeat(1_001) + "]"),
                arguments("max-attachments", "4511-[\"message\"]"),
                arguments("max-namespaces", "40/demo,"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void a_packet_past_a_limit_ends_its_connection_and_is_counted(String limit, String packet) throws Exception {
        String counter = "parley_socket_limits_crossed_total{limit=\"" + limit + "\"}";
        long before = figures().closed("parse error");
        long crossed = figure(counter);
        RawConnection client = connection(SOCKET_IO);
        client.handshake();
        ClientFrames frames = new ClientFrames(1);
        for (String each : List.of("40", "40/chat,", packet)) {
            frames.raw(0x81, each.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = frames.toBytes();
        client.send(bytes, 0, bytes.length);

        assertThat(closeCode(client)).isEqualTo(CloseCode.POLICY_VIOLATION);
        Eventually.until(() -> figures().closed("parse error"), count -> count == before + 1);
        assertThat(figure(counter)).isEqualTo(crossed + 1);
    }
}
