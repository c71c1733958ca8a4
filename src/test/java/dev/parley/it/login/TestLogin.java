package dev.parley.it.login;

import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.MessagePolicy;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;

/**
 * The authentication of a container (Jakarta Authentication, Servlet Container Profile): {@code GET /test-login?user=&seconds=}
 * logs a user in for that time of not using the session, and every request with that session has the user as its principal.
 * Guests are not let in.
 */
public final class TestLogin implements ServletContainerInitializer {
    private static final String USER = "test user";

    @Override
    public void onStartup(Set<Class<?>> classes, ServletContext context) {
        context.setInitParameter("parley.chat.guests", "false");
        context.setInitParameter("parley.http.secure-cookies", "true");
        context.addServlet("test login", new Page()).addMapping("/test-login");
        AuthConfigFactory.getFactory().registerServerAuthModule(new BySession(), context);
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

    private static final class BySession implements ServerAuthModule {
        private CallbackHandler container;

        @Override
        public void initialize(
                MessagePolicy request, MessagePolicy response, CallbackHandler handler, Map<String, Object> options) {
            container = handler;
        }

        @Override
        public Class<?>[] getSupportedMessageTypes() {
            return new Class<?>[] {HttpServletRequest.class, HttpServletResponse.class};
        }

        @Override
        public AuthStatus validateRequest(MessageInfo info, Subject client, Subject service) throws AuthException {
            HttpSession session = ((HttpServletRequest) info.getRequestMessage()).getSession(false);
            String user = session == null ? null : (String) session.getAttribute(USER);
            Callback caller = user == null
                    ? new CallerPrincipalCallback(client, (Principal) null)
                    : new CallerPrincipalCallback(client, user);
            try {
                container.handle(new Callback[] {caller});
            } catch (IOException | UnsupportedCallbackException e) {
                throw (AuthException) new AuthException().initCause(e);
            }
            return AuthStatus.SUCCESS;
        }

        @Override
        public AuthStatus secureResponse(MessageInfo info, Subject service) {
            return AuthStatus.SEND_SUCCESS;
        }

        @Override
        public void cleanSubject(MessageInfo info, Subject subject) {
            subject.getPrincipals().clear();
        }
    }
}
