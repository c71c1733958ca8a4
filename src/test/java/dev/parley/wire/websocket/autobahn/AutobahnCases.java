package dev.parley.wire.websocket.autobahn;

import java.util.List;
import java.util.stream.Stream;

/** All 517 cases. */
public final class AutobahnCases {
    /** The suite sends 1,000 messages in each case that sends many; {@code -Dautobahn.messages=1000} does so too. */
    private static final int MESSAGES = Integer.getInteger("autobahn.messages", 10);

    private AutobahnCases() {}

    /** In the suite's order. */
    public static Stream<AutobahnCase> all() {
        return Stream.of(
                        FramingCases.all(),
                        Utf8Cases.all(),
                        ClosingCases.all(),
                        SizeCases.all(MESSAGES),
                        CompressionCases.all(MESSAGES))
                .flatMap(List::stream);
    }
}
