package dev.parley.wire.websocket.autobahn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.wire.websocket.FrameDecoder;
import dev.parley.wire.websocket.Limits;
import dev.parley.wire.websocket.MessageDeflater;
import dev.parley.wire.websocket.MessageInflater;
import dev.parley.wire.websocket.MessageListener;
import dev.parley.wire.websocket.Opcode;
import dev.parley.wire.websocket.Violation;
import dev.parley.wire.websocket.autobahn.AutobahnCase.Answer;
import dev.parley.wire.websocket.autobahn.AutobahnCase.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The client's side of one case, after the opening handshake. */
public final class Conversation implements MessageListener {
    /** Moves bytes to and from the server. */
    public interface Wire {
        /** @throws IOException if the server has ended the connection */
        void send(byte[] bytes, int offset, int count) throws IOException;

        /** Waits for the server's next bytes; null once it has ended the connection. */
        byte @Nullable [] receive() throws IOException;
    }

    private static final Limits LIMITS = new Limits(32 << 20, 65_536, Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final Pattern CLIENT_WINDOW = Pattern.compile("client_max_window_bits=(\\d+)");

    private final Wire wire;
    private final List<Answer> answers = new ArrayList<>();
    private int closeCode;
    private boolean ended;

    private Conversation(Wire wire) {
        this.wire = wire;
    }

    /**
     * Holds the conversation of a case and checks every answer, the Close frame, and that the server ends the connection.
     *
     * @param agreed the server's {@code Sec-WebSocket-Extensions}, or empty
     * @param chop how many bytes are written at a time, instead of what the case says; 0 for what it says
     */
    public static void hold(AutobahnCase thisCase, String agreed, Wire wire, int chop) throws IOException {
        Matcher window = CLIENT_WINDOW.matcher(agreed);
        boolean compresses = agreed.startsWith("permessage-deflate");
        assertThat(compresses)
                .as("compression was agreed")
                .isEqualTo(!thisCase.offer().isEmpty());
        Conversation conversation = new Conversation(wire);
        try (MessageDeflater deflater = new MessageDeflater(
                        agreed.contains("client_no_context_takeover"),
                        window.find() ? Integer.parseInt(window.group(1)) : 15);
                FrameDecoder decoder = new FrameDecoder(
                        FrameDecoder.Peer.SERVER,
                        LIMITS,
                        conversation,
                        compresses ? new MessageInflater(agreed.contains("server_no_context_takeover")) : null,
                        null)) {
            Iterator<Turn> turns = thisCase.script().turns(deflater::deflate);
            while (turns.hasNext() && !conversation.ended) {
                conversation.take(turns.next(), chop, decoder);
            }
            while (!conversation.ended) {
                conversation.receive(decoder);
            }
        }
        assertThat(conversation.answers).as("more than was expected").isEmpty();
        assertThat(conversation.closeCode).as("close code").isIn(thisCase.closeCodes());
    }

    private void take(Turn turn, int chop, FrameDecoder decoder) throws IOException {
        int piece = chop > 0 ? chop : turn.chop() > 0 ? turn.chop() : Integer.MAX_VALUE;
        byte[] bytes = turn.bytes();
        try {
            for (int from = 0; from < bytes.length; from += Math.min(piece, bytes.length - from)) {
                wire.send(bytes, from, Math.min(piece, bytes.length - from));
            }
        } catch (IOException e) {
            assertThat(e).as("the server may have ended it, and then says why").isNotNull();
        }
        while (!ended && answers.size() < turn.answers().size()) {
            receive(decoder);
        }
        assertThat(answers).isEqualTo(turn.answers());
        answers.clear();
    }

    private void receive(FrameDecoder decoder) throws IOException {
        byte[] bytes = wire.receive();
        if (bytes == null) {
            ended = true;
        } else {
            decoder.decode(bytes, 0, bytes.length);
        }
    }

    @Override
    public void text(String text) {
        answers.add(new Answer(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void binary(byte[] data) {
        answers.add(new Answer(Opcode.BINARY, data));
    }

    @Override
    public void ping(byte[] data) {
        answers.add(new Answer(Opcode.PING, data));
    }

    @Override
    public void pong(byte[] data) {
        answers.add(new Answer(Opcode.PONG, data));
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
    }

    @Override
    public void failed(Violation violation) {
        throw new AssertionError("the server broke a rule: " + violation);
    }
}
