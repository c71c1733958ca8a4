package dev.parley.boot;

import dev.parley.settings.Settings;
import dev.parley.settings.SettingsSource;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Begins and ends Parley with its deployment; named in {@code web.xml}, so that a WAR of parts of Parley can have another. */
public final class ParleyListener implements ServletContextListener {
    private static final Logger LOG = System.getLogger("dev.parley.boot");
    private static final String DATA_SOURCE = "java:comp/env/jdbc/parley";

    private @Nullable Parley parley;

    /** A bad setting stops the deployment here, with an error that names it. */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Settings settings = Settings.from(sourceOf(context));
        settings.unknownKeys()
                .forEach(key -> LOG.log(Level.WARNING, "Setting {0} is set, but Parley has no such setting", key));
        parley = new Parley(context, settings, new Threads(), dataSource());
        LOG.log(Level.INFO, "Parley is ready at context path \"{0}\"", context.getContextPath());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Parley running = parley;
        if (running != null) {
            running.close();
        }
    }

    /** Where the settings of an application in that context come from. */
    public static SettingsSource sourceOf(ServletContext context) {
        Map<String, String> properties = new HashMap<>();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> properties.put(name, System.getProperty(name, "")));
        Map<String, String> contextParams = new HashMap<>();
        Collections.list(context.getInitParameterNames())
                .forEach(name -> contextParams.put(name, context.getInitParameter(name)));
        return new SettingsSource(properties, System.getenv(), contextParams);
    }

    @SuppressWarnings("BanJNDI") // a constant name, in the server's own naming
    private static DataSource dataSource() {
        try {
            return InitialContext.doLookup(DATA_SOURCE);
        } catch (NamingException e) {
            throw new IllegalStateException("The server has no datasource for Parley at " + DATA_SOURCE, e);
        }
    }
}
