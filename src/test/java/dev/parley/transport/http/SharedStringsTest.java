package dev.parley.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedStringsTest {
    private final SharedStrings shared = new SharedStrings();

    /** A string that is no other one's, as each request brings it. */
    private static String copy(String string) {
        return new String(string.toCharArray());
    }

    @Test
    void equal_strings_become_one() {
        assertThat(shared.share(copy("user-agent"))).isEqualTo("user-agent").isSameAs(shared.share(copy("user-agent")));
        assertThat(shared.shareAsList(copy("user-agent")))
                .containsExactly("user-agent")
                .isSameAs(shared.shareAsList(copy("user-agent")));
    }

    /** "Aa" and "BB" have the same hash code. */
    @Test
    void another_string_of_the_same_place_takes_it_over() {
        String first = copy("Aa");

        assertThat(shared.share(first)).isSameAs(first);
        assertThat(shared.share("BB")).isEqualTo("BB");
        assertThat(shared.share(copy("Aa"))).isEqualTo("Aa").isNotSameAs(first);
    }

    @Test
    void a_string_past_the_bound_is_not_kept() {
        String most = "x".repeat(SharedStrings.MAX_LENGTH);

        assertThat(shared.share(copy(most))).isSameAs(shared.share(copy(most)));
        assertThat(shared.share(copy(most + "x"))).isEqualTo(most + "x").isNotSameAs(shared.share(copy(most + "x")));
    }

    @Test
    void any_number_of_strings_comes_out_as_it_went_in() {
        assertThat(IntStream.range(0, 10 * SharedStrings.PLACES).mapToObj(Integer::toString))
                .allSatisfy(each -> assertThat(shared.share(each)).isEqualTo(each));
    }
}
