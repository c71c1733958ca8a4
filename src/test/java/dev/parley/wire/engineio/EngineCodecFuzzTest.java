package dev.parley.wire.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever a client posts as a payload. */
class EngineCodecFuzzTest {
    private static final String[] PACKETS = {
        "0{\"sid\":\"x\"}",
        "1",
        "2",
        "2probe",
        "3",
        "4hello",
        "42[\"a\",1]",
        "5",
        "6",
        "bAQID",
        "bAQI=",
        "b",
        "bAQ\r\nID\r\n",
        "7"
    };

    private final Set<Class<?>> kinds = new HashSet<>();
    private int refused;

    @Test
    void a_payload_is_packets_or_it_is_refused() {
        Fuzz.inputs(100_000, EngineCodecFuzzTest::payload, bytes -> {
            String payload = new String(bytes, StandardCharsets.UTF_8);
            List<EnginePacket> packets;
            try {
                packets = EngineCodec.decodePayload(payload);
            } catch (EngineFormatException e) {
                refused++;
                return;
            }
            packets.forEach(packet -> kinds.add(packet.getClass()));
            assertThat(EngineCodec.decodePayload(encoded(packets))).isEqualTo(packets);
        });

        assertThat(kinds).containsExactlyInAnyOrder(EnginePacket.class.getPermittedSubclasses());
        assertThat(refused).isPositive();
    }

    private static String encoded(List<EnginePacket> packets) {
        return packets.stream()
                .map(EngineCodec::encode)
                .collect(Collectors.joining(String.valueOf(EngineCodec.SEPARATOR)));
    }

    private static byte[] payload(Random random) {
        StringBuilder payload = new StringBuilder(PACKETS[random.nextInt(PACKETS.length)]);
        for (int i = random.nextInt(4); i > 0; i--) {
            payload.append(EngineCodec.SEPARATOR).append(PACKETS[random.nextInt(PACKETS.length)]);
        }
        return payload.toString().getBytes(StandardCharsets.UTF_8);
    }
}
