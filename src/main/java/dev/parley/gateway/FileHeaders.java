package dev.parley.gateway;

import dev.parley.chat.SharedFile;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What a browser is told about a file of which nobody knows what it is. Pictures that cannot have a script are shown, all else is to
 * be stored; and whatever it is, it gets no origin, loads nothing and runs nothing.
 */
final class FileHeaders {
    private static final String POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'";
    private static final String FOR_A_YEAR = "private, max-age=31536000, immutable";
    private static final String UNKNOWN = "application/octet-stream";

    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif");

    /** Those that no browser takes for a page. */
    private static final Set<String> STORED = Set.of(
            "application/pdf",
            "application/zip",
            "application/gzip",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/wav",
            "audio/webm",
            "video/mp4",
            "video/ogg",
            "video/webm",
            "text/csv",
            "text/plain");

    /** Beside letters and digits: {@code attr-char} of RFC 8187, section 3.2.1. */
    private static final String PLAIN = "!#$&+-.^_`|~";

    private FileHeaders() {}

    static void set(SharedFile file, HttpServletResponse response) {
        response.setHeader("Cache-Control", FOR_A_YEAR);
        response.addHeader("Vary", "Authorization, Cookie");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Content-Disposition", disposition(file));
        response.setContentType(type(file));
        response.setContentLengthLong(file.size());
    }

    static String type(SharedFile file) {
        if (file.type().equals("text/plain")) {
            return "text/plain;charset=utf-8";
        }
        return SHOWN.contains(file.type()) || STORED.contains(file.type()) ? file.type() : UNKNOWN;
    }

    static String disposition(SharedFile file) {
        return (SHOWN.contains(file.type()) ? "inline" : "attachment") + "; filename*=UTF-8''" + encoded(file.name());
    }

    private static String encoded(String name) {
        StringBuilder all = new StringBuilder();
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (one & 0xff);
            boolean isPlain = (character >= 'a' && character <= 'z')
                    || (character >= 'A' && character <= 'Z')
                    || (character >= '0' && character <= '9')
                    || PLAIN.indexOf(character) >= 0;
            if (isPlain) {
                all.append(character);
            } else {
                all.append('%')
                        .append(Character.toUpperCase(Character.forDigit(character >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(character & 0xf, 16)));
            }
        }
        return all.toString();
    }
}
