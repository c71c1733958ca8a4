package dev.parley.wire.websocket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The grammar of the handshake's headers (section 9.1; RFC 9110, section 5.6). */
final class HeaderFields {
    /**
     * One offer of an extension.
     *
     * @param parameters in their order; the value is empty for a parameter without one
     * @param repeats whether a parameter appeared twice
     */
    record Extension(String name, Map<String, String> parameters, boolean repeats) {}

    private final String text;
    private int at;

    private HeaderFields(String text) {
        this.text = text;
    }

    /** Whether a list of tokens, over all values of a header, has that one; in any case, as the values of HTTP are. */
    static boolean hasToken(List<String> values, String token) {
        for (String value : values) {
            for (String element : value.split(",", -1)) {
                if (element.strip().toLowerCase(Locale.ROOT).equals(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The tokens of all values of a header; null if something else is among them. */
    static @Nullable List<String> tokens(List<String> values) {
        List<String> tokens = new ArrayList<>();
        for (String value : values) {
            HeaderFields fields = new HeaderFields(value);
            do {
                fields.skipSpace();
                String token = fields.token();
                if (token.isEmpty()) {
                    return null;
                }
                tokens.add(token);
                fields.skipSpace();
            } while (fields.take(','));
            if (!fields.atEnd()) {
                return null;
            }
        }
        return tokens;
    }

    /** The offers of all values of {@code Sec-WebSocket-Extensions}, best first; null if they cannot be read. */
    static @Nullable List<Extension> extensions(List<String> values) {
        List<Extension> all = new ArrayList<>();
        for (String value : values) {
            HeaderFields fields = new HeaderFields(value);
            do {
                Extension extension = fields.extension();
                if (extension == null) {
                    return null;
                }
                all.add(extension);
            } while (fields.take(','));
            if (!fields.atEnd()) {
                return null;
            }
        }
        return all;
    }

    private @Nullable Extension extension() {
        skipSpace();
        String name = token();
        if (name.isEmpty()) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean repeats = false;
        skipSpace();
        while (take(';')) {
            skipSpace();
            String parameter = token();
            if (parameter.isEmpty()) {
                return null;
            }
            skipSpace();
            String value = "";
            if (take('=')) {
                skipSpace();
                value = take('"') ? quoted() : token();
                if (value.isEmpty()) {
                    return null;
                }
                skipSpace();
            }
            repeats |= parameters.put(parameter, value) != null;
        }
        return new Extension(name, parameters, repeats);
    }

    /** The rest of a quoted string; empty if it is not a token once its quotes are off, as section 9.1 demands. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at == text.length() || !isTokenCharacter(text.charAt(at))) {
                return "";
            }
            value.append(text.charAt(at++));
        }
        return take('"') ? value.toString() : "";
    }

    private String token() {
        int start = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private boolean atEnd() {
        return at == text.length();
    }
}
