package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files on a real server with its database: who may have them, and what a browser is told about them. */
@Tag("server")
class FilesIT extends ParleyIT {
    private static final int PART = ChatPerson.PART;

    private final String run = Long.toString(System.nanoTime(), Character.MAX_RADIX); // rooms and messages stay
    private final List<ChatPerson> people = new ArrayList<>();

    @BeforeEach
    void databaseIsUp() throws Exception {
        Eventually.until(() -> get("health"), health -> health.statusCode() == 200);
    }

    @AfterEach
    void everybodyLeaves() throws Exception {
        for (ChatPerson person : people) {
            person.close();
        }
    }

    private ChatPerson person(String name, String... transports) throws Exception {
        ChatPerson person = new ChatPerson(at(""), name + "-" + run, transports);
        people.add(person);
        return person;
    }

    private HttpResponse<byte[]> fetch(long file, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at("files/" + file));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private int status(long file, ChatPerson reader) throws Exception {
        return fetch(file, "Authorization", "Bearer " + reader.token()).statusCode();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void a_file_of_several_parts_comes_back_as_it_was_sent_over_each_transport() throws Exception {
        byte[] bytes = random(3 * PART + 1_234);
        for (String transport : List.of("polling", "websocket")) {
            ChatPerson ann = person("Ann-" + transport, transport);
            long file = ann.upload("照片.png", "image/png", bytes);
            assertThat(status(file, ann)).as("before it is shared").isEqualTo(404);

            JSONObject message = ann.share("say", Map.of("text", "look"), file);

            assertThat(message.getJSONArray("files").getJSONObject(0).getString("name"))
                    .isEqualTo("照片.png");
            HttpResponse<byte[]> answer = fetch(file);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(bytes);
            assertThat(get("api/rooms/lobby/messages?limit=5").body()).contains("\"files\":[{\"id\":" + file + ",");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png, inline",
        "text/html, application/octet-stream, attachment",
        "image/svg+xml, application/octet-stream, attachment",
        "application/pdf, application/pdf, attachment",
    })
    void a_browser_is_told_to_run_nothing_of_it(String type, String told, String disposition) throws Exception {
        ChatPerson eve = person("Eve", "websocket");
        String page = "<script>alert(document.cookie)</script>";
        long file = eve.upload("x\"; filename=y.html", type, page.getBytes(StandardCharsets.US_ASCII));
        eve.share("say", Map.of(), file);

        HttpHeaders headers = fetch(file).headers();

        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Content-Security-Policy"))
                .containsExactly("sandbox; default-src 'none'; frame-ancestors 'self'");
        assertThat(headers.allValues("Content-Disposition"))
                .containsExactly(disposition + "; filename*=UTF-8''x%22%3B%20filename%3Dy.html");
        assertThat(headers.firstValue("Content-Type")).contains(told);
        assertThat(headers.allValues("Cache-Control")).containsExactly("private, max-age=31536000, immutable");
        assertThat(headers.firstValue("Vary").orElse("")).contains("Authorization");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    }

    @Test
    void a_private_file_is_for_those_who_can_read_its_message_and_to_others_it_is_not_there() throws Exception {
        ChatPerson ann = person("Ann", "websocket");
        ChatPerson bob = person("Bob", "websocket");
        ChatPerson eve = person("Eve", "websocket");
        long whispered = ann.upload("a.png", "image/png", random(100));
        JSONObject message = ann.share("whisper", Map.of("to", bob.name()), whispered);
        String room = "private-" + run;
        ann.done("create-room", Map.of("room", room, "private", true));
        long ofRoom = ann.upload("b.png", "image/png", random(100));
        ann.share("say", Map.of("room", room), ofRoom);

        assertThat(status(whispered, ann)).isEqualTo(200);
        assertThat(status(whispered, bob)).isEqualTo(200);
        assertThat(status(ofRoom, ann)).isEqualTo(200);
        assertThat(status(ofRoom, bob)).isEqualTo(404);
        ann.done("invite", Map.of("room", room, "name", bob.name()));
        assertThat(status(ofRoom, bob)).isEqualTo(200);
        for (long file : List.of(whispered, ofRoom)) {
            assertThat(status(file, eve)).isEqualTo(404);
            assertThat(fetch(file).body()).isEqualTo(fetch(999_999_999).body());
            assertThat(fetch(file, "Authorization", "Bearer x" + ann.token()).statusCode())
                    .isEqualTo(404);
            assertThat(fetch(file, "Authorization", "Bearer \t;").statusCode()).isEqualTo(404);
        }
        ann.done("delete", Map.of("id", message.getLong("id")));
        assertThat(status(whispered, ann)).isEqualTo(404);
    }

    @Test
    void a_page_of_another_origin_has_no_file() throws Exception {
        ChatPerson ann = person("Ann", "websocket");
        long file = ann.upload("a.png", "image/png", random(10));
        ann.share("say", Map.of(), file);

        assertThat(fetch(file, "Origin", "https://evil.example").statusCode()).isEqualTo(403);
        assertThat(fetch(file, "Origin", "null").statusCode()).isEqualTo(403);
    }

    @Test
    void what_a_client_says_of_a_file_is_not_believed() throws Exception {
        ChatPerson eve = person("Eve", "websocket");
        ChatPerson bob = person("Bob", "websocket");

        assertThat(eve.refusal("file", Map.of("name", "a", "size", 11 << 20))).isEqualTo("file-too-large");
        assertThat(eve.refusal("file", Map.of("name", "../a", "size", 1))).isEqualTo("file-name-invalid");
        assertThat(eve.refusal("file", Map.of("name", "a", "size", 1, "type", "a/b\r\nX-Evil: 1")))
                .isEqualTo("file-type");
        assertThat(eve.refusal("file", Map.of("name", "a", "size", -1))).isEqualTo("invalid");
        long file = eve.done("file", Map.of("name", "a", "size", 10)).getLong("file");
        assertThat(eve.refusal("file-part", Map.of("file", file, "data", new byte[11])))
                .isEqualTo("file-part");
        assertThat(bob.refusal("file-part", Map.of("file", file, "data", new byte[10])))
                .isEqualTo("unknown-file");
        JSONObject early = eve.ask("say", Map.of("text", "x", "files", new JSONArray(List.of(file))));
        assertThat(early.getString("error")).isEqualTo("unknown-file");
        assertThat(eve.done("file-part", Map.of("file", file, "data", new byte[10]))
                        .getLong("missing"))
                .isZero();
        JSONObject stolen = bob.ask("say", Map.of("text", "x", "files", new JSONArray(List.of(file))));
        assertThat(stolen.getString("error")).isEqualTo("unknown-file");
        eve.done("file-cancel", Map.of("file", file));
        assertThat(eve.refusal("file-part", Map.of("file", file, "data", new byte[1])))
                .isEqualTo("unknown-file");
    }

    @Test
    void only_a_whole_file_can_be_asked_for_at_its_own_address() throws Exception {
        for (String path : List.of("files/", "files/x", "files/-1", "files/1/2", "files/99999999999999999999")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        HttpRequest head = HttpRequest.newBuilder(at("files/1"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HTTP.send(head, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }
}
