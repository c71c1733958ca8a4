package org.apache.coyote;

import dev.parley.transport.upgrade.FakeConnection;

/** Is in the package of Tomcat's connectors, by which the product knows that container. */
public final class CoyoteConnection extends FakeConnection {
    public CoyoteConnection() {
        super(Server.TOMCAT);
    }
}
