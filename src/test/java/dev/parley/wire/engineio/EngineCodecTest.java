package dev.parley.wire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineCodecTest {
    private static final Map<EnginePacket, String> EXAMPLES = Map.of(
            new EnginePacket.Open("{\"sid\":\"x\"}"), "0{\"sid\":\"x\"}",
            new EnginePacket.Close(), "1",
            new EnginePacket.Ping("probe"), "2probe",
            new EnginePacket.Pong(""), "3",
            new EnginePacket.Text("中文 \uD83D\uDE00"), "4中文 \uD83D\uDE00",
            new EnginePacket.Upgrade(), "5",
            new EnginePacket.Noop(), "6");

    static Stream<Map.Entry<EnginePacket, String>> examples() {
        return EXAMPLES.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    @DisplayName("Packet encoding")
    void a_packet_is_its_type_and_its_data(Map.Entry<EnginePacket, String> example) throws Exception {
        assertThat(EngineCodec.encode(example.getKey())).isEqualTo(example.getValue());
        assertThat(EngineCodec.decode(example.getValue())).isEqualTo(example.getKey());
    }

    @Test
    void every_kind_of_packet_can_be_written() {
        EnginePacket binary = new EnginePacket.Binary(Bytes.wrap(new byte[] {1, 2, 3, 4}));

        assertThat(Stream.concat(EXAMPLES.keySet().stream(), Stream.of(binary)).map(Object::getClass))
                .containsExactlyInAnyOrder(EnginePacket.class.getPermittedSubclasses());
        assertThat(EngineCodec.encode(binary)).isEqualTo("bAQIDBA==");
    }

    @Test
    @DisplayName("HTTP long-polling: a record separator between packets, binary as base64")
    void a_payload_keeps_its_packets_in_order() throws Exception {
        assertThat(EngineCodec.decodePayload("4hello\u001e2\u001ebAQIDBA==\u001e4"))
                .isEqualTo(List.of(
                        new EnginePacket.Text("hello"),
                        new EnginePacket.Ping(""),
                        new EnginePacket.Binary(Bytes.wrap(new byte[] {1, 2, 3, 4})),
                        new EnginePacket.Text("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "7", "1x", "5probe", "6 ", "/", ":", "-1", "中"})
    void what_is_not_a_packet_is_refused(String text) {
        assertThatThrownBy(() -> EngineCodec.decode(text)).isInstanceOf(EngineFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b", "b###", "4a\u001ebAQIDBA==x"})
    void one_bad_packet_refuses_the_payload(String payload) {
        assertThatThrownBy(() -> EngineCodec.decodePayload(payload)).isInstanceOf(EngineFormatException.class);
    }

    @Test
    void a_websocket_message_never_carries_base64() {
        assertThatThrownBy(() -> EngineCodec.decode("bAQIDBA==")).isInstanceOf(EngineFormatException.class);
    }

    @Test
    void bytes_are_compared_by_value_and_never_shared() {
        byte[] array = {1, 2};
        Bytes bytes = Bytes.copyOf(array);
        array[0] = 9;
        bytes.toArray()[1] = 9;

        assertThat(bytes).isEqualTo(Bytes.wrap(new byte[] {1, 2})).hasSameHashCodeAs(Bytes.wrap(new byte[] {1, 2}));
        assertThat(Arrays.equals(bytes.toArray(), new byte[] {1, 2})).isTrue();
    }

    @Test
    void base64_with_line_breaks_as_the_official_java_client_sends_it_is_read() throws EngineFormatException {
        assertThat(EngineCodec.decodePayload("bAQID\nBA==\n"))
                .containsExactly(new EnginePacket.Binary(Bytes.copyOf(new byte[] {1, 2, 3, 4})));
    }
}
