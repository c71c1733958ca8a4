package dev.parley.socket;

import dev.parley.wire.engineio.Bytes;
import java.util.List;

/** The JSON of a packet, with placeholders where its attachments belong. */
record Payload(String json, List<Bytes> attachments) {}
