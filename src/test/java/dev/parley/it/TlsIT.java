package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** WebSockets where the server ends TLS itself: a byte that went past it would end the connection. */
@Tag("server")
@Tag("carrier")
@EnabledIfSystemProperty(
        named = "it.tlsPort",
        matches = "\\d+",
        disabledReason = "deploy/test has the server listen there")
class TlsIT extends ParleyIT {
    private final HttpClient http =
            HttpClient.newBuilder().sslContext(trusting()).build();

    @Test
    void an_echo_comes_back_whole() throws Exception {
        Random random = new Random(1);
        try (TestWebSocket client = open("raw")) {
            for (int length : new int[] {1, 100, 100, 60_000, 70_000, 1_000_000, 1}) {
                byte[] message = new byte[length];
                random.nextBytes(message);
                client.send(message);
                assertThat(client.binary()).isEqualTo(message);
            }
        }
    }

    @Test
    void a_session_is_opened_and_answered() throws Exception {
        try (TestWebSocket client = open("socket.io/?EIO=4&transport=websocket")) {
            assertThat(client.text()).startsWith("0{");
            for (String namespace : new String[] {"", "/demo,"}) {
                client.send("40" + namespace);
                assertThat(client.text()).startsWith("40" + namespace + "{");
            }
        }
    }

    private TestWebSocket open(String path) {
        URI plain = at(path);
        URI secure = URI.create("wss://127.0.0.1:" + System.getProperty("it.tlsPort") + plain.getRawPath()
                + query(plain.getRawQuery()));
        return TestWebSocket.open(secure, http);
    }

    private static String query(String query) {
        return query == null ? "" : "?" + query;
    }

    /** The certificate is one that the server has made for itself. */
    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
