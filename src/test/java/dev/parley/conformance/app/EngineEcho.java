package dev.parley.conformance.app;

import dev.parley.engine.CloseReason;
import dev.parley.engine.EngineSession;
import dev.parley.engine.Outgoing;
import dev.parley.engine.SessionListener;
import dev.parley.wire.engineio.EnginePacket;

/** Sends every message back as it came. */
final class EngineEcho implements SessionListener {
    @Override
    public void opened(EngineSession session) {
        // the client speaks first
    }

    @Override
    public void message(EngineSession session, EnginePacket message) {
        session.send(
                message instanceof EnginePacket.Binary binary
                        ? Outgoing.binary(binary.data())
                        : Outgoing.text(((EnginePacket.Text) message).data()));
    }

    @Override
    public void closed(EngineSession session, CloseReason why) {
        // nothing is kept
    }
}
