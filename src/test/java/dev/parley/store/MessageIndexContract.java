package dev.parley.store;

import static dev.parley.store.OpenedStore.ANN;
import static dev.parley.store.OpenedStore.BOB;
import static dev.parley.store.OpenedStore.refused;
import static dev.parley.store.OpenedStore.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chat.Conversation;
import dev.parley.chat.Draft;
import dev.parley.chat.Found;
import dev.parley.chat.LogUnavailableException.Reason;
import dev.parley.chat.Message;
import dev.parley.chat.MessageIndex;
import dev.parley.chat.MessageKind;
import dev.parley.chat.Name;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import dev.parley.chat.RoomName;
import dev.parley.settings.ChatSettings;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for the search on every database; an extension gives an empty one. */
abstract class MessageIndexContract extends StoreContract {
    private static final RoomName ATTIC = new RoomName("attic");
    private static final RoomName CELLAR = new RoomName("cellar");
    private static final Person EVE = new Person(new PersonId(4), new Name("Eve"));

    private MessageIndex index;

    /** Fails unless a query reads no more of that index than it needs. */
    abstract void assertUsesIndex(String plan, String index);

    /** Has the database learn how much is in its tables. */
    abstract String analyze();

    @BeforeEach
    void openIndex() {
        index = opened.store.messageIndex(new ChatSettings.Search(1, 1_000));
    }

    private static IndexQuery q(String text) {
        return new IndexQuery(text);
    }

    private List<String> texts(IndexQuery query) {
        return index.find(query.wanted()).messages().stream().map(Message::text).toList();
    }

    private void change(MessageKind kind, Message target, String text) throws Exception {
        stored(opened.append(new Draft(
                kind, target.author(), target.room(), target.recipient(), text, NOON, null, target.id(), List.of())));
    }

    @Test
    void a_message_is_found_by_what_it_says_now() throws Exception {
        Message said = stored(opened.say("the helicopter has landed"));
        awaitWords();
        change(MessageKind.EDIT, said, "the airship has landed");
        assertThat(texts(q("landed"))).containsExactly("the airship has landed");
        assertThat(texts(q("helicopter"))).isEmpty();
        awaitWords();

        assertThat(texts(q("airship landed"))).containsExactly("the airship has landed");
        assertThat(texts(q("helicopter"))).isEmpty();
    }

    @Test
    void what_was_taken_back_is_not_found_and_leaves_no_words() throws Exception {
        Message said = stored(opened.say("helicopter"));
        change(MessageKind.EDIT, said, "airship");
        awaitWords();
        change(MessageKind.DELETE, said, "");
        awaitWords();

        assertThat(texts(q("helicopter"))).isEmpty();
        assertThat(texts(q("").author("Ann"))).isEmpty();
        assertThat(number("select count(*) from message_word")).isZero();
    }

    /** Until all messages have their words in the table. */
    private void awaitWords() throws SQLException {
        while (number("select last_id - message_id from log_head, word_head") > 0) {
            Thread.onSpinWait();
        }
    }

    private interface Check {
        void run() throws Exception;
    }

    /** Whether or not the messages have their words in the table. */
    private void withAndWithoutWords(Check check) throws Exception {
        check.run();
        awaitWords();
        check.run();
    }

    private Message say(RoomName room, Person author, String text) throws Exception {
        return stored(opened.append(Draft.say(room, author, text, NOON)));
    }

    @Test
    void all_words_must_occur_without_case_each_as_the_beginning_of_one() throws Exception {
        say(RoomName.LOBBY, ANN, "The Deployment of the database");
        say(RoomName.LOBBY, BOB, "deploying, then: <b>ÉTÉ</b> ΟΔΟΣ");
        say(RoomName.LOBBY, BOB, "redeploy");

        withAndWithoutWords(() -> {
            assertThat(texts(q("DEPLOY")))
                    .containsExactly("deploying, then: <b>ÉTÉ</b> ΟΔΟΣ", "The Deployment of the database");
            assertThat(texts(q("data deploy"))).containsExactly("The Deployment of the database");
            assertThat(texts(q("été"))).hasSize(1);
            assertThat(texts(q("οδος"))).hasSize(1);
            assertThat(texts(q("database redeploy"))).isEmpty();
            assertThat(texts(q("de' or '1'='1"))).isEmpty();
            assertThat(texts(q("%"))).as("no word at all asks for nothing else").hasSize(3);
        });
    }

    @Test
    void text_without_spaces_is_found_by_any_part_of_it() throws Exception {
        say(RoomName.LOBBY, ANN, "我的猫很好");
        say(RoomName.LOBBY, ANN, "好猫");
        say(RoomName.LOBBY, ANN, "コーヒーを飲む ok👍🏽");
        say(RoomName.LOBBY, ANN, "猫は好き");

        withAndWithoutWords(() -> {
            assertThat(texts(q("猫"))).containsExactly("猫は好き", "好猫", "我的猫很好");
            assertThat(texts(q("的猫"))).containsExactly("我的猫很好");
            assertThat(texts(q("的猫很"))).containsExactly("我的猫很好");
            assertThat(texts(q("的猫 好"))).containsExactly("我的猫很好");
            assertThat(texts(q("我的好"))).isEmpty();
            assertThat(texts(q("ｺｰﾋｰ"))).hasSize(1);
            assertThat(texts(q("👍"))).hasSize(1);
        });
    }

    @Test
    void nobody_finds_what_is_for_others() throws Exception {
        say(RoomName.LOBBY, BOB, "secret of all");
        say(ATTIC, BOB, "secret of the attic");
        say(CELLAR, BOB, "secret of the cellar");
        whisper(ANN, BOB, "secret to Bob");
        whisper(BOB, ANN, "secret to Ann");
        whisper(BOB, EVE, "secret to Eve");
        stored(opened.append(Draft.join(RoomName.LOBBY, BOB, NOON)));

        withAndWithoutWords(() -> {
            assertThat(texts(q("secret")))
                    .containsExactly("secret to Ann", "secret to Bob", "secret of the attic", "secret of all");
            assertThat(texts(q("secret").by(EVE)))
                    .containsExactly("secret to Eve", "secret of the attic", "secret of all");
            assertThat(texts(q("").author("Bob"))).hasSize(3);
            assertThat(texts(q("").in(new Conversation.Room(CELLAR)))).isEmpty();
            assertThat(texts(q("").in(new Conversation.Direct(EVE.name())))).isEmpty();
        });
    }

    @Test
    void author_place_and_time_narrow_a_search_and_are_enough_for_one() throws Exception {
        Message first = say(RoomName.LOBBY, ANN, "one apple");
        say(ATTIC, new Person(BOB.id(), new Name("bOB")), "two apples");
        whisper(BOB, ANN, "three apples");
        whisper(ANN, EVE, "four apples");
        stored(opened.append(Draft.say(RoomName.LOBBY, BOB, "five apples", NOON.plusSeconds(7_200))));
        stored(opened.append(Draft.say(RoomName.LOBBY, BOB, "six apples", NOON.plusSeconds(1))));

        withAndWithoutWords(() -> {
            for (String words : List.of("apple", "")) {
                assertThat(texts(q(words).author("BOB")))
                        .containsExactly("six apples", "five apples", "three apples", "two apples");
                assertThat(texts(q(words).in(new Conversation.Room(ATTIC)))).containsExactly("two apples");
                assertThat(texts(q(words).in(new Conversation.Direct(new Name("bob")))))
                        .containsExactly("three apples");
                assertThat(texts(q(words).from(NOON.plusSeconds(1)))).containsExactly("six apples", "five apples");
                assertThat(texts(q(words).to(NOON.plusSeconds(1)).author("ann")))
                        .containsExactly("four apples", "one apple");
                assertThat(texts(q(words).from(NOON).to(NOON.plusMillis(1)))).hasSize(4);
                assertThat(texts(q(words).from(NOON.plusSeconds(9_000)))).isEmpty();
                assertThat(texts(q(words).in(new Conversation.Room(ATTIC)).author("Ann")))
                        .isEmpty();
                assertThat(index.find(q(words).in(new Conversation.Room(RoomName.LOBBY))
                                .page(first.id() + 1, 5)
                                .wanted()))
                        .isEqualTo(new Found(List.of(first), OptionalLong.empty()));
            }
        });
    }

    @Test
    void pages_follow_each_other_newest_first() throws Exception {
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(0, say(RoomName.LOBBY, ANN, "apple " + i));
            say(RoomName.LOBBY, ANN, "pear " + i);
        }

        withAndWithoutWords(() -> {
            for (IndexQuery query : List.of(q("apple"), q("appl").author("Ann"))) {
                Found first = index.find(query.page(Long.MAX_VALUE, 3).wanted());
                Found second =
                        index.find(query.page(first.next().orElseThrow(), 3).wanted());
                Found last =
                        index.find(query.page(second.next().orElseThrow(), 3).wanted());
                assertThat(first.messages()).isEqualTo(all.subList(0, 3));
                assertThat(second.messages()).isEqualTo(all.subList(3, 6));
                assertThat(last).isEqualTo(new Found(all.subList(6, 7), OptionalLong.empty()));
            }
        });
    }

    @Test
    void a_word_of_too_many_messages_is_found_in_the_newest_and_each_page_looks_at_no_more_than_it_may()
            throws Exception {
        Message oldest = say(RoomName.LOBBY, ANN, "common needle");
        sayAll(5_100, "common straw");
        Message newest = say(RoomName.LOBBY, BOB, "common needle");
        awaitWords();

        Found first = index.find(q("common").author("bob").wanted());
        assertThat(first.messages()).containsExactly(newest);
        assertThat(first.next()).isEmpty();

        Found page = index.find(q("commo st").wanted());
        assertThat(page.messages())
                .hasSize(50)
                .allMatch(message -> message.text().equals("common straw"));

        List<Message> found = new ArrayList<>();
        int pages = 0;
        OptionalLong next = OptionalLong.of(Long.MAX_VALUE);
        while (next.isPresent()) {
            Found some = index.find(q("common n").page(next.getAsLong(), 50).wanted());
            found.addAll(some.messages());
            next = some.next();
            pages++;
        }
        assertThat(found).containsExactly(newest, oldest);
        assertThat(pages).as("the rare word leads to both").isEqualTo(1);

        Found bounded = index.find(q("c").in(new Conversation.Room(ATTIC)).wanted());
        assertThat(bounded).isEqualTo(new Found(List.of(), OptionalLong.empty()));
        Found cut = index.find(q("common").from(NOON).to(NOON.plusMillis(1)).wanted());
        assertThat(cut.messages()).containsExactly(newest);
        assertThat(cut.next().orElseThrow()).isEqualTo(newest.id() + 1 - 1_000);
    }

    private void sayAll(int count, String text) throws Exception {
        List<CompletionStage<Message>> stages = IntStream.range(0, count)
                .mapToObj(i -> opened.append(Draft.say(RoomName.LOBBY, ANN, text, NOON.plusSeconds(1))))
                .toList();
        for (CompletionStage<Message> stage : stages) {
            stored(stage);
        }
    }

    @Test
    void only_the_first_words_of_a_long_text_are_kept() throws Exception {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, WordIndex.MAX_KEYS + 1)
                .forEach(i -> text.append("word").append(i).append(' '));
        say(RoomName.LOBBY, ANN, text.toString());
        say(RoomName.LOBBY, ANN, "x".repeat(4_000));
        assertThat(texts(q("word" + WordIndex.MAX_KEYS))).hasSize(1);
        awaitWords();

        assertThat(texts(q("word0 word" + (WordIndex.MAX_KEYS - 1)))).hasSize(1);
        assertThat(texts(q("word" + WordIndex.MAX_KEYS))).isEmpty();
        assertThat(texts(q("x".repeat(199)))).hasSize(1);
        assertThat(words()).isEqualTo(WordIndex.MAX_KEYS + 1);
    }

    private long words() throws SQLException {
        return number("select count(*) from message_word");
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String... all) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void a_message_whose_commit_is_not_answered_leaves_no_words() throws Exception {
        source.loseAnswers(true);
        assertThat(refused(opened.say("lost and gone"))).isEqualTo(Reason.AWAY);
        try (OpenedStore other = new OpenedStore(database)) {
            other.say("kept"); // and gives both their words
            awaitWords();
            assertThat(words()).isEqualTo(4);
        }
        source.loseAnswers(false);
        opened.awaitBack();

        assertThat(texts(q("lost"))).isEmpty();
        assertThat(words()).isEqualTo(1);
    }

    @Test
    void messages_get_their_words_by_and_by_also_when_that_is_interrupted_or_somebody_writes_on() throws Exception {
        sayAll(450, "one word");
        awaitWords();
        long all = words();
        opened.close();
        execute("delete from message_word", "update word_head set message_id = 0");
        open();
        openIndex();
        while (number("select message_id from word_head") == 0) {
            Thread.onSpinWait();
        }
        opened.close();
        assertThat(number("select message_id from word_head")).isGreaterThanOrEqualTo(200);
        execute("update word_head set message_id = 150"); // as if less had been done
        open();
        openIndex();
        assertThat(texts(q("wor").page(Long.MAX_VALUE, 1))).hasSize(1);
        awaitWords();
        assertThat(words()).isEqualTo(all);

        AtomicBoolean done = new AtomicBoolean();
        Thread writing = new Thread(() -> {
            while (!done.get()) {
                opened.say("one word").toCompletableFuture().join();
            }
        });
        writing.start();
        long head = number("select message_id from word_head");
        while (number("select message_id from word_head") == head) {
            Thread.onSpinWait();
        }
        done.set(true);
        writing.join();
        assertThat(number("select last_id from log_head")).isGreaterThan(head + 2_000);
    }

    @Test
    void every_search_begins_in_an_index() throws Exception {
        execute("insert into message (id, kind, author_id, author_name, author_key, room, text, at, resent)"
                + " select n, 'SAY', 1, 'Ann', 'ann' || mod(n, 10), 'room' || mod(n, 9), 'text', n, false from "
                + numbers(20_000));
        execute("insert into message_word (word, message_id)" + " select " + bytes("'word' || mod(n, 500)")
                + ", n from " + numbers(20_000));
        execute(analyze());

        byte[] beginning = "word7".getBytes(StandardCharsets.UTF_8);
        assertUsesIndex(
                plan(WordIndex.FIND, beginning, WordIndex.behind(beginning), 0L, 15_000L, 5_001), "message_word");
        assertUsesIndex(plan(page("author_key = 'ann7'", "author_key")), "message_by_name");
        assertUsesIndex(plan(page("room = 'room7'", "room")), "message_by_room");
        assertUsesIndex(
                plan(page("author_id = 1 and recipient_key = 'x'", "author_id, recipient_key")), "message_by_author");
        assertUsesIndex(
                plan(page("recipient_id = 1 and author_key = 'x'", "recipient_id, author_key")),
                "message_by_recipient");
        assertUsesIndex(
                plan("select id from message where at >= 15000 order by at, id fetch first 1 rows only"),
                "message_by_time");
    }

    /** As {@link MessagesBy} asks. */
    private static String page(String where, String columns) {
        return "select id, text from message where " + where + " and id < 15000 order by " + columns
                + ", id desc fetch first 251 rows only";
    }

    /** A table of the numbers from 1 on. */
    abstract String numbers(int count);

    /** The bytes of a text. */
    abstract String bytes(String text);

    private String plan(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("explain " + sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
