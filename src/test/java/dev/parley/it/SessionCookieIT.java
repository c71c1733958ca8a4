package dev.parley.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.it.login.TestSession;
import jakarta.servlet.ServletContainerInitializer;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cookie of the container's session, behind a proxy that ends TLS. */
@Tag("server")
class SessionCookieIT extends ServerIT {
    @Deployment(testable = false)
    public static WebArchive parleyWithSessions() {
        return archive("parley.war", "parley.war")
                .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "test-session.jar")
                        .addClass(TestSession.class)
                        .addAsServiceProvider(ServletContainerInitializer.class, TestSession.class));
    }

    private String session() throws Exception {
        return get("test-session")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", -1)[0];
    }

    private List<String> cookiesOverTls(String cookie) throws Exception {
        return get("health", "Cookie", cookie, "X-Forwarded-Proto", "https")
                .headers()
                .allValues("Set-Cookie");
    }

    @Test
    void the_first_answer_over_tls_keeps_the_cookie_to_tls_and_only_that_one() throws Exception {
        String cookie = session();

        List<String> first = cookiesOverTls(cookie);

        assertThat(first)
                .singleElement()
                .asString()
                .startsWith(cookie + ";")
                .containsIgnoringCase("; path=/parley")
                .containsIgnoringCase("; httponly")
                .containsIgnoringCase("; samesite=lax")
                .containsIgnoringCase("; secure");
        assertThat(cookiesOverTls(cookie)).isEmpty();
    }

    @Test
    void without_tls_every_cookie_is_for_this_site_alone_at_the_second_answer_at_the_latest() throws Exception {
        List<String> first = get("test-session").headers().allValues("Set-Cookie");
        List<String> second = get("health", "Cookie", first.get(0).split(";", -1)[0])
                .headers()
                .allValues("Set-Cookie");

        assertThat(second.isEmpty() ? first : second)
                .singleElement()
                .asString()
                .containsIgnoringCase("; samesite=lax")
                .doesNotContainIgnoringCase("; secure");
    }

    @Test
    void nothing_is_set_for_a_cookie_of_no_session() throws Exception {
        assertThat(cookiesOverTls(session().split("=", -1)[0] + "=made.up")).isEmpty();
    }
}
