package dev.parley.wire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fuzz.Fuzz;
import dev.parley.wire.engineio.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever messages a client sends over its session. */
class SocketDecoderFuzzTest {
    private static final int MAX_ATTACHMENTS = 3;
    private static final int MAX_BYTES = 16;
    private static final char END = '\n';

    /** Stands before an attachment. */
    private static final char BINARY = '\u0001';

    private static final List<String> MESSAGES = List.of(
            "0",
            "0{\"token\":\"x\"}",
            "0/chat,{}",
            "1",
            "1/chat,",
            "2[\"a\"]",
            "2/chat?x=1,12[\"a\",1]",
            "31[]",
            "3/chat,9007199254740991[1]",
            "4{\"message\":\"no\"}",
            "4/chat,\"no\"",
            "51-[\"a\",{\"_placeholder\":true,\"num\":0}]\n\u0001abc",
            "52-/chat,7[\"a\"]\n\u0001abc\n\u0001",
            "61-/chat,7[{\"_placeholder\":true,\"num\":0}]\n\u0001abc",
            "50-[\"a\"]");

    private final Set<Class<?>> kinds = new HashSet<>();
    private int refused;

    @Test
    void messages_are_packets_or_they_are_refused() {
        Fuzz.inputs(100_000, SocketDecoderFuzzTest::messages, bytes -> {
            SocketDecoder decoder = new SocketDecoder(MAX_ATTACHMENTS, MAX_BYTES);
            try {
                for (String message : new String(bytes, StandardCharsets.UTF_8).split(String.valueOf(END), -1)) {
                    Optional<SocketPacket> packet = decode(decoder, message);
                    if (packet.isPresent()) {
                        survives(packet.get());
                    }
                }
            } catch (SocketFormatException e) {
                refused++;
            }
        });

        assertThat(kinds).containsExactlyInAnyOrder(SocketPacket.class.getPermittedSubclasses());
        assertThat(refused).isPositive();
    }

    private static Optional<SocketPacket> decode(SocketDecoder decoder, String message) throws SocketFormatException {
        return message.indexOf(BINARY) == 0
                ? decoder.binary(Bytes.wrap(message.substring(1).getBytes(StandardCharsets.UTF_8)))
                : decoder.text(message);
    }

    /** What was decoded means the same when it is passed on. */
    private void survives(SocketPacket packet) throws SocketFormatException {
        kinds.add(packet.getClass());
        SocketDecoder decoder = new SocketDecoder(MAX_ATTACHMENTS, MAX_BYTES);
        Optional<SocketPacket> again = decoder.text(SocketEncoder.text(packet));
        List<Bytes> attachments = packet instanceof SocketPacket.Event event
                ? event.attachments()
                : packet instanceof SocketPacket.Ack ack ? ack.attachments() : List.of();
        assertThat(attachments.stream().mapToInt(Bytes::size).sum()).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(attachments).hasSizeLessThanOrEqualTo(MAX_ATTACHMENTS);
        for (Bytes attachment : attachments) {
            again = decoder.binary(attachment);
        }
        assertThat(again).contains(packet);
    }

    private static byte[] messages(Random random) {
        StringBuilder all = new StringBuilder(MESSAGES.get(random.nextInt(MESSAGES.size())));
        for (int i = random.nextInt(3); i > 0; i--) {
            all.append(END).append(MESSAGES.get(random.nextInt(MESSAGES.size())));
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }
}
