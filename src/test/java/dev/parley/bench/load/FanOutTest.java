package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.peer.NettyPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the load client counts is what a real server sent. */
class FanOutTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final AckLoop.Question QUESTION =
            new AckLoop.Question((client, number) -> "[\"ack\",\"" + client + "\"]", "[\"");

    private NettyPeer peer;
    private Clients clients;

    @BeforeEach
    void connect_three_clients() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        peer = new NettyPeer(port, 25_000);
        clients = new Clients(port);
        clients.connect(3, DEADLINE);
    }

    @AfterEach
    void end() throws IOException {
        clients.close();
        peer.close();
    }

    @Test
    void every_client_gets_every_message_of_every_sender() {
        FanOut.Seen seen = new FanOut(clients, load()).run(Integer.MAX_VALUE);

        assertThat(seen.sent()).isEqualTo(20);
        assertThat(seen.expected()).isEqualTo(60);
        assertThat(seen.delivered()).isEqualTo(60);
        assertThat(seen.latencies().getTotalCount()).isEqualTo(60);
        assertThat(seen.missing()).isZero();
        assertThat(seen.disordered()).isZero();
        assertThat(clients.lost()).isZero();
    }

    @Test
    void a_message_that_comes_twice_is_out_of_order() {
        FanOut fanOut = new FanOut(clients, load());
        FanOut.Seen seen = fanOut.run(Integer.MAX_VALUE);
        byte[] again = fanOut.delivery(0, 3);
        fanOut.received(clients.all().get(0), again, 0, again.length, System.nanoTime());

        assertThat(seen.disordered()).isZero();
        assertThat(fanOut.seen(20).disordered()).isEqualTo(1);
    }

    @Test
    void a_message_of_an_earlier_run_does_not_count() {
        FanOut earlier = new FanOut(clients, load());
        FanOut fanOut = new FanOut(clients, load());
        fanOut.run(Integer.MAX_VALUE);
        byte[] late = earlier.delivery(0, 99);
        fanOut.received(clients.all().get(0), late, 0, late.length, System.nanoTime());

        assertThat(fanOut.seen(20).delivered()).isEqualTo(60);
    }

    @Test
    void a_message_that_does_not_come_is_missing_for_every_client() {
        FanOut fanOut = new FanOut(clients, load());
        fanOut.run(Integer.MAX_VALUE);

        assertThat(fanOut.seen(21).missing()).isEqualTo(3);
    }

    @Test
    void everybody_asks_once() throws Exception {
        new AckLoop(clients, clients.all(), QUESTION).once(Duration.ofSeconds(20));

        AckLoop.Question wrong = new AckLoop.Question(QUESTION.event(), "[1");
        assertThatThrownBy(() -> new AckLoop(clients, clients.all(), wrong).once(Duration.ofSeconds(20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3 of 3 answers, 3 wrong");
    }

    @Test
    void every_acknowledgement_is_the_one_that_was_asked_for() {
        AckLoop.Seen seen = new AckLoop(clients, clients.all(), QUESTION).run(Duration.ofMillis(200));

        assertThat(seen.answered()).isPositive().isEqualTo(seen.latencies().getTotalCount());
        assertThat(seen.wrong()).isZero();
    }

    private static FanOut.Load load() {
        return new FanOut.Load(200, Duration.ofMillis(100), 100, 2);
    }
}
