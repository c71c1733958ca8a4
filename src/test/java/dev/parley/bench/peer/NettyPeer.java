package dev.parley.bench.peer;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.Transport;
import java.util.concurrent.CountDownLatch;

/** The application that is measured, on netty-socketio with its own defaults. */
public final class NettyPeer implements AutoCloseable {
    private final SocketIOServer server;

    /**
     * Starts on 127.0.0.1.
     *
     * @param pingIntervalMillis between two pings of the server
     */
    public NettyPeer(int port, int pingIntervalMillis) {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(port);
        configuration.setPingInterval(pingIntervalMillis);
        configuration.setTransports(Transport.WEBSOCKET, Transport.POLLING);
        server = new SocketIOServer(configuration);
        server.addEventListener(
                "message",
                String.class,
                (client, data, ack) -> server.getBroadcastOperations().sendEvent("message", data));
        server.addEventListener("echo", String.class, (client, data, ack) -> client.sendEvent("echo", data));
        server.addEventListener("ack", String.class, (client, data, ack) -> acknowledge(ack, data));
        server.start();
    }

    private static void acknowledge(AckRequest ack, String data) {
        ack.sendAckData(data);
    }

    @Override
    public void close() {
        server.stop();
    }

    /** @param args the port, and the ping interval in milliseconds */
    public static void main(String[] args) throws InterruptedException {
        NettyPeer peer = new NettyPeer(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(peer::close));
        new CountDownLatch(1).await();
    }
}
