package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand clients on each way to follow the clock, all at once. */
@Tag("server")
class ClockCrowdIT extends ParleyIT {
    private static final int CLIENTS = 1_000;
    private static final int TICKS = 5;
    private static final long PATIENCE_SECONDS = 240;
    private static final long LEAVING_SECONDS = 60;

    @Test
    void a_thousand_clients_on_each_way_get_each_tick_once_and_in_order_and_leave_nothing_behind() throws Exception {
        JSONObject before = counters();
        assertNothingIsLeft(before);

        try (ClockCrowd crowd = new ClockCrowd(at(""))) {
            for (ClockCrowd.Way way : ClockCrowd.Way.values()) {
                crowd.add(way, CLIENTS);
            }
            assertThat(crowd.follow(TICKS, PATIENCE_SECONDS)).isEmpty();
            JSONObject kinds = counters().getJSONObject("kinds");
            for (ClockCrowd.Way endless :
                    new ClockCrowd.Way[] {ClockCrowd.Way.IFRAME, ClockCrowd.Way.EVENT_STREAM, ClockCrowd.Way.WEBSOCKET
                    }) {
                assertThat(kinds.getJSONObject(endless.label()).getInt("open"))
                        .as("%s", endless)
                        .isEqualTo(CLIENTS);
            }
        }

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEAVING_SECONDS);
        while (holdsSomething(counters()) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        assertNothingIsLeft(counters());
    }

    private static boolean holdsSomething(JSONObject counters) throws Exception {
        return counters.getLong("open")
                        + counters.getLong("clients")
                        + counters.getLong("delays")
                        + counters.getLong("tasks")
                > 0;
    }

    private static void assertNothingIsLeft(JSONObject counters) throws Exception {
        assertThat(counters.getLong("open")).as("%s", counters).isZero();
        assertThat(counters.getLong("clients")).as("%s", counters).isZero();
        assertThat(counters.getLong("delays")).as("%s", counters).isZero();
        assertThat(counters.getLong("tasks")).as("%s", counters).isZero();
        JSONObject kinds = counters.getJSONObject("kinds");
        for (ClockCrowd.Way way : ClockCrowd.Way.values()) {
            if (kinds.has(way.label())) {
                assertThat(kinds.getJSONObject(way.label()).getInt("open"))
                        .as("%s", counters)
                        .isZero();
            }
        }
    }

    private JSONObject counters() throws Exception {
        return new JSONObject(get("clock/counters").body());
    }
}
