package dev.parley.conformance.app;

import dev.parley.transport.endpoint.EngineEndpoint;
import jakarta.websocket.server.ServerEndpoint;

/** The container's WebSocket on the path of the echo. */
@ServerEndpoint("/engine.io/")
public final class EchoEndpoint extends EngineEndpoint {}
