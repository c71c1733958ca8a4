package dev.parley.boot;

import dev.parley.transport.http.InlineRequests;
import dev.parley.transport.http.PayaraUpgrades;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All filters of a context, in the order in which they are added and before the container's own. To the container they are one:
 * containers disagree about the order of several that come before its own ({@link FilterRegistration#addMappingForUrlPatterns} leaves it open), and on
 * Payara and WildFly the last that is registered is the first.
 */
public final class Filters extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "parley";

    private final transient List<Mapped> filters = new CopyOnWriteArrayList<>();

    private Filters() {}

    /**
     * Adds a filter, which may answer asynchronously. Call while the servlet context is being initialised.
     *
     * @param pattern a path, or one that ends with {@code /*} for all below it and itself (Servlet 6.0, section 12.2)
     * @param filter whose {@code init} and {@code destroy} nobody calls
     */
    static void add(ServletContext context, String pattern, Filter filter) {
        of(context).filters.add(new Mapped(pattern, filter));
    }

    /**
     * Adds those that make up for what containers do differently; before all others. Call while the servlet context is being
     * initialised.
     */
    public static void addForContainers(ServletContext context) {
        add(context, "/*", new PayaraUpgrades());
        add(context, "/*", new InlineRequests());
    }

    private static Filters of(ServletContext context) {
        if (context.getAttribute(Filters.class.getName()) instanceof Filters known) {
            return known;
        }
        Filters made = new Filters();
        FilterRegistration.Dynamic registration = context.addFilter(NAME, made);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        context.setAttribute(Filters.class.getName(), made);
        return made;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain container)
            throws IOException, ServletException {
        String info = request.getPathInfo();
        String path = info == null ? request.getServletPath() : request.getServletPath() + info;
        new Way(path, container).doFilter(request, response);
    }

    private record Mapped(String pattern, Filter filter) {
        boolean matches(String path) {
            if (!pattern.endsWith("/*")) {
                return path.equals(pattern);
            }
            int prefix = pattern.length() - "/*".length();
            return path.startsWith(pattern.substring(0, prefix))
                    && (path.length() == prefix || path.charAt(prefix) == '/');
        }
    }

    /** One request on its way through the filters that match. */
    private final class Way implements FilterChain {
        private final String path;
        private final FilterChain container;
        private final Iterator<Mapped> ahead = filters.iterator();

        Way(String path, FilterChain container) {
            this.path = path;
            this.container = container;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
            while (ahead.hasNext()) {
                Mapped next = ahead.next();
                if (next.matches(path)) {
                    next.filter.doFilter(request, response, this);
                    return;
                }
            }
            container.doFilter(request, response);
        }
    }
}
