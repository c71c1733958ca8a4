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
 *
 * <p>A body that is too large is read to its end all the same, and forgotten: Undertow loses sight of a connection whose request is
 * answered while it calls this, and keeps it when its client has long gone. A body without an end stops being read, which keeps the
 * thread free; the container's timeout ends it.
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

    /** How many times what a body may have is read of one that has more. */
    private static final int TIMES = 8;

    private final ServletInputStream in;
    private final long length;
    private final int maxBytes;
    private final Outcome outcome;
    private final byte[] chunk = new byte[CHUNK];
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long read;
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
        while (!done && read <= (long) TIMES * maxBytes && in.isReady()) {
            int count = in.read(chunk);
            if (count < 0) {
                return;
            }
            read += count;
            take(count);
            if (read == length) {
                onAllDataRead();
            }
        }
    }

    private void take(int count) {
        if (read <= maxBytes) {
            body.write(chunk, 0, count);
        } else {
            body = new ByteArrayOutputStream(0);
        }
    }

    @Override
    public void onAllDataRead() {
        if (done) {
            return;
        }
        done = true;
        if (read > maxBytes) {
            outcome.tooLarge();
            return;
        }
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
