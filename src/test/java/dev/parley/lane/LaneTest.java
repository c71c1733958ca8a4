package dev.parley.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final Lane lane = new Lane(2);
    private final List<String> done = new ArrayList<>();

    @Test
    void a_task_that_finds_the_lane_empty_runs_at_once() {
        assertThat(lane.offer(() -> done.add("a"))).isTrue();

        assertThat(done).containsExactly("a");
    }

    @Test
    void what_a_task_gives_runs_after_it_in_order() {
        lane.execute(() -> {
            lane.execute(() -> done.add("b"));
            lane.execute(() -> done.add("c"));
            done.add("a");
        });

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void work_from_outside_is_refused_past_the_bound_and_what_follows_from_accepted_work_is_not() {
        List<Boolean> accepted = new ArrayList<>();
        lane.execute(() -> {
            for (int i = 0; i < 3; i++) {
                accepted.add(lane.offer(() -> done.add("offered")));
            }
            lane.execute(() -> done.add("executed"));
        });

        assertThat(accepted).containsExactly(true, true, false);
        assertThat(done).containsExactly("offered", "offered", "executed");
    }

    @Test
    void a_task_that_throws_does_not_stop_the_lane() {
        lane.execute(() -> {
            lane.execute(() -> done.add("b"));
            throw new IllegalStateException("expected by the test");
        });
        lane.execute(() -> done.add("c"));

        assertThat(done).containsExactly("b", "c");
    }

    @Test
    void tasks_of_many_threads_never_meet() throws InterruptedException {
        Lane wide = new Lane(Integer.MAX_VALUE);
        int[] count = {0}; // without any other protection than the lane
        CountDownLatch ran = new CountDownLatch(4 * 10_000);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> IntStream.range(0, 10_000)
                        .forEach(i -> wide.execute(() -> {
                            count[0]++;
                            ran.countDown();
                        }))))
                .toList();
        threads.forEach(Thread::start);

        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(count[0]).isEqualTo(4 * 10_000);
    }
}
