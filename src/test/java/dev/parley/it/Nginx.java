package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Debian's nginx with deploy/nginx/parley.conf, on a free port of this machine and with a certificate of its own. */
final class Nginx implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path work;
    private final int port = RunningServer.freePort();
    private final TrustManagerFactory trust;
    private final Process process;

    /** Starts it in front of two servers. */
    Nginx(Path work, RunningServer first, RunningServer second) throws Exception {
        this.work = work;
        makeCertificate();
        trust = trusting(work.resolve("certificate"));
        Files.writeString(work.resolve("parley.conf"), configuration(first, second));
        Files.writeString(work.resolve("nginx.conf"), """
                daemon off;
                user root;
                pid pid;
                events {}
                http {
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    include parley.conf;
                }
                """);
        process = run("nginx", "-e", "stderr", "-p", work + "/", "-c", "nginx.conf");
    }

    /** The file for administrators, with the addresses and the certificate of this test. */
    private String configuration(RunningServer first, RunningServer second) throws Exception {
        String own = Files.readString(Path.of(System.getProperty("it.deploy"), "nginx", "parley.conf"))
                .replace(" 127.0.0.1:8080;", " 127.0.0.1:" + first.at("").getPort() + ";")
                .replace(
                        "# server 127.0.0.1:8081;",
                        "server 127.0.0.1:" + second.at("").getPort() + ";")
                .replace("listen 443 ", "listen 127.0.0.1:" + port + " ")
                .replace("/etc/ssl/certs/chat.example.pem", "certificate")
                .replace("/etc/ssl/private/chat.example.key", "key")
                .replace("/var/log/nginx/access.log", "access.log");
        assertThat(own).doesNotContain(":8080", ":8081", "listen 443", "/etc/ssl", "/var/log");
        return own;
    }

    private void makeCertificate() throws Exception {
        Process openssl = run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=Parley",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                "key",
                "-out",
                "certificate");
        assertThat(openssl.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(openssl.exitValue()).as(log()).isZero();
    }

    private static TrustManagerFactory trusting(Path certificate) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "nginx", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private Process run(String... command) throws Exception {
        return new ProcessBuilder(List.of(command))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(work.resolve("log").toFile()))
                .start();
    }

    /** What it has noted of requests so far. */
    String accessLog() throws IOException {
        return Files.readString(work.resolve("access.log"));
    }

    X509TrustManager trust() {
        return (X509TrustManager) trust.getTrustManagers()[0];
    }

    /** What trusts its certificate and no other. */
    SSLContext tls() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    URI at(String path) {
        return URI.create("https://127.0.0.1:" + port + "/" + path);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    String log() throws Exception {
        return Files.readString(work.resolve("log"));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
