package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fuzz.Fuzz;
import dev.parley.socket.Json.ReceivedEvent;
import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.socketio.SocketFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a client sends as the JSON of an event. */
class JsonFuzzTest {
    private static final int MAX_DEPTH = 8;

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1.5e3",
            "9007199254740993",
            "123456789012345678901234567890",
            "1e400",
            "\"text\"",
            "\"\\u4e2d\\ud83d\\ude00\\\"\\n\"",
            "\"\\ud800\"",
            "{}",
            "{\"a\":1,\"a\":[2]}",
            "{\"_placeholder\":true,\"num\":0}",
            "{\"_placeholder\":true,\"num\":1}",
            "[[],[[]]]",
            "[[[[[[[[1]]]]]]]]",
            "\"中文\uD83D\uDE00\"");

    private final Json json = new Json(MAX_DEPTH, 40);
    private final List<Bytes> one = List.of(Bytes.wrap(new byte[3]));
    private int accepted;
    private int withAttachments;
    private int refused;

    @Test
    void what_is_accepted_can_be_read_and_passed_on() {
        Fuzz.inputs(100_000, JsonFuzzTest::event, bytes -> {
            String text = new String(bytes, StandardCharsets.UTF_8);
            for (List<Bytes> attachments : List.of(List.<Bytes>of(), one)) {
                try {
                    read(text, attachments);
                } catch (SocketFormatException e) {
                    refused++;
                }
            }
        });

        assertThat(accepted).isPositive();
        assertThat(withAttachments).isPositive();
        assertThat(refused).isPositive();
    }

    private void read(String text, List<Bytes> attachments) throws SocketFormatException {
        ReceivedEvent event = json.event(text, attachments);
        List<?> values = event.args().toList();
        assertThat(values).hasSize(event.args().size());
        assertThat(Json.RESERVED_EVENTS).doesNotContain(event.name());
        accepted++;
        if (values.stream().anyMatch(Bytes.class::isInstance)) {
            withAttachments++;
        }
    }

    @Test
    void an_object_is_one_or_it_is_refused() {
        Fuzz.inputs(
                50_000, random -> VALUES.get(random.nextInt(VALUES.size())).getBytes(StandardCharsets.UTF_8), bytes -> {
                    try {
                        json.object(new String(bytes, StandardCharsets.UTF_8));
                        accepted++;
                    } catch (SocketFormatException e) {
                        refused++;
                    }
                });

        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
    }

    private static byte[] event(Random random) {
        StringBuilder event = new StringBuilder("[\"name\"");
        for (int i = random.nextInt(4); i > 0; i--) {
            event.append(',').append(VALUES.get(random.nextInt(VALUES.size())));
        }
        return event.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }
}
