package dev.parley.store;

import static dev.parley.store.OpenedStore.ANN;
import static dev.parley.store.OpenedStore.BOB;
import static dev.parley.store.OpenedStore.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.chat.Cursor;
import dev.parley.chat.Draft;
import dev.parley.chat.FileOffer;
import dev.parley.chat.FileStore;
import dev.parley.chat.Message;
import dev.parley.chat.MessageKind;
import dev.parley.chat.Outcome;
import dev.parley.chat.PersonId;
import dev.parley.chat.Receipt;
import dev.parley.chat.Refusal;
import dev.parley.chat.RoomName;
import dev.parley.chat.SharedFile;
import dev.parley.chat.UnknownFileException;
import dev.parley.settings.ChatSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for files on every database; an extension gives an empty one. */
abstract class FileStoreContract extends StoreContract {
    private static final SharedFile.Picture PICTURE = new SharedFile.Picture(640, 480);

    private FileStore files;
    private Instant now = NOON;

    @BeforeEach
    void takeFiles() {
        files = limited(20, 1L << 40);
    }

    private FileStore limited(int maxUnsaid, long maxTotal) {
        ChatSettings.Files limits = new ChatSettings.Files(
                1 << 30, 10, List.of("*/*"), maxUnsaid, maxTotal, Duration.ofHours(1), 10, Duration.ofMinutes(1));
        return opened.store.fileStore(limits, () -> now);
    }

    private static FileOffer offer(String name, long size) {
        return new FileOffer(name, "image/png", size, PICTURE);
    }

    private static <T> T done(Outcome<T> outcome) {
        return ((Outcome.Done<T>) outcome).value();
    }

    private static Refusal refusal(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).why();
    }

    private long begin(PersonId owner, long size) {
        return done(files.begin(owner, offer("a.png", size)));
    }

    private long whole(String name) {
        long id = done(files.begin(ANN.id(), offer(name, 3)));
        assertThat(done(files.add(ANN.id(), id, new byte[] {1, 2, 3}))).isZero();
        return id;
    }

    private Draft draft(List<Long> shared) {
        return Draft.say(RoomName.LOBBY, ANN, "look", NOON).with(shared);
    }

    private Message share(Long... shared) throws Exception {
        return stored(opened.append(draft(List.of(shared))));
    }

    private void assertUnknown(CompletionStage<?> stage) {
        assertThatThrownBy(() -> stage.toCompletableFuture().get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UnknownFileException.class);
    }

    private List<Message> lobby() {
        return opened.log.room(RoomName.LOBBY, new Cursor.Newest(), 10).messages();
    }

    @Test
    void a_file_comes_back_as_it_was_sent_part_by_part() throws Exception {
        byte[] first = new byte[FileStore.MAX_PART];
        byte[] last = new byte[100];
        new Random(1).nextBytes(first);
        new Random(2).nextBytes(last);
        long id = done(files.begin(ANN.id(), offer("照片 👋.png", first.length + last.length)));
        assertThat(done(files.add(ANN.id(), id, first))).isEqualTo(last.length);
        assertThat(files.find(id)).as("before it is shared").isEmpty();
        assertThat(done(files.add(ANN.id(), id, last))).isZero();

        Message said = share(id);

        SharedFile file = new SharedFile(id, "照片 👋.png", "image/png", first.length + last.length, PICTURE);
        assertThat(files.find(id)).contains(new FileStore.Kept(file, said.id(), 2));
        assertThat(files.part(id, 0))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(first));
        assertThat(files.part(id, 1))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(last));
        assertThat(files.part(id, 2)).isEmpty();
        assertThat(said.files()).containsExactly(file);
    }

    @Test
    void pages_and_single_messages_have_their_files_in_the_order_of_the_author() throws Exception {
        long one = whole("one.png");
        long two = whole("two.png");
        Message plain = stored(opened.say("no files"));
        Message said = share(two, one);

        assertThat(said.files()).extracting(SharedFile::name).containsExactly("two.png", "one.png");
        assertThat(lobby()).containsExactly(plain, said);
        assertThat(opened.log.find(said.id())).contains(said);
    }

    @Test
    void a_message_sent_again_is_the_first_with_its_files() throws Exception {
        UUID uuid = UUID.randomUUID();
        Draft draft = draft(List.of(whole("a.png"))).as(uuid);
        Message first = stored(opened.append(draft));

        Receipt again = opened.log.append(draft).toCompletableFuture().get(60, TimeUnit.SECONDS);

        assertThat(again).isEqualTo(new Receipt(first, false));
        assertThat(opened.log.find(ANN.id(), uuid)).contains(first);
    }

    @Test
    void a_message_with_a_file_that_cannot_be_shared_is_not_stored_and_those_beside_it_are() throws Exception {
        long half = begin(ANN.id(), 3);
        files.add(ANN.id(), half, new byte[2]);
        long bobs = begin(BOB.id(), 0);
        long shared = whole("shared.png");
        share(shared);
        long good = whole("good.png");

        Stream.of(List.of(half), List.of(bobs), List.of(shared), List.of(good, good), List.of(good, 4711L))
                .forEach(all -> assertUnknown(opened.append(draft(all))));
        CompletableFuture<Message> between = opened.say("between").toCompletableFuture();

        assertThat(stored(between).text()).isEqualTo("between");
        assertThat(lobby()).hasSize(2);
        assertThat(share(good).files()).hasSize(1);
    }

    @Test
    void of_many_messages_at_once_one_has_the_file() {
        long file = whole("a.png");

        List<CompletableFuture<Message>> all = Stream.generate(
                        () -> opened.append(draft(List.of(file))).toCompletableFuture())
                .limit(50) // the first alone, others in one transaction
                .toList();

        all.forEach(one -> one.handle((message, why) -> message).join());
        assertThat(all).filteredOn(one -> !one.isCompletedExceptionally()).hasSize(1);
        assertThat(lobby()).hasSize(1);
    }

    @Test
    void bytes_are_counted_and_parts_are_neither_too_small_nor_too_many() {
        long file = begin(ANN.id(), FileStore.MIN_PART + 10);

        assertThat(refusal(files.add(ANN.id(), file, new byte[FileStore.MIN_PART - 1])))
                .isEqualTo(Refusal.FILE_PART);
        assertThat(done(files.add(ANN.id(), file, new byte[FileStore.MIN_PART])))
                .isEqualTo(10);
        assertThat(refusal(files.add(ANN.id(), file, new byte[11]))).isEqualTo(Refusal.FILE_PART);
        assertThat(refusal(files.add(BOB.id(), file, new byte[10]))).isEqualTo(Refusal.UNKNOWN_FILE);
        assertThat(done(files.add(ANN.id(), file, new byte[10]))).isZero();
        assertThat(refusal(files.add(ANN.id(), file, new byte[1]))).isEqualTo(Refusal.UNKNOWN_FILE);
        assertThat(refusal(files.add(ANN.id(), 4711, new byte[1]))).isEqualTo(Refusal.UNKNOWN_FILE);
    }

    @Test
    void a_person_has_so_many_files_that_are_not_shared() throws Exception {
        files = limited(2, 1_000);
        long first = whole("a.png");
        whole("b.png");

        assertThat(refusal(files.begin(ANN.id(), offer("c.png", 1)))).isEqualTo(Refusal.TOO_MANY_UPLOADS);
        begin(BOB.id(), 1);
        share(first);
        begin(ANN.id(), 1);
    }

    @Test
    void all_files_together_have_so_many_bytes_and_what_goes_makes_room() throws Exception {
        files = limited(20, 10);
        long first = begin(ANN.id(), 6);
        files.add(ANN.id(), first, new byte[6]);
        Message said = share(first);
        long second = begin(ANN.id(), 4);
        assertThat(refusal(files.begin(BOB.id(), offer("c.png", 1)))).isEqualTo(Refusal.FILES_FULL);

        files.cancel(BOB.id(), second);
        assertThat(refusal(files.begin(BOB.id(), offer("c.png", 4)))).isEqualTo(Refusal.FILES_FULL);
        files.cancel(ANN.id(), second);
        begin(BOB.id(), 4);
        stored(opened.append(
                new Draft(MessageKind.DELETE, ANN, RoomName.LOBBY, null, "", NOON, null, said.id(), List.of())));

        begin(BOB.id(), 6);
        assertThat(refusal(files.begin(BOB.id(), offer("c.png", 1)))).isEqualTo(Refusal.FILES_FULL);
    }

    @Test
    void with_a_message_that_is_taken_back_its_files_go_and_with_an_edit_they_stay() throws Exception {
        long file = whole("a.png");
        Message said = share(file);
        stored(opened.append(
                new Draft(MessageKind.EDIT, ANN, RoomName.LOBBY, null, "", NOON, null, said.id(), List.of())));
        assertThat(lobby())
                .singleElement()
                .satisfies(message -> assertThat(message.files()).isEqualTo(said.files()));

        stored(opened.append(
                new Draft(MessageKind.DELETE, ANN, RoomName.LOBBY, null, "", NOON, null, said.id(), List.of())));

        assertThat(files.find(file)).isEmpty();
        assertThat(files.part(file, 0)).isEmpty();
        assertThat(lobby())
                .singleElement()
                .satisfies(message -> assertThat(message.files()).isEmpty());
    }

    @Test
    void what_is_shared_cannot_be_cancelled() throws Exception {
        long file = whole("a.png");
        share(file);

        files.cancel(ANN.id(), file);

        assertThat(files.find(file)).isPresent();
    }

    @Test
    void what_was_not_shared_in_time_goes_however_much_it_is() throws Exception {
        files = limited(100, 1_000);
        long shared = whole("shared.png");
        share(shared);
        for (int i = 0; i < 45; i++) {
            begin(ANN.id(), 20);
        }
        long sending = begin(BOB.id(), 40);
        now = NOON.plusSeconds(60);
        files.add(BOB.id(), sending, new byte[40]);

        files.removeUnsaid(NOON.plusSeconds(1));

        assertThat(files.find(shared)).isPresent();
        assertThat(refusal(files.add(BOB.id(), sending, new byte[1]))).isEqualTo(Refusal.UNKNOWN_FILE);
        assertThat(refusal(files.begin(ANN.id(), offer("d.png", 958)))).isEqualTo(Refusal.FILES_FULL);
        assertThat(begin(ANN.id(), 957)).isPositive();
    }
}
