package dev.parley.engine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an Engine.IO server says first. */
public final class OpenPacket {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private OpenPacket() {}

    /** The session that the packet opens; absent if the text has no open packet. */
    public static Optional<String> sid(String text) {
        Matcher sid = SID.matcher(text);
        return sid.find() ? Optional.of(sid.group(1)) : Optional.empty();
    }
}
