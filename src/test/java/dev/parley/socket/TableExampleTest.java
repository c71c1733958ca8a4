package dev.parley.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example of {@code src/docs/socketio-api.md} does what it says. */
class TableExampleTest {
    private final TestServer test = new TestServer();

    TableExampleTest() {
        TableExample.open(test.server);
    }

    private TestServer.Client player(String name) {
        TestServer.Client client = test.open();
        client.send("0/tables,{\"name\":\"" + name + "\"}");
        assertThat(client.received()).element(1).isEqualTo("2/tables,0[\"which language?\"]");
        return client;
    }

    @Test
    void the_page_shows_this_code() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/parley/socket/TableExample.java"));
        String shown = source.substring(
                        source.indexOf("// tag::example[]\n") + 18, source.indexOf("    // end::example[]"))
                .lines()
                .map(line -> line.startsWith("    ") ? line.substring(4) : line)
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("src/docs/socketio-api.md"))).contains("```java\n" + shown + "\n```");
    }

    @Test
    void who_says_no_name_is_refused() {
        assertThat(test.open().send("0/tables").received()).containsExactly("4/tables,{\"message\":\"Who are you?\"}");
    }

    @Test
    void players_of_a_table_hear_each_other() {
        TestServer.Client ann = player("Ann");
        TestServer.Client bob = player("Bob");
        TestServer.Client eve = player("Eve");
        assertThat(ann.send("2/tables,0[\"sit down\",\"oak\"]").received())
                .containsExactly("3/tables,0[{\"players\":1}]");

        assertThat(bob.send("2/tables,0[\"sit down\",\"oak\"]").received())
                .containsExactly("3/tables,0[{\"players\":2}]");
        assertThat(ann.received()).containsExactly("2/tables,[\"sits down\",\"oak\",\"Bob\"]");
        assertThat(bob.send("2/tables,1[\"say\",\"oak\",\"hello\"]").received())
                .containsExactly("2/tables,[\"says\",\"Bob\",\"hello\"]", "3/tables,1[]");

        assertThat(ann.received()).containsExactly("2/tables,[\"says\",\"Bob\",\"hello\"]");
        assertThat(eve.received()).isEmpty();
    }

    @Test
    void an_answer_of_the_client_is_used() {
        player("Ann").send("3/tables,0[\"zh\"]");

        assertThat(test.server.of("/tables").rooms()).containsExactly("language zh");
    }

    @Test
    void what_is_not_understood_is_answered() {
        assertThat(player("Ann").send("2/tables,0[\"sit down\",7]").received())
                .containsExactly("3/tables,0[{\"error\":\"not understood: sit down\"}]");
    }

    @Test
    void leaving_is_told_to_the_others() {
        TestServer.Client ann = player("Ann");
        player("Bob").send("1/tables,");

        assertThat(ann.received()).containsExactly("2/tables,[\"leaves\",\"Bob\",\"client namespace disconnect\"]");
    }
}
