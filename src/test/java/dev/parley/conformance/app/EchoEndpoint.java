package dev.parley.conformance.app;

import dev.parley.transport.endpoint.EngineEndpoint;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** The container's WebSocket on the path of the echo. */
@ServerEndpoint("/engine.io/")
public final class EchoEndpoint extends EngineEndpoint {
    @Override
    @OnOpen
    public void open(Session session) throws IOException {
        super.open(session);
    }

    @Override
    @OnMessage
    public void text(String part, boolean last) {
        super.text(part, last);
    }

    @Override
    @OnMessage
    public void binary(byte[] part, boolean last) {
        super.binary(part, last);
    }

    @Override
    @OnClose
    public void close() {
        super.close();
    }

    @Override
    @OnError
    public void error(Throwable failure) {
        super.error(failure);
    }
}
