package dev.parley.wire.websocket;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The choice among a client's offers of permessage-deflate (RFC 7692, sections 5 and 7.1).
 *
 * @param header the answer's value of {@code Sec-WebSocket-Extensions}
 */
record DeflateNegotiation(DeflateParameters parameters, String header) {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_NO_CONTEXT_TAKEOVER = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT_TAKEOVER = "client_no_context_takeover";
    private static final String SERVER_MAX_WINDOW_BITS = "server_max_window_bits";
    private static final String CLIENT_MAX_WINDOW_BITS = "client_max_window_bits";

    /** The first offer that can be honoured, or null. */
    static @Nullable DeflateNegotiation firstAcceptable(List<HeaderFields.Extension> offers, DeflateParameters wishes) {
        return offers.stream()
                .filter(offer -> offer.name().equals(NAME) && isValid(offer))
                .findFirst()
                .map(offer -> answer(offer.parameters(), wishes))
                .orElse(null);
    }

    /** An offer with anything unknown, repeated or out of range must be declined (section 7.1). */
    private static boolean isValid(HeaderFields.Extension offer) {
        return !offer.repeats()
                && offer.parameters().entrySet().stream().allMatch(p -> isValid(p.getKey(), p.getValue()));
    }

    private static boolean isValid(String name, String value) {
        return switch (name) {
            case SERVER_NO_CONTEXT_TAKEOVER, CLIENT_NO_CONTEXT_TAKEOVER -> value.isEmpty();
            case SERVER_MAX_WINDOW_BITS -> isWindow(value);
            case CLIENT_MAX_WINDOW_BITS -> value.isEmpty() || isWindow(value);
            default -> false;
        };
    }

    /** A number from 8 to 15 without leading zeros. */
    private static boolean isWindow(String value) {
        return value.matches("[89]|1[0-5]");
    }

    private static DeflateNegotiation answer(Map<String, String> offer, DeflateParameters wishes) {
        boolean serverNoContext = wishes.serverNoContextTakeover() || offer.containsKey(SERVER_NO_CONTEXT_TAKEOVER);
        boolean clientNoContext = wishes.clientNoContextTakeover() || offer.containsKey(CLIENT_NO_CONTEXT_TAKEOVER);
        StringBuilder header = new StringBuilder(NAME);
        if (serverNoContext) {
            header.append("; ").append(SERVER_NO_CONTEXT_TAKEOVER);
        }
        if (clientNoContext) {
            header.append("; ").append(CLIENT_NO_CONTEXT_TAKEOVER);
        }
        int serverWindow = smaller(wishes.serverMaxWindowBits(), offer.get(SERVER_MAX_WINDOW_BITS));
        if (offer.containsKey(SERVER_MAX_WINDOW_BITS) || serverWindow < DeflateParameters.MAX_WINDOW_BITS) {
            header.append("; ").append(SERVER_MAX_WINDOW_BITS).append('=').append(serverWindow);
        }
        // Only a client that offered it knows the parameter (section 7.1.2.2).
        int clientWindow = DeflateParameters.MAX_WINDOW_BITS;
        if (offer.containsKey(CLIENT_MAX_WINDOW_BITS)) {
            clientWindow = smaller(wishes.clientMaxWindowBits(), offer.get(CLIENT_MAX_WINDOW_BITS));
            if (clientWindow < DeflateParameters.MAX_WINDOW_BITS) {
                header.append("; ").append(CLIENT_MAX_WINDOW_BITS).append('=').append(clientWindow);
            }
        }
        return new DeflateNegotiation(
                new DeflateParameters(serverNoContext, clientNoContext, serverWindow, clientWindow), header.toString());
    }

    private static int smaller(int wished, @Nullable String offered) {
        return offered == null || offered.isEmpty() ? wished : Math.min(wished, Integer.parseInt(offered));
    }
}
