package dev.parley.it;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test from outside against a WAR that was built, at the root of a real server, which runs while the class is tested. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public abstract class ServerIT {
    protected static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ArquillianResource
    private URL url;

    /** A WAR that the build has made, under the name that puts it at the root of any server. */
    static WebArchive archive(String war) {
        return archive(war, "ROOT.war");
    }

    /** A WAR that the build has made, under a name that says its context path. */
    static WebArchive archive(String war, String name) {
        return ShrinkWrap.create(ZipImporter.class, name)
                .importFrom(new File(System.getProperty("it.target"), war))
                .as(WebArchive.class);
    }

    /** The application, on the loopback address, with a path below its context path. */
    protected URI at(String path) {
        String root = url.getPath().endsWith("/") ? url.getPath() : url.getPath() + "/";
        return URI.create("http://127.0.0.1:" + url.getPort() + root + path);
    }

    protected HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
