package dev.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people may share, and who may read it. */
class FilesTest extends ChatFixture {
    private static final SharedFile.Picture NONE = SharedFile.Picture.NONE;

    FilesTest() {
        super(Map.of("parley.chat.files.max-bytes", "1000B", "parley.chat.files.types", "image/*,application/pdf"));
    }

    private final class Sharing extends Connected {
        Sharing(String name) {
            super(name);
        }

        Sharing begin(String name, String type, long size) {
            chat.files().begin(visitor, new FileOffer(name, type, size, NONE), this::answered);
            return this;
        }

        Sharing add(long file, byte[] bytes) {
            chat.files().add(visitor, file, bytes, this::answered);
            return this;
        }

        long whole(String name) {
            long id = (long) begin(name, "image/png", 3).done();
            assertThat(add(id, new byte[3]).done()).isEqualTo(0L);
            return id;
        }

        Sharing share(RoomName room, String text, @Nullable UUID uuid, List<Long> files) {
            chat.say(visitor, room, new Saying(text, uuid, null, files), this::answered);
            return this;
        }

        Sharing whisper(String to, List<Long> files) {
            chat.whisper(visitor, to, new Saying("", null, null, files), this::answered);
            return this;
        }

        Message said() {
            return (Message) done();
        }

        String token() {
            return directory.of(((Joined) done()).me().id());
        }
    }

    private static List<Long> ids(Message message) {
        return message.files().stream().map(SharedFile::id).toList();
    }

    private boolean isReadable(long file, @Nullable String account, @Nullable String token) {
        Storage kept = new Storage(log, directory, directory, log, directory.rooms, log, log.files);
        return new FileReaders(kept, true).find(file, account, token).isPresent();
    }

    @Test
    void files_are_shared_in_the_order_in_which_they_are_named_and_need_no_text() {
        Sharing ann = new Sharing("Ann");
        long first = ann.whole("a.png");
        long second = ann.whole("b.png");

        Message said =
                ann.share(RoomName.LOBBY, "", null, List.of(second, first)).said();

        assertThat(ids(said)).containsExactly(second, first);
        assertThat(said.files().get(0)).isEqualTo(new SharedFile(second, "b.png", "image/png", 3, NONE));
    }

    @Test
    void a_message_sent_again_is_the_first_with_its_files() {
        Sharing ann = new Sharing("Ann");
        long file = ann.whole("a.png");
        UUID uuid = UUID.randomUUID();
        Message first = ann.share(RoomName.LOBBY, "look", uuid, List.of(file)).said();

        assertThat(ann.share(RoomName.LOBBY, "look", uuid, List.of(file)).said())
                .isEqualTo(first);
    }

    @Test
    void nobody_shares_what_is_anothers_or_shared_or_not_whole_or_not_there() {
        Sharing ann = new Sharing("Ann");
        Sharing bob = new Sharing("Bob");
        long file = ann.whole("a.png");
        long half = (long) ann.begin("half.png", "image/png", 3).done();
        ann.add(half, new byte[2]);

        assertThat(bob.share(RoomName.LOBBY, "", null, List.of(file)).refusal()).isEqualTo(Refusal.UNKNOWN_FILE);
        assertThat(ann.share(RoomName.LOBBY, "", null, List.of(half)).refusal()).isEqualTo(Refusal.UNKNOWN_FILE);
        assertThat(ann.share(RoomName.LOBBY, "", null, List.of(99L)).refusal()).isEqualTo(Refusal.UNKNOWN_FILE);
        ann.share(RoomName.LOBBY, "", null, List.of(file)).said();
        assertThat(ann.share(RoomName.LOBBY, "", null, List.of(file)).refusal()).isEqualTo(Refusal.UNKNOWN_FILE);
        assertThat(bob.add(half, new byte[1]).refusal()).isEqualTo(Refusal.UNKNOWN_FILE);
    }

    @Test
    void a_message_has_as_many_files_as_the_setting_allows() {
        Sharing ann = new Sharing("Ann");
        List<Long> eleven = LongStream.rangeClosed(1, 11).boxed().toList();

        assertThat(ann.share(RoomName.LOBBY, "", null, eleven).refusal()).isEqualTo(Refusal.TOO_MANY_FILES);
        assertThat(ann.share(RoomName.LOBBY, "", null, List.of()).refusal()).isEqualTo(Refusal.TEXT_EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, image/png, 1000, ",
        "a.png, IMAGE/PNG, 0, ",
        "a.png, image/png, 1001, FILE_TOO_LARGE",
        "a.pdf, application/pdf, 1, ",
        "a.html, text/html, 1, FILE_TYPE",
        "a.bin, '', 1, FILE_TYPE",
        "a.png, imagex/png, 1, FILE_TYPE",
        "a.png, 'image/png\r\nX: y', 1, FILE_TYPE",
        "a.png, image/, 1, FILE_TYPE",
    })
    void size_and_type_are_those_of_the_settings(String name, String type, long size, @Nullable Refusal refusal) {
        Sharing ann = new Sharing("Ann").begin(name, type, size);

        if (refusal == null) {
            ann.done();
        } else {
            assertThat(ann.refusal()).isEqualTo(refusal);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "a/b",
                "a\\b",
                "a\nb",
                "a\u0000",
                "a\u202Egpj.exe",
                "a\u2067b",
                "\uD83D",
                "a\u2028b"
            })
    void a_name_leads_nowhere_and_looks_like_itself(String name) {
        assertThat(new Sharing("Ann").begin(name, "image/png", 1).refusal()).isEqualTo(Refusal.FILE_NAME_INVALID);
    }

    @Test
    void a_name_may_be_of_any_script_and_has_255_characters_at_most() {
        Sharing ann = new Sharing("Ann");

        ann.begin("照片 👩‍🚀 (1).png", "image/png", 1).done();
        ann.begin("👋".repeat(255), "image/png", 1).done();
        assertThat(ann.begin("n".repeat(256), "image/png", 1).refusal()).isEqualTo(Refusal.FILE_NAME_INVALID);
    }

    @Test
    void more_bytes_than_were_told_are_not_taken_and_no_part_is_empty_or_too_large() {
        Sharing ann = new Sharing("Ann");
        long file = (long) ann.begin("a.png", "image/png", 3).done();

        assertThat(ann.add(file, new byte[4]).refusal()).isEqualTo(Refusal.FILE_PART);
        assertThat(ann.add(file, new byte[0]).refusal()).isEqualTo(Refusal.FILE_PART);
        assertThat(ann.add(file, new byte[FileStore.MAX_PART + 1]).refusal()).isEqualTo(Refusal.FILE_PART);
        assertThat(counted(counters, "parley_chat_refused_total", "file-part")).isEqualTo(3);
        assertThat(ann.add(file, new byte[3]).done()).isEqualTo(0L);
    }

    @Test
    void a_connection_has_four_parts_without_an_answer_at_most() {
        Sharing ann = new Sharing("Ann");
        long file = (long) ann.begin("a.png", "image/png", 1_000).done();
        storage.hold();
        for (int i = 0; i < Visitor.MAX_PARTS; i++) {
            ann.add(file, new byte[1]);
        }

        assertThat(ann.add(file, new byte[1]).refusal()).isEqualTo(Refusal.BUSY);

        storage.release();
        assertThat(ann.add(file, new byte[1]).done()).isEqualTo(1_000L - Visitor.MAX_PARTS - 1);
    }

    @Test
    void what_was_sent_can_be_cancelled_by_its_owner_until_it_is_shared() {
        Sharing ann = new Sharing("Ann");
        Sharing bob = new Sharing("Bob");
        long file = ann.whole("a.png");
        chat.files().cancel(bob.visitor, file, bob::answered);
        assertThat(log.files.count()).isEqualTo(1);

        chat.files().cancel(ann.visitor, file, ann::answered);

        assertThat(log.files.count()).isZero();
    }

    @Test
    void what_is_not_shared_in_time_is_forgotten() {
        chat.files().sweep();

        assertThat(log.files.sweptBefore()).isEqualTo(now.minus(Duration.ofHours(1)));
    }

    @Test
    void an_edit_keeps_the_files_and_may_take_the_text_away_and_a_deletion_takes_all() {
        Sharing ann = new Sharing("Ann");
        Message said = ann.share(RoomName.LOBBY, "look", null, List.of(ann.whole("a.png")))
                .said();

        chat.revisions().edit(ann.visitor, said.id(), "", ann::answered);
        ann.done();
        assertThat(log.find(said.id()).map(FilesTest::ids)).contains(ids(said));
        assertThat(isReadable(ids(said).get(0), null, null)).isTrue();
        chat.revisions().delete(ann.visitor, said.id(), ann::answered);

        assertThat(log.find(said.id()).map(Message::files)).contains(List.of());
        assertThat(isReadable(ids(said).get(0), null, null)).isFalse();
    }

    @Test
    void files_of_public_rooms_are_for_everybody_once_they_are_shared() {
        Sharing ann = new Sharing("Ann");
        String token = ann.token();
        long file = ann.whole("a.png");
        assertThat(isReadable(file, null, token)).isFalse();

        ann.share(RoomName.LOBBY, "", null, List.of(file)).said();

        assertThat(isReadable(file, null, null)).isTrue();
        assertThat(new FileReaders(new Storage(log, directory, directory, log, directory.rooms, log, log.files), false)
                        .find(file, null, token))
                .as("where guests are not let in")
                .isEmpty();
    }

    @Test
    void files_of_private_messages_are_for_the_two_alone() {
        Sharing ann = new Sharing("Ann");
        Sharing bob = new Sharing("Bob");
        Sharing eve = new Sharing("Eve");
        List<String> tokens = List.of(ann.token(), bob.token());
        String stranger = eve.token();
        long file = ann.whole("a.png");
        ann.whisper("Bob", List.of(file)).said();

        assertThat(tokens).allMatch(token -> isReadable(file, null, token));
        assertThat(isReadable(file, null, stranger)).isFalse();
        assertThat(isReadable(file, null, "token")).isFalse();
        assertThat(isReadable(file, null, null)).isFalse();
    }

    @Test
    void files_of_a_private_room_are_for_its_members() {
        Sharing ann = new Sharing("Ann");
        Sharing eve = new Sharing("Eve");
        String token = ann.token();
        String stranger = eve.token();
        chat.rooms().create(ann.visitor, ATTIC.text(), "", true, ann::answered);
        long file = ann.whole("a.png");
        ann.share(ATTIC, "", null, List.of(file)).said();

        assertThat(isReadable(file, null, token)).isTrue();
        assertThat(isReadable(file, null, stranger)).isFalse();
        chat.rooms().leave(ann.visitor, ATTIC, ann::answered);
        assertThat(isReadable(file, null, token)).isFalse();
    }

    @Test
    void an_account_reads_as_itself_and_never_as_a_guest_of_its_name() {
        Sharing ann = new Sharing("Ann");
        new Sharing("Bob");
        long file = ann.whole("a.png");
        ann.whisper("Bob", List.of(file)).said();
        assertThat(isReadable(file, "Bob", null)).as("a guest has the name").isFalse();

        Person account = directory.account(new Name("Carol"));
        ann.whole("b.png");
        assertThat(directory.owner(new Name("Carol"))).contains(account);
        ann.whisper("Carol", List.of(2L)).said();
        assertThat(isReadable(2, "Carol", null)).isTrue();
        assertThat(isReadable(2, "Dave", null)).isFalse();
    }

    @Test
    void with_no_bytes_allowed_there_is_nothing_to_share() {
        assertThat(chat.files().limits()).isPresent();
        assertThat(new WithoutFiles().limits()).isEmpty();
        assertThat(new WithoutFiles().empty()).isEqualTo(Refusal.FILE_TOO_LARGE);
    }

    private static final class WithoutFiles extends ChatFixture {
        WithoutFiles() {
            super(Map.of("parley.chat.files.max-bytes", "0"));
        }

        Refusal empty() {
            Connected ann = new Connected("Ann");
            chat.files().begin(ann.visitor, new FileOffer("a", "", 0, NONE), ann::answered);
            return ann.refusal();
        }

        Optional<?> limits() {
            return chat.files().limits();
        }
    }
}
