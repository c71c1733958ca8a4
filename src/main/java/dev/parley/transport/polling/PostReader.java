package dev.parley.transport.polling;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one body without blocking, counts its bytes, and tells once how it ended. Where its length is known nothing is asked of the
 * container behind its last byte: Grizzly would begin to read the next request, whose body then gets lost if it comes while this one
 * is being completed.
 */
final class PostReader implements ReadListener {
    /** How a body ends. Called once, on a container thread. */
    interface Outcome {
        void complete(String body);

        void tooLarge();

        void notText();

        void failed(Throwable why);
    }

    private static final int CHUNK = 4_096;

    private final ServletInputStream in;
    private final long length;
    private final int maxBytes;
    private final Outcome outcome;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[CHUNK];
    private boolean done;

    /** @param length of the body in bytes, or -1 if only its end tells */
    PostReader(ServletInputStream in, long length, int maxBytes, Outcome outcome) {
        this.in = in;
        this.length = length;
        this.maxBytes = maxBytes;
        this.outcome = outcome;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!done && in.isReady()) {
            int count = in.read(chunk);
            if (count < 0) {
                return;
            }
            if (body.size() + count > maxBytes) {
                done = true;
                outcome.tooLarge();
                return;
            }
            body.write(chunk, 0, count);
            if (body.size() == length) {
                onAllDataRead();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (done) {
            return;
        }
        done = true;
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            outcome.notText();
            return;
        }
        outcome.complete(text);
    }

    @Override
    public void onError(Throwable why) {
        if (!done) {
            done = true;
            outcome.failed(why);
        }
    }
}
