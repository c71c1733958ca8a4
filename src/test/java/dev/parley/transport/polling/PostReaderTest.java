package dev.parley.transport.polling;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PostReaderTest {
    private static final int MAX = 10;

    private final List<String> ends = new ArrayList<>();
    private final Body in = new Body();

    @Test
    void a_body_of_unknown_length_is_complete_at_its_end() throws Exception {
        PostReader reader = reader(-1);

        in.comes(reader, "4he");
        in.comes(reader, "llo");
        assertThat(ends).isEmpty();

        in.ends(reader);
        assertThat(ends).containsExactly("complete 4hello");
    }

    @Test
    void nothing_is_asked_behind_the_last_byte_of_a_body_whose_length_is_known() throws Exception {
        PostReader reader = reader(6);

        in.comes(reader, "4hello");

        assertThat(ends).containsExactly("complete 4hello");
        assertThat(in.asked).isEqualTo(1);
    }

    @Test
    void a_body_that_is_too_large_is_answered_when_all_of_it_is_read_and_not_before() throws Exception {
        PostReader reader = reader(-1);

        in.comes(reader, "4".repeat(MAX));
        in.comes(reader, "4");
        in.comes(reader, "4".repeat(MAX));
        assertThat(in.chunks).as("read all the same").isEmpty();
        assertThat(ends).isEmpty();

        in.ends(reader);
        assertThat(ends).containsExactly("too large");
    }

    @Test
    void a_body_without_an_end_is_not_read_for_ever() throws Exception {
        PostReader reader = reader(-1);

        for (int i = 0; i < 10; i++) {
            in.comes(reader, "4".repeat(MAX));
        }

        assertThat(in.chunks).isNotEmpty();
        assertThat(ends).as("the container's timeout ends it").isEmpty();
    }

    @Test
    void a_body_of_just_as_much_as_may_be_is_taken() throws Exception {
        PostReader reader = reader(-1);

        in.comes(reader, "4".repeat(MAX));
        in.ends(reader);

        assertThat(ends).containsExactly("complete " + "4".repeat(MAX));
    }

    @Test
    void a_client_that_leaves_within_a_body_too_large_is_told_of_once() throws Exception {
        PostReader reader = reader(-1);

        in.comes(reader, "4".repeat(MAX + 1));
        reader.onError(new IOException("reset"));
        in.ends(reader);

        assertThat(ends).containsExactly("failed");
    }

    private PostReader reader(long length) {
        return new PostReader(in, length, MAX, new End(ends));
    }

    /** What a container has of a body. */
    static final class Body extends ServletInputStream {
        private final Queue<byte[]> chunks = new ArrayDeque<>();
        private int asked;

        void comes(PostReader reader, String chunk) throws IOException {
            chunks.add(chunk.getBytes(StandardCharsets.UTF_8));
            reader.onDataAvailable();
        }

        void ends(PostReader reader) {
            reader.onAllDataRead();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            byte[] chunk = chunks.remove();
            System.arraycopy(chunk, 0, into, offset, chunk.length);
            return chunk.length;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReady() {
            asked++;
            return !chunks.isEmpty();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    /** How a body ended, in words. */
    record End(List<String> told) implements PostReader.Outcome {
        @Override
        public void complete(String body) {
            told.add("complete " + body);
        }

        @Override
        public void tooLarge() {
            told.add("too large");
        }

        @Override
        public void notText() {
            told.add("no text");
        }

        @Override
        public void failed(Throwable why) {
            told.add("failed");
        }
    }
}
