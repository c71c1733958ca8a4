package dev.parley.abuse;

import dev.parley.engine.OpenPacket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Over long-polling, on a thread of its own. */
final class PollingTalker extends Talker {
    private static final String SEPARATOR = "\u001e";

    private final HttpClient http;
    private final URI session;
    private final Thread polls = new Thread(this::poll, "polling talker");
    private volatile boolean closed;

    PollingTalker(HttpClient http, int port) throws IOException, InterruptedException {
        this.http = http;
        String path = "http://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=polling";
        String open = ask(HttpRequest.newBuilder(URI.create(path)));
        session = URI.create(path + "&sid=" + OpenPacket.sid(open).orElseThrow());
        polls.setDaemon(true);
        polls.start();
    }

    private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    synchronized void send(String packet) throws IOException, InterruptedException {
        ask(HttpRequest.newBuilder(session).POST(HttpRequest.BodyPublishers.ofString(packet)));
    }

    private void poll() {
        try {
            while (!closed) {
                for (String packet : ask(HttpRequest.newBuilder(session)).split(SEPARATOR, -1)) {
                    received(packet);
                }
            }
        } catch (IOException | InterruptedException e) {
            end();
        }
    }

    private void end() {
        try {
            received("");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e); // it only goes into a queue
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            send("1");
        } catch (IOException | InterruptedException e) {
            // the server has ended it before
        }
    }
}
