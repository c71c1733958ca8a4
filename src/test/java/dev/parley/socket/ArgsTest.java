package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.wire.engineio.Bytes;
import dev.parley.wire.socketio.SocketFormatException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgsTest {
    private static final Bytes ONE = Bytes.copyOf(new byte[] {1});
    private static final Bytes TWO = Bytes.copyOf(new byte[] {2});
    private static final String PLACEHOLDERS =
            "[\"e\",{\"_placeholder\":true,\"num\":1},{\"a\":[{\"num\":0,\"_placeholder\":true}]}]";

    private final Json json = new Json(8, 20);

    private Args args(String text) {
        try {
            return json.args(text, List.of());
        } catch (SocketFormatException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void each_argument_is_read_as_the_type_that_is_expected() {
        Args args = args(" [ \"a\" , 1 ,true , {\"b\":[1,null]}, [ ] ,null,-1.5 ] ");

        assertThat(args.size()).isEqualTo(7);
        assertThat(args.string(0)).isEqualTo("a");
        assertThat(args.number(1)).isEqualTo(1L);
        assertThat(args.integer(1)).isEqualTo(1);
        assertThat(args.bool(2)).isTrue();
        assertThat(args.object(3)).isEqualTo(Map.of("b", Arrays.asList(1L, null)));
        assertThat(args.list(4)).isEmpty();
        assertThat(args.value(5)).isNull();
        assertThat(args.number(6)).isEqualTo(-1.5);
        assertThat(args.toList())
                .containsExactly("a", 1L, true, Map.of("b", Arrays.asList(1L, null)), List.of(), null, -1.5);
    }

    @Test
    void the_type_of_each_argument_can_be_asked() {
        Args args = args("[\"a\",-1,false,{},[],null]");

        assertThat(matrix(args))
                .containsExactly("string", "number", "bool", "object", "list", "null", /* missing: */ "");
    }

    private static Stream<String> matrix(Args args) {
        return Stream.iterate(0, i -> i <= args.size(), i -> i + 1)
                .map(i -> (args.isString(i) ? "string" : "")
                        + (args.isNumber(i) ? "number" : "")
                        + (args.isBool(i) ? "bool" : "")
                        + (args.isObject(i) ? "object" : "")
                        + (args.isList(i) ? "list" : "")
                        + (args.isBytes(i) ? "bytes" : "")
                        + (args.isNull(i) ? "null" : ""));
    }

    static Stream<Arguments> readers() {
        return Stream.of(
                reader("a string", Args::string),
                reader("a number", Args::number),
                reader("a whole number", Args::integer),
                reader("true or false", Args::bool),
                reader("an object", Args::object),
                reader("a list", Args::list),
                reader("binary", Args::bytes));
    }

    private static Arguments reader(String expected, BiConsumer<Args, Integer> read) {
        return Arguments.of(expected, read);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void an_argument_of_another_type_is_refused_without_repeating_it(String expected, BiConsumer<Args, Integer> read) {
        assertThatThrownBy(() -> read.accept(args("[null]"), 0))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("argument 0 is not " + expected);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void an_argument_that_is_missing_is_refused(String expected, BiConsumer<Args, Integer> read) {
        assertThatThrownBy(() -> read.accept(args("[1]"), 1))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("argument 1 is missing: " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1e3, 1000",
        "-5.0, -5",
        "9007199254740992.0, 9007199254740992",
        "9223372036854775807, 9223372036854775807"
    })
    void a_number_without_a_fraction_is_a_whole_number_however_it_is_written(String text, long value) {
        assertThat(args("[" + text + "]").integer(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e300", "9223372036854775808", "9007199254740994.0"})
    void a_number_that_is_not_exactly_one_of_64_bits_is_no_whole_number(String text) {
        assertThatThrownBy(() -> args("[" + text + "]").integer(0)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void a_whole_number_beyond_64_bits_is_kept_exactly() {
        assertThat(args("[92233720368547758070]").number(0)).isEqualTo(new BigInteger("92233720368547758070"));
    }

    @Test
    void strings_are_those_that_were_sent() {
        Args args = args("[\"\",\"a\\\"b\\\\\\n\\u00e9\\ud83d\\ude00\\ud800\",\"\u4e2d\u6587 \ud83d\ude00, ]\"]");

        assertThat(args.string(0)).isEmpty();
        assertThat(args.string(1)).isEqualTo("a\"b\\\n\u00e9\ud83d\ude00\ud800");
        assertThat(args.string(2)).isEqualTo("\u4e2d\u6587 \ud83d\ude00, ]");
    }

    @Test
    void a_long_text_is_read_at_the_right_places() {
        String big = "x\u4e2d".repeat(50_000);
        Args args = args("[\"" + big + "\", {\"a\":\"" + big + "\"} ,\n 7]");

        assertThat(args.string(0)).isEqualTo(big);
        assertThat(args.object(1)).isEqualTo(Map.of("a", big));
        assertThat(args.integer(2)).isEqualTo(7);
    }

    @Test
    void many_arguments_are_read() {
        Args args = args("[" + "1,".repeat(999) + "2]");

        assertThat(args.size()).isEqualTo(1_000);
        assertThat(args.integer(999)).isEqualTo(2);
    }

    @Test
    void values_cannot_be_changed() {
        Args args = args("[{\"a\":1},[1]]");

        assertThatThrownBy(() -> args.object(0).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> args.list(1).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(args.object(0)).isSameAs(args.object(0));
    }

    @Test
    void properties_keep_their_order_and_the_last_of_a_name_counts() {
        assertThat(args("[{\"z\":1,\"a\":2,\"z\":3}]").object(0).toString()).isEqualTo("{z=3, a=2}");
    }

    @Test
    void an_event_is_named_by_its_first_element() throws Exception {
        Json.ReceivedEvent event = json.event("[\"say\",\"hi\"]", List.of());

        assertThat(event.name()).isEqualTo("say");
        assertThat(event.args().toList()).containsExactly("hi");
        assertThat(event.args()).hasToString("[\"hi\"]");
        assertThat(json.event("[\"say\"]", List.of()).args()).hasToString("[]");
        assertThat(json.event("[7,8]", List.of()).name()).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[null,1]", "[[\"a\"]]", "[{}]", "[true]", "[1.5]"})
    void an_event_without_a_name_is_refused(String text) {
        refused(() -> json.event(text, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void an_event_with_a_reserved_name_is_refused(String name) {
        refused(() -> json.event("[\"" + name + "\"]", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[1",
                "[1,]",
                "[,]",
                "[1 2]",
                "{}",
                "1",
                "[1]x",
                "[1][2]",
                "[1],[2]",
                "['a']",
                "[NaN]",
                "[01]",
                "[.5]",
                "[+1]",
                "[\"a]",
                "[\"\n\"]",
                "[\"\\x\"]",
                "[\"\\u12\"]",
                "[{a:1}]",
                "[{\"a\"}]",
                "[{\"a\":1,}]",
                "[tru]",
                "[1}",
                "[{]",
                "[/**/1]",
                "\ufeff[1]",
                "[{\"a\":[\"b\\q\"]}]",
            })
    void what_is_no_json_array_is_refused_when_it_arrives(String text) {
        refused(() -> json.args(text, List.of()));
        refused(() -> json.args(text, List.of(ONE)));
    }

    @Test
    void nesting_is_bounded() throws Exception {
        assertThat(json.args("[".repeat(8) + "]".repeat(8), List.of()).size()).isEqualTo(1);

        String limit = "max-json-depth";
        beyond(limit, () -> json.args("[".repeat(9) + "]".repeat(9), List.of()));
        beyond(limit, () -> json.object("{\"a\":".repeat(9) + "1" + "}".repeat(9)));
        beyond(limit, () -> json.args("[{\"a\":".repeat(500_000), List.of()));
    }

    @Test
    void the_length_of_a_number_is_bounded_even_where_nobody_reads_it() throws Exception {
        assertThat(json.args("[{\"a\":" + "1".repeat(20) + "}]", List.of()).size())
                .isEqualTo(1);

        String limit = "max-number-length";
        beyond(limit, () -> json.args("[{\"a\":" + "1".repeat(21) + "}]", List.of()));
        beyond(limit, () -> json.args("[0." + "1".repeat(30) + "]", List.of()));
        beyond(limit, () -> json.object("{\"a\":" + "[".repeat(7) + "1".repeat(21) + "]".repeat(7) + "}"));
    }

    @Test
    void attachments_are_in_the_place_of_their_placeholders() throws Exception {
        Args args = json.event(PLACEHOLDERS, List.of(ONE, TWO)).args();

        assertThat(args.bytes(0)).isEqualTo(TWO);
        assertThat(args.isBytes(0)).isTrue();
        assertThat(args.isObject(0)).isFalse();
        assertThat(args.object(1)).isEqualTo(Map.of("a", List.of(ONE)));
        assertThatThrownBy(() -> args.object(0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> args.bytes(1)).isInstanceOf(ArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "-1", "\"0\"", "0.0", "null", "99999999999999999999"})
    void a_placeholder_without_its_attachment_is_refused_when_it_arrives(String number) {
        refused(() -> json.args("[{\"a\":{\"_placeholder\":true,\"num\":" + number + "}}]", List.of(ONE, TWO)));
    }

    @Test
    void what_looks_like_a_placeholder_is_an_object_where_no_attachments_are() {
        Args args = args("[{\"_placeholder\":true,\"num\":0}]");

        assertThat(args.object(0)).isEqualTo(Map.of("_placeholder", true, "num", 0L));
    }

    @Test
    void tests_of_handlers_make_arguments_of_values() {
        Args args = Args.of("a", 1, new byte[] {1}, null, List.of(2));

        assertThat(args.toList()).containsExactly("a", 1L, ONE, null, List.of(2L));
    }

    @Test
    void an_object_is_read_from_a_payload() throws Exception {
        assertThat(json.object("{\"token\":\"123\"}")).isEqualTo(Map.of("token", "123"));
        refused(() -> json.object("{\"token\":\"123\"}{}"));
        refused(() -> json.object("{"));
        refused(() -> json.object("[]"));
    }

    private static void refused(ThrowingCallable read) {
        beyond(null, read);
    }

    private static void beyond(@Nullable String limit, ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        SocketFormatException.class, e -> assertThat(e.limit()).isEqualTo(limit));
    }
}
