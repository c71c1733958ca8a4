package dev.parley.it.login;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Set;

/**
 * Stands before Parley as the authentication of a container does: {@code GET /test-login?user=&seconds=} logs a user in for that
 * time of not using the session, and every request with that session has the user as its principal. Guests are not let in.
 */
public final class TestLogin implements ServletContainerInitializer {
    private static final String USER = "test user";

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        context.setInitParameter("parley.chat.guests", "false");
        context.addServlet("test login", new Page()).addMapping("/test-login");
        FilterRegistration.Dynamic filter = context.addFilter("test login", new Authentication());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            HttpSession session = request.getSession(true);
            session.setMaxInactiveInterval(Integer.parseInt(request.getParameter("seconds")));
            session.setAttribute(USER, request.getParameter("user"));
        }
    }

    private static final class Authentication extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpSession session = request.getSession(false);
            String user = session == null ? null : (String) session.getAttribute(USER);
            chain.doFilter(user == null ? request : authenticated(request, () -> user), response);
        }

        private static HttpServletRequest authenticated(HttpServletRequest request, Principal user) {
            return new HttpServletRequestWrapper(request) {
                @Override
                public Principal getUserPrincipal() {
                    // Containers do not agree whether this filter or one of Parley's is the first.
                    Principal parleys = super.getUserPrincipal();
                    return parleys == null ? user : parleys;
                }
            };
        }
    }
}
