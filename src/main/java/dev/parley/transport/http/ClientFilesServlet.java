package dev.parley.transport.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Serves the official client beside the Engine.IO path, as the original does: {@code /socket.io/socket.io.js} and others. */
public final class ClientFilesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final String directory;
    private final transient Map<String, ClientFile> files = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record ClientFile(byte[] content, String etag) {}

    /** @param directory of the web application that has the files, ending with a slash */
    public ClientFilesServlet(String directory) {
        this.directory = directory;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        ClientFile file = files.get(name);
        if (file == null) {
            file = read(name);
            if (file == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            files.put(name, file);
        }
        response.setHeader("ETag", file.etag());
        response.setHeader("Cache-Control", "public, max-age=0, must-revalidate");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (file.etag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(name.endsWith(".map") ? "application/json" : "application/javascript; charset=utf-8");
        response.setContentLength(file.content().length);
        response.getOutputStream().write(file.content());
    }

    private @org.jspecify.annotations.Nullable ClientFile read(String name) throws IOException {
        try (InputStream in = getServletContext().getResourceAsStream(directory + name)) {
            if (in == null) {
                return null;
            }
            byte[] content = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new ClientFile(content, '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
