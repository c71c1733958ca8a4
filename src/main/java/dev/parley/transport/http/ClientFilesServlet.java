package dev.parley.transport.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves the official client beside the Engine.IO path, as the original does: {@code /socket.io/socket.io.js} and others.
 * Registered with {@code asyncSupported}.
 */
public final class ClientFilesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final String directory;
    private final Duration patience;
    private final transient Map<String, ClientFile> files = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record ClientFile(String contentType, byte[] content, String etag) {}

    /**
     * @param directory of the web application that has the files, ending with a slash
     * @param patience within which a client takes one file whole; it keeps no thread meanwhile
     */
    public ClientFilesServlet(String directory, Duration patience) {
        this.directory = directory;
        this.patience = patience;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ClientFile file = begin(request, response);
        if (file != null) {
            DeferredAnswer answer = new DeferredAnswer(request.startAsync(), patience, gone -> {});
            answer.answer(HttpServletResponse.SC_OK, file.contentType(), file.content());
            answer.served();
        }
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ClientFile file = begin(request, response);
        if (file != null) {
            response.setContentType(file.contentType());
            response.setContentLength(file.content().length);
        }
    }

    /** @return the file whose content the client wants, or null if it is answered already */
    private @Nullable ClientFile begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        ClientFile file = files.get(name);
        if (file == null) {
            file = read(name);
            if (file == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return null;
            }
            files.put(name, file);
        }
        response.setHeader("ETag", file.etag());
        if (!response.containsHeader("Cache-Control")) { // unless nobody may keep this answer
            response.setHeader("Cache-Control", "public, max-age=0, must-revalidate");
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (file.etag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return null;
        }
        return file;
    }

    private @Nullable ClientFile read(String name) throws IOException {
        try (InputStream in = getServletContext().getResourceAsStream(directory + name)) {
            if (in == null) {
                return null;
            }
            byte[] content = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            String type = name.endsWith(".map") ? "application/json" : "application/javascript; charset=utf-8";
            return new ClientFile(type, content, '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
