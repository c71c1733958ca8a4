package dev.parley.gateway;

import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.http.Problem;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Ends the login of whoever asks, and with it the connections of that login: {@code POST}, answered 204. */
public final class LogoutServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient OriginPolicy origins;

    public LogoutServlet(OriginPolicy origins) {
        this.origins = origins;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (!origins.allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            Problem.send(response, HttpServletResponse.SC_FORBIDDEN, "Pages of this origin may not log out here");
            return;
        }
        HttpSession session = request.getSession(false);
        request.logout();
        if (session != null) {
            session.invalidate();
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
