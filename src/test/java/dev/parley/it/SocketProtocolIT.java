package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO protocol v5, packet by packet over WebSocket; each case names its section. */
class SocketProtocolIT extends ConformanceIT {

    SocketProtocolIT() {
        super("socket.io/");
    }

    @Deployment(name = PATIENT, testable = false)
    public static WebArchive application() throws Exception {
        return patientConformance();
    }

    /** Joins the main namespace and reads what it begins with. */
    private TestWebSocket joined() throws Exception {
        TestWebSocket socket = webSocket();
        socket.text();
        socket.send("40");
        assertThat(socket.text()).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{24}\"}");
        assertThat(socket.text()).isEqualTo("42[\"auth\",{}]");
        return socket;
    }

    // ---- Connection to a namespace

    @ParameterizedTest(name = "{0}")
    @DisplayName("Connection to a namespace: it answers with an id, and has the credentials that came")
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "40 40 42 {}",
                "40{\"token\":\"中文\"} 40 42 {\"token\":\"中文\"}",
                "40/custom 40/custom, 42/custom, {}",
                "40/custom, 40/custom, 42/custom, {}",
                "40/custom,{\"token\":\"123\"} 40/custom, 42/custom, {\"token\":\"123\"}"
            })
    void joining_a_namespace(String packet, String answer, String event, String auth) throws Exception {
        try (TestWebSocket socket = webSocket()) {
            socket.text();
            socket.send(packet);

            String connected = socket.text();
            assertThat(connected).startsWith(answer + "{");
            assertThat(new JSONObject(connected.substring(answer.length())).getString("sid"))
                    .hasSize(24);
            assertThat(socket.text()).isEqualTo(event + "[\"auth\"," + auth + "]");
        }
    }

    @Test
    @DisplayName("Connection to a namespace: an unknown one is refused, and the connection stays")
    void an_unknown_namespace() throws Exception {
        try (TestWebSocket socket = webSocket()) {
            socket.text();
            socket.send("40/random");
            assertThat(socket.text()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
            socket.send("40");
            assertThat(socket.text()).startsWith("40{");
        }
    }

    @ParameterizedTest
    @DisplayName("Connection to a namespace: what comes before it, or is no packet, ends the connection")
    @ValueSource(strings = {"42[\"message\",1]", "4abc", "48", "41", "40{", "40/custom,[]"})
    void no_namespace_first(String packet) throws Exception {
        try (TestWebSocket socket = webSocket()) {
            socket.text();
            socket.send(packet);
            socket.awaitEnd();
        }
    }

    // ---- Disconnection from a namespace

    @Test
    @DisplayName("Disconnection from a namespace: the others of the connection stay")
    void leaving_one_namespace() throws Exception {
        try (TestWebSocket socket = joined()) {
            socket.send("40/custom");
            assertThat(socket.text()).startsWith("40/custom,{");
            assertThat(socket.text()).startsWith("42/custom,");

            socket.send("41/custom");
            socket.send("42[\"message\",\"still here\"]");

            assertThat(socket.text()).isEqualTo("42[\"message-back\",\"still here\"]");
            assertThat(socket.isQuiet()).isTrue();
        }
    }

    @Test
    @DisplayName("Disconnection from a namespace: it can be joined again")
    void joining_again() throws Exception {
        try (TestWebSocket socket = joined()) {
            socket.send("41");
            socket.send("40");
            assertThat(socket.text()).startsWith("40{");
        }
    }

    // ---- Sending and receiving data

    @ParameterizedTest
    @DisplayName("Sending and receiving data: an event comes back with the same arguments")
    @ValueSource(
            strings = {"1", "\"2\"", "{\"3\":[false]}", "null,true,1.5", "\"中文 🎈\",[[],{}]", "\"\\u0000\\\"\\\\\""})
    void an_event(String arguments) throws Exception {
        try (TestWebSocket socket = joined()) {
            socket.send("42[\"message\"," + arguments + "]");

            assertThat(socket.text()).isEqualTo("42[\"message-back\"," + arguments + "]");
        }
    }

    @Test
    @DisplayName("Acknowledgement: it has the id and the arguments of its event")
    void an_acknowledgement() throws Exception {
        try (TestWebSocket socket = joined()) {
            socket.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
            assertThat(socket.text()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @Test
    @DisplayName("Sending and receiving data: binary follows its packet, in the order of the placeholders")
    void a_binary_event() throws Exception {
        try (TestWebSocket socket = joined()) {
            socket.send("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            socket.send((byte) 1, (byte) 2, (byte) 3);
            socket.send((byte) -4, (byte) 5);

            assertThat(socket.text())
                    .isEqualTo(
                            "452-[\"message-back\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            assertThat(socket.binary()).containsExactly(1, 2, 3);
            assertThat(socket.binary()).containsExactly(-4, 5);
        }
    }

    @Test
    @DisplayName("Acknowledgement: binary comes back as binary")
    void a_binary_acknowledgement() throws Exception {
        try (TestWebSocket socket = joined()) {
            socket.send("451-789[\"message-with-ack\",\"text\",{\"_placeholder\":true,\"num\":0}]");
            socket.send((byte) 1, (byte) 2, (byte) 3);

            assertThat(socket.text()).isEqualTo("461-789[\"text\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.binary()).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @DisplayName("Packet encoding: a broken packet ends its connection")
    @ValueSource(
            strings = {
                "4",
                "49[\"message\"]",
                "42",
                "42{}",
                "42[]",
                "42[{}]",
                "42[\"message\"",
                "42[\"message\",1]x",
                "45[\"message\"]",
                "4599999999999-[\"message\"]",
                "43[1]",
                "44{\"message\":\"mine\"}"
            })
    void a_broken_packet(String packet) throws Exception {
        try (TestWebSocket socket = joined()) {
            socket.send(packet);
            socket.awaitEnd();
        }
    }

    @Test
    @DisplayName("Packet encoding: text where an attachment has to come ends the connection")
    void text_instead_of_an_attachment() throws Exception {
        try (TestWebSocket socket = joined()) {
            socket.send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
            socket.send("42[\"message\",1]");
            socket.awaitEnd();
        }
    }

    @Test
    @DisplayName("Packet encoding: binary that nothing announced ends the connection")
    void binary_out_of_the_blue() throws Exception {
        try (TestWebSocket socket = joined()) {
            socket.send((byte) 1);
            socket.awaitEnd();
        }
    }
}
