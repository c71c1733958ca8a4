package io.undertow;

import dev.parley.transport.upgrade.FakeConnection;

/** Is in Undertow's package, by which the product knows that container. */
public final class UndertowConnection extends FakeConnection {
    public UndertowConnection() {
        super(Server.WILDFLY);
    }
}
