package dev.parley.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A test of the product: target/parley.war, the very file that is delivered. */
public abstract class ParleyIT extends ServerIT {
    @Deployment(name = "parley", testable = false)
    public static WebArchive parley() {
        return archive("parley.war");
    }
}
