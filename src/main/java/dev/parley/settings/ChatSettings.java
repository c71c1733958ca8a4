package dev.parley.settings;

import java.time.Duration;
import java.util.List;

/**
 * The chat, with the slices of its parts.
 *
 * @param maxText code points of one message
 * @param maxPeople names that are taken at once
 * @param maxPending commands of one connection that have no answer yet; one more is refused
 * @param maxWaiting commands of all connections that wait for their turn; one more is refused
 * @param messagesPerSecond commands of one connection, and what one person says on all, in the long run
 * @param messageBurst as many of them at once; more are refused, and twice as many end the connection
 * @param guests whether those may come whom the server has not authenticated
 * @param nameKept how long a guest's name is kept after the last visit
 * @param tokenKey with which guests' tokens are signed; empty for one that is made once and kept in the database
 * @param writingInterval between two signs that one connection is writing; more are dropped
 * @param deviceCode by which a guest takes the name to another device
 * @param rooms beside the lobby
 * @param changes of what was said
 * @param search for what was said
 * @param files that people share
 * @param line the chat's plain WebSocket
 */
public record ChatSettings(
        int maxText,
        int maxPeople,
        int maxPending,
        int maxWaiting,
        int messagesPerSecond,
        int messageBurst,
        boolean guests,
        Duration nameKept,
        String tokenKey,
        Duration writingInterval,
        DeviceCode deviceCode,
        Rooms rooms,
        Changes changes,
        Search search,
        Files files,
        Line line) {

    static ChatSettings read(SettingsReader r) {
        return new ChatSettings(
                r.count("chat.max-text", 4_000, 1, 100_000),
                r.count("chat.max-people", 10_000, 1, 1_000_000),
                r.count("chat.max-pending", 1_000, 1, 100_000),
                r.count("chat.max-waiting", 100_000, 1, 10_000_000),
                r.count("chat.messages-per-second", 20, 1, 1_000_000),
                r.count("chat.message-burst", 100, 1, 1_000_000),
                r.flag("chat.guests", true),
                r.duration("chat.name-kept", "30d", "1s", "3650d"),
                r.secret("chat.token-key", 32),
                r.duration("chat.writing-interval", "1s", "1ms", "1m"),
                DeviceCode.read(r),
                Rooms.read(r),
                Changes.read(r),
                Search.read(r),
                Files.read(r),
                Line.read(r));
    }

    /**
     * A code by which a guest takes the name to another device.
     *
     * @param valid how long it is
     * @param maxWrong codes that may be shown in a minute, by everybody together, before all are refused until it is over
     */
    public record DeviceCode(Duration valid, int maxWrong) {

        static DeviceCode read(SettingsReader r) {
            return new DeviceCode(
                    r.duration("chat.device-code.valid", "5m", "1s", "1h"),
                    r.count("chat.device-code.max-wrong", 20, 1, 10_000));
        }
    }

    /**
     * Rooms beside the lobby.
     *
     * @param max of all people; they stay once they are made
     * @param maxPerPerson of which one person is a member
     * @param maxName characters (UTF-16) of a name
     * @param maxTopic code points of a topic
     */
    public record Rooms(int max, int maxPerPerson, int maxName, int maxTopic) {

        static Rooms read(SettingsReader r) {
            return new Rooms(
                    r.count("chat.rooms.max", 1_000, 0, 100_000),
                    r.count("chat.rooms.max-per-person", 100, 0, 900),
                    r.count("chat.rooms.max-name", 40, 1, 64),
                    r.count("chat.rooms.max-topic", 250, 1, 1_000));
        }
    }

    /**
     * What is done to one message after it was said.
     *
     * @param maxEdits of its author
     * @param maxReactions of all people, one counted for each person and emoji
     */
    public record Changes(int maxEdits, int maxReactions) {

        static Changes read(SettingsReader r) {
            return new Changes(
                    r.count("chat.changes.max-edits", 100, 0, 10_000),
                    r.count("chat.changes.max-reactions", 200, 0, 10_000));
        }
    }

    /**
     * The search for what was said.
     *
     * @param maxAtOnce that run; up to 100 more wait, and the others are refused as busy
     * @param maxExamined messages that one looks at; what it has found by then is a page, from which the reader can go on
     */
    public record Search(int maxAtOnce, int maxExamined) {

        static Search read(SettingsReader r) {
            return new Search(
                    r.count("chat.search.max-at-once", 2, 1, 64),
                    r.count("chat.search.max-examined", 5_000, 100, 1_000_000));
        }
    }

    /**
     * The files that people share.
     *
     * @param maxBytes of one file; 0 for none at all
     * @param maxPerMessage files of one message
     * @param types media types that may be shared, such as {@code application/pdf}, {@code image/*} or {@code *}{@code /*}
     * @param maxUnsaid files of one person that are of no message yet
     * @param maxTotal bytes of all files, those included that have not come whole
     * @param unsaidKept how long a file that is of no message is kept after its last part came
     * @param maxDownloads at once; one more is asked to come back
     * @param downloadTimeout how long one may take
     */
    public record Files(
            int maxBytes,
            int maxPerMessage,
            List<String> types,
            int maxUnsaid,
            long maxTotal,
            Duration unsaidKept,
            int maxDownloads,
            Duration downloadTimeout) {

        static Files read(SettingsReader r) {
            return new Files(
                    r.size("chat.files.max-bytes", "10MiB", "0B", "1GiB"),
                    r.count("chat.files.max-per-message", 10, 1, 100),
                    r.mediaTypes("chat.files.types", "*/*"),
                    r.count("chat.files.max-unsaid", 20, 1, 1_000),
                    r.largeSize("chat.files.max-total", "10GiB", "0B", "1000000GiB"),
                    r.duration("chat.files.unsaid-kept", "1h", "1s", "30d"),
                    r.count("chat.files.max-downloads", 200, 1, 10_000),
                    r.duration("chat.files.download-timeout", "10m", "1s", "1d"));
        }
    }

    /**
     * The chat's plain WebSocket.
     *
     * @param maxConnections at once
     * @param maxConnectionsPerAddress at once from one address; a proxy in front must be named in {@code http.proxies}
     * @param maxMessage bytes of a message that is still looked at; a longer one ends the connection
     * @param outboxBytes bytes that wait for one client; one more ends the connection
     * @param sendTimeout how long one send may take
     * @param pingInterval between two pings of the server
     * @param pingTimeout how long a client that was pinged may be silent
     */
    public record Line(
            int maxConnections,
            int maxConnectionsPerAddress,
            int maxMessage,
            int outboxBytes,
            Duration sendTimeout,
            Duration pingInterval,
            Duration pingTimeout) {

        static Line read(SettingsReader r) {
            return new Line(
                    r.count("chat.line.max-connections", 10_000, 1, 1_000_000),
                    r.count("chat.line.max-connections-per-address", 2_000, 1, 1_000_000),
                    r.size("chat.line.max-message", "64KiB", "1KiB", "16MiB"),
                    r.size("chat.line.outbox-bytes", "1MiB", "16KiB", "256MiB"),
                    r.duration("chat.line.send-timeout", "30s", "100ms", "1h"),
                    r.duration("chat.line.ping-interval", "25s", "100ms", "1h"),
                    r.duration("chat.line.ping-timeout", "20s", "100ms", "1h"));
        }
    }
}
