package dev.parley.it;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a running server's own management says of it and does to the application, by JMX. */
final class ServerManagement implements AutoCloseable {
    /** An application at the root, by the names that Tomcat and WildFly give it, and what has it deployed again. */
    private enum Application {
        TOMCAT("Catalina:j2eeType=WebModule,name=//localhost/,J2EEApplication=none,J2EEServer=none", "reload"),
        WILDFLY("jboss.as:deployment=ROOT.war", "redeploy");

        private final String name;
        private final String operation;

        Application(String name, String operation) {
            this.name = name;
            this.operation = operation;
        }
    }

    private static final String LISTENER = "dev.parley.boot.ParleyListener";

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    @SuppressWarnings("BanJNDI") // the address is the one that the machine itself has just told
    ServerManagement(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        server = connector.getMBeanServerConnection();
    }

    /** Undeploys the application and deploys it again, with a class loader of its own. */
    void redeploy() throws Exception {
        for (Application application : Application.values()) {
            ObjectName name = new ObjectName(application.name);
            if (server.isRegistered(name)) {
                server.invoke(name, application.operation, new Object[0], new String[0]);
                return;
            }
        }
        throw new AssertionError("the server does not tell of the application by JMX");
    }

    /** How many class loaders of deployments, the present one and old ones, hold on after garbage was collected. */
    long deployments() throws JMException, IOException {
        diagnose("gcRun");
        String classes = (String) diagnose("vmClassHierarchy", LISTENER);
        return Pattern.compile(Pattern.quote(LISTENER))
                .matcher(classes)
                .results()
                .count();
    }

    private Object diagnose(String command, String... arguments) throws JMException, IOException {
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        return arguments.length == 0
                ? server.invoke(commands, command, new Object[0], new String[0])
                : server.invoke(commands, command, new Object[] {arguments}, new String[] {String[].class.getName()});
    }

    /** Files and sockets that are open. */
    long handles() throws JMException, IOException {
        return (Long) server.getAttribute(
                new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "OpenFileDescriptorCount");
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
