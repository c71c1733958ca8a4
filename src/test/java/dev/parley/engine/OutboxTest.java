package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(4, 20);

    private static Batch batch(String... messages) {
        return Batch.of(Arrays.stream(messages).map(Outgoing::text).toList());
    }

    private static Batch droppable(String message) {
        return Batch.of(List.of(Outgoing.text(message).asDroppable()));
    }

    private String takeAll() {
        return String.join(
                " ", outbox.take(Long.MAX_VALUE).stream().map(Outgoing::text).toList());
    }

    @Test
    void what_was_added_comes_out_in_order() {
        outbox.add(batch("a", "b"));
        outbox.add(batch("c"));

        assertThat(takeAll()).isEqualTo("4a 4b 4c");
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void a_batch_alone_comes_out_as_it_is() {
        Batch batch = batch("a", "b");
        outbox.add(batch);

        assertThat(outbox.take(Long.MAX_VALUE)).isSameAs(batch);
    }

    @Test
    void there_is_a_bound_of_packets() {
        assertThat(outbox.add(batch("a", "b", "c"))).isTrue();
        assertThat(outbox.add(batch("d", "e"))).isFalse();
        assertThat(outbox.add(batch("d"))).isTrue();
        assertThat(outbox.add(batch("e"))).isFalse();

        assertThat(takeAll()).isEqualTo("4a 4b 4c 4d");
    }

    @Test
    void there_is_a_bound_of_bytes_of_utf_8() {
        assertThat(outbox.add(batch("中文中文"))).isTrue();
        assertThat(outbox.add(batch("123456"))).isTrue();
        assertThat(outbox.add(batch(""))).isFalse();
    }

    @Test
    void an_empty_outbox_takes_one_long_message() {
        assertThat(outbox.add(batch("x".repeat(1_000)))).isTrue();
        assertThat(outbox.add(batch("y"))).isFalse();
    }

    @Test
    void what_may_be_dropped_gives_way() {
        outbox.add(batch("a"));
        outbox.add(droppable("v1"));
        outbox.add(droppable("v2"));
        outbox.add(batch("b"));
        assertThat(outbox.add(droppable("v3"))).isTrue();

        assertThat(outbox.add(batch("c"))).isTrue();

        assertThat(takeAll()).isEqualTo("4a 4b 4c");
    }

    @Test
    void after_the_outbox_was_emptied_its_whole_room_is_there_again() {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                assertThat(outbox.add(j % 2 == 0 ? batch("a") : droppable("b"))).isTrue();
            }
            if (i == 1) {
                outbox.clear();
            } else {
                assertThat(takeAll()).isEqualTo("4a 4b 4a 4b");
            }
        }
    }

    @Test
    void a_limit_is_kept_but_for_a_batch_that_is_longer_itself() {
        outbox.add(batch("aaa"));
        outbox.add(batch("bbb"));
        outbox.add(batch("ccc"));

        assertThat(outbox.take(8)).hasSize(2);
        assertThat(outbox.take(1)).hasSize(1);
        assertThat(outbox.isEmpty()).isTrue();
    }
}
