package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.login.TestLogin;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import jakarta.servlet.ServletContainerInitializer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Parley behind a server that authenticates people, where guests are switched off. */
@Tag("server")
@DisabledIfSystemProperty(
        named = "it.server",
        matches = "wildfly",
        disabledReason = "WildFly takes nobody from a module that is not in its security domain")
class LoginIT extends ServerIT {
    private static final long PATIENCE_SECONDS = 20;

    /** From the end of a login to that of its connections. */
    private static final long ENDS_WITHIN_SECONDS = 5;

    private final List<Socket> sockets = new ArrayList<>();

    @Deployment(testable = false)
    public static WebArchive parleyBehindALogin() {
        return archive("parley.war")
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "test-login.jar")
                        .addClass(TestLogin.class)
                        .addAsServiceProvider(ServletContainerInitializer.class, TestLogin.class));
    }

    @AfterEach
    void everybodyLeaves() {
        sockets.forEach(Socket::disconnect);
    }

    /** @return the cookie of the session, which Tomcat changes as soon as it knows whose it is */
    private String logIn(String user, int seconds) throws Exception {
        HttpResponse<String> answer = get("test-login?user=" + user + "&seconds=" + seconds);
        assertThat(answer.statusCode()).isEqualTo(200);
        String cookie = cookie(answer).orElseThrow();
        return cookie(get("health", "Cookie", cookie)).orElse(cookie);
    }

    private static Optional<String> cookie(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie").map(header -> header.split(";", -1)[0]);
    }

    private void logOut(String cookie) throws Exception {
        HttpRequest logout = HttpRequest.newBuilder(at("api/logout"))
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HTTP.send(logout, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(204);
    }

    private Socket connect(String transports, String cookie) {
        IO.Options options = IO.Options.builder()
                .setForceNew(true)
                .setReconnection(false)
                .setTransports(transports.split(",", -1))
                .setExtraHeaders(cookie == null ? Map.of() : Map.of("Cookie", List.of(cookie)))
                .build();
        Socket socket = IO.socket(at("").resolve("chat"), options);
        sockets.add(socket);
        return socket.connect();
    }

    private static JSONObject ask(Socket socket, String event, Map<String, ?> body) throws Exception {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        socket.emit(event, new Object[] {new JSONObject(body)}, (Ack) args -> answer.complete(args[0]));
        return (JSONObject) answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static CompletableFuture<Object> end(Socket socket) {
        CompletableFuture<Object> ended = new CompletableFuture<>();
        socket.on(Socket.EVENT_DISCONNECT, args -> ended.complete(args[0]));
        return ended;
    }

    @Test
    void the_cookie_of_a_login_is_for_this_site_for_no_script_and_for_tls_where_that_is_set() throws Exception {
        // Payara leaves SameSite out at first (SessionCookieIT).
        String site = System.getProperty("it.server", "payara-micro").equals("payara-micro") ? "" : "SameSite=Lax";
        assertThat(get("test-login?user=carl&seconds=60").headers().allValues("Set-Cookie"))
                .hasSize(1)
                .allMatch(cookie -> cookie.contains("HttpOnly") && cookie.contains("Secure") && cookie.contains(site));
    }

    @Test
    void guests_are_not_let_in_and_read_nothing() throws Exception {
        Socket guest = connect("polling", null);

        assertThat(ask(guest, "who", Map.of()).getBoolean("guests")).isFalse();
        assertThat(ask(guest, "join", Map.of("name", "Guest")).getString("error"))
                .isEqualTo("login-required");
        assertThat(get("api/rooms/lobby/messages").statusCode()).isEqualTo(401);
        assertThat(get("api/rooms/lobby/messages", "Cookie", logIn("reader", 60))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_container_says_who_somebody_is_until_the_logout_which_ends_the_connections() throws Exception {
        String user = "ann";
        String cookie = logIn(user, 60);
        Socket socket = connect("polling", cookie);
        CompletableFuture<Object> ended = end(socket);

        assertThat(ask(socket, "who", Map.of()).getString("account")).isEqualTo(user);
        JSONObject joined = ask(socket, "join", Map.of("name", "somebody else"));
        assertThat(joined.getString("me")).isEqualTo(user);
        assertThat(joined.isNull("token")).isTrue();

        logOut(cookie);

        assertThat(ended.get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(ask(connect("polling", cookie), "who", Map.of()).isNull("account"))
                .isTrue();
    }

    @Test
    void a_logout_ends_connections_that_have_moved_to_websocket() throws Exception {
        String cookie = logIn("cid", 60);
        Socket socket = connect("polling,websocket", cookie);
        CompletableFuture<Object> ended = end(socket);
        assertThat(ask(socket, "join", Map.of("name", "")).getString("me")).isEqualTo("cid");
        Eventually.until(() -> Figures.of(this), now -> now.connections() == 1);

        logOut(cookie);

        assertThat(ended.get(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)).isNotNull();
        Eventually.until(() -> Figures.of(this), now -> now.connections() == 0);
    }

    @Test
    void a_login_that_expires_ends_the_connections() throws Exception {
        int seconds = 2;
        Socket socket = connect("polling,websocket", logIn("expiring", seconds));
        CompletableFuture<Object> ended = end(socket);
        assertThat(ask(socket, "join", Map.of("name", "")).getString("me")).isEqualTo("expiring");

        assertThat(ended.get(seconds + ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void a_page_of_another_origin_logs_nobody_out() throws Exception {
        HttpRequest logout = HttpRequest.newBuilder(at("api/logout"))
                .header("Cookie", logIn("stays", 60))
                .header("Origin", "http://elsewhere.example")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(HTTP.send(logout, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(403);
    }
}
