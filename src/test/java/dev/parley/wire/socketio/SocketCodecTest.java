package dev.parley.wire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.engineio.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sections named here are those of the Socket.IO protocol, version 5. */
class SocketCodecTest {
    private static final OptionalLong NO_ID = OptionalLong.empty();
    private static final Bytes ONE = bytes(1, 2);
    private static final Bytes TWO = bytes(3, 4);

    private final SocketDecoder decoder = new SocketDecoder(10, 1_000);

    static Stream<Arguments> packets() {
        String two = "[\"baz\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        return Stream.of(
                Arguments.of("0{}", new SocketPacket.Connect("/", "{}")),
                Arguments.of("0/admin,{\"sid\":\"oSO0\"}", new SocketPacket.Connect("/admin", "{\"sid\":\"oSO0\"}")),
                Arguments.of("1", new SocketPacket.Disconnect("/")),
                Arguments.of("1/admin,", new SocketPacket.Disconnect("/admin")),
                Arguments.of("2[\"foo\"]", new SocketPacket.Event("/", NO_ID, "[\"foo\"]", List.of())),
                Arguments.of("2/admin,[\"bar\"]", new SocketPacket.Event("/admin", NO_ID, "[\"bar\"]", List.of())),
                Arguments.of("212[\"foo\"]", new SocketPacket.Event("/", OptionalLong.of(12), "[\"foo\"]", List.of())),
                Arguments.of("3/admin,13[\"bar\"]", new SocketPacket.Ack("/admin", 13, "[\"bar\"]", List.of())),
                Arguments.of("312[]", new SocketPacket.Ack("/", 12, "[]", List.of())),
                Arguments.of(
                        "29007199254740991[\"x\"]",
                        new SocketPacket.Event("/", OptionalLong.of(9007199254740991L), "[\"x\"]", List.of())),
                Arguments.of("4{\"message\":\"no\"}", new SocketPacket.ConnectError("/", "{\"message\":\"no\"}")),
                Arguments.of("4/a,\"no\"", new SocketPacket.ConnectError("/a", "\"no\"")),
                Arguments.of("52-" + two, new SocketPacket.Event("/", NO_ID, two, List.of(ONE, TWO))),
                Arguments.of("62-/admin,15" + two, new SocketPacket.Ack("/admin", 15, two, List.of(ONE, TWO))));
    }

    @ParameterizedTest
    @MethodSource("packets")
    @DisplayName("Packet encoding: every packet is read as it is written")
    void every_packet_is_read_as_it_is_written(String text, SocketPacket packet) throws Exception {
        assertThat(SocketEncoder.text(packet)).isEqualTo(text);
        assertThat(decode(text, attachments(packet))).contains(packet);
    }

    @Test
    void every_kind_of_packet_is_among_the_cases() {
        Set<Class<?>> kinds = new HashSet<>();
        packets().forEach(arguments -> kinds.add(arguments.get()[1].getClass()));

        assertThat(kinds).containsExactlyInAnyOrder(SocketPacket.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            0               | 0{}
            0/admin         | 0/admin,{}
            0/,             | 0{}
            1/admin         | 1/admin,
            2/,["a"]        | 2["a"]
            50-["a"]        | 2["a"]
            2007["a"]       | 27["a"]
            0/admin?a=1,{}  | 0/admin?a=1,{}
            """)
    void a_packet_may_be_written_in_more_than_one_way(String text, String canonical) throws Exception {
        assertThat(decoder.text(text).map(SocketEncoder::text)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // unknown types
                "",
                "7",
                "9[]",
                "a",
                "abc",
                "-1",
                " 2[\"a\"]",
                "\u0662[\"a\"]",
                // payloads that the type cannot have
                "0[]",
                "0null",
                "0\"a\"",
                "01",
                "0/admin,[]",
                "1{}",
                "1[]",
                "2",
                "2{}",
                "2/admin",
                "2null",
                "2 [\"a\"]",
                "2abc[\"a\"]",
                "2-1[\"a\"]",
                "2+1[\"a\"]",
                "21e2[\"a\"]",
                "21.5[\"a\"]",
                "3[]",
                "31",
                "31{}",
                "3/a,[]",
                "4",
                "4[]",
                "41{}",
                "11",
                // ids that no peer can count to
                "29007199254740992[\"a\"]",
                "299999999999999999999999[\"a\"]",
                "39007199254740992[]",
                // attachments
                "5[\"a\"]",
                "5-[\"a\"]",
                "5a-[\"a\"]",
                "51[\"a\"]",
                "5-1-[\"a\"]",
                "5 1-[\"a\"]",
                "51e0-[\"a\"]",
                "511-[\"a\"]",
                "54294967297-[\"a\"]",
                "599999999999999999999-[\"a\"]",
                "50-{}",
                "60-[]",
            })
    void what_is_no_packet_is_refused(String text) {
        assertThatThrownBy(() -> decoder.text(text)).isInstanceOf(SocketFormatException.class);
    }

    @Test
    void a_message_of_a_refusal_never_repeats_what_was_sent() {
        assertThatThrownBy(() -> decoder.text("2secret")).hasMessageNotContaining("secret");
    }

    @Test
    void a_packet_is_empty_until_its_last_attachment() throws Exception {
        assertThat(decoder.text("52-[\"a\"]")).isEmpty();
        assertThat(decoder.binary(ONE)).isEmpty();
        assertThat(decoder.binary(TWO)).contains(new SocketPacket.Event("/", NO_ID, "[\"a\"]", List.of(ONE, TWO)));
        assertThat(decoder.text("2[\"b\"]")).contains(new SocketPacket.Event("/", NO_ID, "[\"b\"]", List.of()));
    }

    @Test
    void an_attachment_may_be_empty() throws Exception {
        assertThat(decode("51-[\"a\"]", List.of(Bytes.EMPTY)))
                .contains(new SocketPacket.Event("/", NO_ID, "[\"a\"]", List.of(Bytes.EMPTY)));
    }

    @Test
    void a_text_in_place_of_an_attachment_is_refused() throws Exception {
        decoder.text("51-[\"a\"]");

        assertThatThrownBy(() -> decoder.text("2[\"b\"]")).isInstanceOf(SocketFormatException.class);
    }

    @Test
    void an_attachment_without_its_packet_is_refused() throws Exception {
        assertThatThrownBy(() -> decoder.binary(ONE)).isInstanceOf(SocketFormatException.class);

        decoder.text("50-[\"a\"]");
        assertThatThrownBy(() -> decoder.binary(ONE)).isInstanceOf(SocketFormatException.class);
    }

    @Test
    void a_payload_is_checked_before_its_attachments_are_awaited() {
        assertThatThrownBy(() -> decoder.text("51-{}")).isInstanceOf(SocketFormatException.class);
    }

    @Test
    void attachments_together_are_bounded() throws Exception {
        decoder.text("53-[\"a\"]");
        decoder.binary(Bytes.wrap(new byte[500]));
        decoder.binary(Bytes.wrap(new byte[500]));

        assertThatThrownBy(() -> decoder.binary(Bytes.wrap(new byte[1])))
                .hasMessageContaining("1000 bytes")
                .isInstanceOfSatisfying(
                        SocketFormatException.class, e -> assertThat(e.limit()).isEqualTo("max-attachment-bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"511-[\"a\"]", "54294967297-[\"a\"]", "599999999999999999999-[\"a\"]"})
    void the_attachments_of_a_packet_are_bounded(String text) {
        assertThatThrownBy(() -> decoder.text(text))
                .hasMessageContaining("10 attachments")
                .isInstanceOfSatisfying(
                        SocketFormatException.class, e -> assertThat(e.limit()).isEqualTo("max-attachments"));
    }

    @Test
    void the_bound_counts_for_each_packet_anew() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(decode("51-[\"a\"]", List.of(Bytes.wrap(new byte[1_000]))))
                    .isPresent();
        }
    }

    @Test
    void a_packet_keeps_its_attachments_when_the_list_it_was_made_of_changes() {
        List<Bytes> attachments = new ArrayList<>(List.of(ONE));
        SocketPacket.Event event = new SocketPacket.Event("/", NO_ID, "[\"a\"]", attachments);

        attachments.clear();

        assertThat(event.attachments()).containsExactly(ONE);
    }

    private Optional<SocketPacket> decode(String text, List<Bytes> attachments) throws SocketFormatException {
        Optional<SocketPacket> packet = decoder.text(text);
        for (Bytes attachment : attachments) {
            assertThat(packet).isEmpty();
            packet = decoder.binary(attachment);
        }
        return packet;
    }

    private static List<Bytes> attachments(SocketPacket packet) {
        if (packet instanceof SocketPacket.Event event) {
            return event.attachments();
        }
        return packet instanceof SocketPacket.Ack ack ? ack.attachments() : List.of();
    }

    private static Bytes bytes(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return Bytes.wrap(array);
    }
}
