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
        ChatSettings chat,
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
        ChatSettings chat = ChatSettings.read(reader);
        return new Settings(http, engine, webSocket, socket, store, streams, chat, reader.unknown());
    }

    /**
     * What stands between the server and its clients.
     *
     * @param proxies whose word for where a request comes from is taken ({@code X-Forwarded-For}, {@code X-Forwarded-Proto})
     * @param secureCookies whether the cookie of the server's own login is for TLS only from the start
     */
    public record Http(List<Network> proxies, boolean secureCookies) {

        static Http read(SettingsReader r) {
            return new Http(r.networks("http.proxies"), r.flag("http.secure-cookies", false));
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
                    r.duration("engine.gather-window", "45ms", "0ms", "1s"),
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
            Duration attachmentsTimeout,
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
                    r.duration("socket.attachments-timeout", "30s", "100ms", "1h"),
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
     * @param maxClientsPerAddress of them from one address; a proxy in front must be named in {@code http.proxies}
     * @param maxBehind ticks a client may fall behind before it is dropped; a minute of ticks is kept
     * @param retry after which an event stream that broke is to be asked for again
     * @param faults whether a client may ask for late and cut answers, as the lab page does
     * @param maxDelay that a client may ask for
     * @param maxMessage bytes of one message to the echoes and the frame inspector
     * @param outboxBytes bytes that wait for one client of them, unless they are one message: at that the two on Parley's own
     *     WebSocket read no more until the client has taken them, and the simple echo cuts the client
     * @param sendTimeout how long a client of them may let one message wait
     * @param idleTimeout how long a client of them may say nothing: one that is gone without a word would keep its place for ever
     * @param maxSockets connections on each of their paths
     * @param maxSocketsPerAddress of them from one address
     * @param inspectPayload bytes of a payload that the frame inspector shows
     * @param inspectBytes bytes that the frame inspector reads without a connection, out of an address
     */
    public record Streams(
            int maxClients,
            int maxClientsPerAddress,
            int maxBehind,
            Duration retry,
            boolean faults,
            Duration maxDelay,
            int maxMessage,
            int outboxBytes,
            Duration sendTimeout,
            Duration idleTimeout,
            int maxSockets,
            int maxSocketsPerAddress,
            int inspectPayload,
            int inspectBytes) {

        static Streams read(SettingsReader r) {
            return new Streams(
                    r.count("streams.max-clients", 20_000, 1, 1_000_000),
                    r.count("streams.max-clients-per-address", 5_000, 1, 1_000_000),
                    r.count("streams.max-behind", 30, 1, 55),
                    r.duration("streams.retry", "1s", "100ms", "1h"),
                    r.flag("streams.faults", true),
                    r.duration("streams.max-delay", "10s", "100ms", "30s"),
                    r.size("streams.max-message", "16MiB", "1KiB", "256MiB"),
                    r.size("streams.outbox-bytes", "32MiB", "16KiB", "256MiB"),
                    r.duration("streams.send-timeout", "30s", "100ms", "1h"),
                    r.duration("streams.idle-timeout", "10m", "100ms", "1d"),
                    r.count("streams.max-sockets", 200, 1, 100_000),
                    r.count("streams.max-sockets-per-address", 100, 1, 100_000),
                    r.size("streams.inspect-payload", "4KiB", "16B", "64KiB"),
                    r.size("streams.inspect-bytes", "1KiB", "16B", "3KiB"));
        }
    }
}
