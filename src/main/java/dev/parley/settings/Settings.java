package dev.parley.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Every setting, with its unit, its default and its range where it is read. Parts take their slice, not the whole.
 *
 * @param unknownKeys keys that were set and that no part has: worth a warning, never an error
 */
public record Settings(
        Http http,
        Engine engine,
        WebSocket webSocket,
        Socket socket,
        Store store,
        Streams streams,
        Chat chat,
        Set<String> unknownKeys) {

    /** @throws InvalidSettingException for the first value that is not allowed */
    public static Settings from(SettingsSource source) {
        SettingsReader reader = new SettingsReader(source);
        Http http = Http.read(reader);
        Engine engine = Engine.read(reader);
        WebSocket webSocket = WebSocket.read(reader);
        Socket socket = Socket.read(reader);
        Store store = Store.read(reader);
        Streams streams = Streams.read(reader);
        Chat chat = Chat.read(reader);
        return new Settings(http, engine, webSocket, socket, store, streams, chat, reader.unknown());
    }

    /**
     * What stands between the server and its clients.
     *
     * @param proxies whose word for where a request comes from is taken ({@code X-Forwarded-For}, {@code X-Forwarded-Proto})
     */
    public record Http(List<Network> proxies) {

        static Http read(SettingsReader r) {
            return new Http(r.networks("http.proxies"));
        }
    }

    /**
     * Engine.IO.
     *
     * @param pingInterval between two pings of the server
     * @param pingTimeout how long the server waits for the pong
     * @param maxPayload bytes of one polling body and of one WebSocket message, both directions of a client's input
     * @param upgradeTimeout how long a probing WebSocket may take to complete the upgrade
     * @param sendTimeout how long one write to a client may take
     * @param outboxPackets packets that wait for one client; one more ends the session
     * @param outboxBytes bytes that wait for one client; one more ends the session
     * @param flushLoops threads that write; 0 means one a core
     * @param gatherWindow how long a broadcast may wait at most for others to share a write with, where there are many; zero for
     *     not at all
     * @param maxSessions open at once
     * @param maxSessionsPerAddress open at once from one address; a proxy in front must be named in {@code http.proxies}
     * @param handshakesPerSecond that one address may ask for
     * @param packetsPerSecond that one client may send in the long run; 0 for no limit
     * @param packetBurst packets that it may send at once
     * @param carrier what carries its WebSockets
     * @param allowedOrigins origins beside the server's own whose pages may connect; {@code *} means every origin
     */
    public record Engine(
            Duration pingInterval,
            Duration pingTimeout,
            int maxPayload,
            Duration upgradeTimeout,
            Duration sendTimeout,
            int outboxPackets,
            int outboxBytes,
            int flushLoops,
            Duration gatherWindow,
            int maxSessions,
            int maxSessionsPerAddress,
            int handshakesPerSecond,
            int packetsPerSecond,
            int packetBurst,
            Carrier carrier,
            List<String> allowedOrigins) {

        /** What moves the messages of a WebSocket. */
        public enum Carrier {
            /** The hand-made WebSocket on the servlet container's upgrade. */
            UPGRADE,
            /** The container's own WebSocket. */
            ENDPOINT
        }

        static Engine read(SettingsReader r) {
            return new Engine(
                    r.duration("engine.ping-interval", "25s", "100ms", "1h"),
                    r.duration("engine.ping-timeout", "20s", "100ms", "1h"),
                    r.size("engine.max-payload", "1000000B", "1KiB", "64MiB"),
                    r.duration("engine.upgrade-timeout", "10s", "100ms", "5m"),
                    r.duration("engine.send-timeout", "30s", "100ms", "1h"),
                    r.count("engine.outbox-packets", 10_000, 16, 1_000_000),
                    r.size("engine.outbox-bytes", "1MiB", "16KiB", "256MiB"),
                    r.count("engine.flush-loops", 0, 0, 64),
                    r.duration("engine.gather-window", "25ms", "0ms", "1s"),
                    r.count("engine.max-sessions", 100_000, 1, 10_000_000),
                    r.count("engine.max-sessions-per-address", 20_000, 1, 10_000_000),
                    r.count("engine.handshakes-per-second", 5_000, 1, 1_000_000),
                    r.count("engine.packets-per-second", 1_000, 0, 1_000_000),
                    r.count("engine.packet-burst", 10_000, 1, 1_000_000),
                    r.choice("engine.carrier", Carrier.UPGRADE),
                    r.list("engine.allowed-origins", ""));
        }
    }

    /**
     * The hand-made WebSocket, whoever speaks over it.
     *
     * @param maxFragments frames that one message may come in
     * @param messageTimeout how long a message may take from its first byte to its last
     * @param closingTimeout how long a client may take to answer a close frame, and to take it
     * @param maxConnections on one path, those included that the container has not closed yet
     */
    public record WebSocket(int maxFragments, Duration messageTimeout, Duration closingTimeout, int maxConnections) {

        static WebSocket read(SettingsReader r) {
            return new WebSocket(
                    r.count("websocket.max-fragments", 65_536, 1, 16_777_216),
                    r.duration("websocket.message-timeout", "30s", "100ms", "1h"),
                    r.duration("websocket.closing-timeout", "5s", "100ms", "5m"),
                    r.count("websocket.max-connections", 100_000, 1, 10_000_000));
        }
    }

    /**
     * Socket.IO.
     *
     * @param connectTimeout how long a session may stay without a namespace
     * @param ackTimeout default deadline of an acknowledgement that the server awaits
     * @param maxAttachments binary attachments of one packet
     * @param maxAttachmentBytes bytes of all attachments of one packet together
     * @param maxAcksAwaited acknowledgements the server awaits from one socket
     * @param maxNamespaces namespaces one connection may join
     * @param maxRooms rooms one socket may be in
     * @param maxJsonDepth nesting of a packet's JSON
     * @param maxNumberLength characters of a number in a packet's JSON
     */
    public record Socket(
            Duration connectTimeout,
            Duration ackTimeout,
            int maxAttachments,
            int maxAttachmentBytes,
            int maxAcksAwaited,
            int maxNamespaces,
            int maxRooms,
            int maxJsonDepth,
            int maxNumberLength) {

        static Socket read(SettingsReader r) {
            return new Socket(
                    r.duration("socket.connect-timeout", "45s", "100ms", "1h"),
                    r.duration("socket.ack-timeout", "30s", "100ms", "1h"),
                    r.count("socket.max-attachments", 10, 0, 1_000),
                    r.size("socket.max-attachment-bytes", "10000000B", "1KiB", "256MiB"),
                    r.count("socket.max-acks-awaited", 1_000, 1, 1_000_000),
                    r.count("socket.max-namespaces", 16, 1, 1_000),
                    r.count("socket.max-rooms", 1_000, 1, 1_000_000),
                    r.count("socket.max-json-depth", 64, 1, 1_000),
                    r.count("socket.max-number-length", 1_000, 16, 100_000));
        }
    }

    /**
     * The database.
     *
     * @param maxQueued messages that wait to be stored; one more is refused as busy
     * @param timeout how long one transaction may take; past it its messages and those that wait behind it are refused
     */
    public record Store(int maxQueued, Duration timeout) {

        static Store read(SettingsReader r) {
            return new Store(
                    r.count("store.max-queued", 10_000, 1, 1_000_000),
                    r.duration("store.timeout", "5s", "100ms", "5m"));
        }
    }

    /**
     * The clock and the WebSockets of the lab.
     *
     * @param maxClients that may follow the clock at once, in every way together
     * @param maxBehind ticks a client may fall behind before it is dropped; a minute of ticks is kept
     * @param retry after which an event stream that broke is to be asked for again
     * @param faults whether a client may ask for late and cut answers, as the lab page does
     * @param maxDelay that a client may ask for
     * @param maxMessage bytes of one message to the echoes and the frame inspector
     * @param outboxBytes bytes that wait for one client of them, unless they are one message: at that the two on Parley's own
     *     WebSocket read no more until the client has taken them, and the simple echo cuts the client
     * @param sendTimeout how long a client of them may let one message wait
     * @param maxSockets connections on each of their paths
     * @param inspectPayload bytes of a payload that the frame inspector shows
     * @param inspectBytes bytes that the frame inspector reads without a connection, out of an address
     */
    public record Streams(
            int maxClients,
            int maxBehind,
            Duration retry,
            boolean faults,
            Duration maxDelay,
            int maxMessage,
            int outboxBytes,
            Duration sendTimeout,
            int maxSockets,
            int inspectPayload,
            int inspectBytes) {

        static Streams read(SettingsReader r) {
            return new Streams(
                    r.count("streams.max-clients", 20_000, 1, 1_000_000),
                    r.count("streams.max-behind", 30, 1, 55),
                    r.duration("streams.retry", "1s", "100ms", "1h"),
                    r.flag("streams.faults", true),
                    r.duration("streams.max-delay", "10s", "100ms", "30s"),
                    r.size("streams.max-message", "16MiB", "1KiB", "256MiB"),
                    r.size("streams.outbox-bytes", "32MiB", "16KiB", "256MiB"),
                    r.duration("streams.send-timeout", "30s", "100ms", "1h"),
                    r.count("streams.max-sockets", 200, 1, 100_000),
                    r.size("streams.inspect-payload", "4KiB", "16B", "64KiB"),
                    r.size("streams.inspect-bytes", "1KiB", "16B", "3KiB"));
        }
    }

    /**
     * The chat.
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
     * @param search for what was said
     * @param files that people share
     * @param line the chat's plain WebSocket
     */
    public record Chat(
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

        static Chat read(SettingsReader r) {
            return new Chat(
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
     * @param maxMessage characters (UTF-16) of a message that is still looked at; a longer one ends the connection
     * @param outboxBytes bytes that wait for one client; one more ends the connection
     * @param sendTimeout how long one send may take
     * @param pingInterval between two pings of the server
     * @param pingTimeout how long a client that was pinged may be silent
     */
    public record Line(
            int maxConnections,
            int maxMessage,
            int outboxBytes,
            Duration sendTimeout,
            Duration pingInterval,
            Duration pingTimeout) {

        static Line read(SettingsReader r) {
            return new Line(
                    r.count("chat.line.max-connections", 10_000, 1, 1_000_000),
                    r.count("chat.line.max-message", 65_536, 1_024, 16_777_216),
                    r.size("chat.line.outbox-bytes", "1MiB", "16KiB", "256MiB"),
                    r.duration("chat.line.send-timeout", "30s", "100ms", "1h"),
                    r.duration("chat.line.ping-interval", "25s", "100ms", "1h"),
                    r.duration("chat.line.ping-timeout", "20s", "100ms", "1h"));
        }
    }
}
