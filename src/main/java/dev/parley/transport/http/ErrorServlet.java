package dev.parley.transport.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/**
 * The error page of the application (named in {@code web.xml}), in place of the server's, which tells its version and
 * sometimes a stack trace. A browser that asks for a page gets a page; everybody else gets RFC 9457.
 */
public final class ErrorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        int status = request.getDispatcherType() == DispatcherType.ERROR
                        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpServletResponse.SC_NOT_FOUND; // asked for by its own address
        String accept = request.getHeader("Accept");
        boolean wantsPage = accept != null && accept.contains("text/html");
        byte[] body = (wantsPage ? page(status, request.getContextPath()) : "{\"status\":" + status + "}\n")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(wantsPage ? "text/html; charset=utf-8" : "application/problem+json");
        response.setContentLength(body.length);
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        try {
            response.getOutputStream().write(body);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The client was gone before it was told what is wrong", e);
        }
    }

    /** @param root the context path: the container's, no text of a user */
    private static String page(int status, String root) {
        String what = status == HttpServletResponse.SC_NOT_FOUND
                ? "There is nothing here. · 这里什么也没有。"
                : status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                        ? "The server does not accept this request. · 服务器不接受此请求。"
                        : "Something went wrong; the server's log tells what. · 出错了,详情见服务器日志。";
        return """
                <!doctype html>
                <html lang="en">
                  <head>
                    <meta charset="utf-8">
                    <title>Parley · %1$d</title>
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <meta name="color-scheme" content="light dark">
                  </head>
                  <body>
                    <h1>%1$d</h1>
                    <p>%2$s</p>
                    <p><a href="%3$s/">Parley</a></p>
                  </body>
                </html>
                """.formatted(status, what, root);
    }
}
