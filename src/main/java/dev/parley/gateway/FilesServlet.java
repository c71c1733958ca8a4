package dev.parley.gateway;

import dev.parley.chat.FileReaders;
import dev.parley.chat.FileStore;
import dev.parley.settings.ChatSettings;
import dev.parley.transport.http.EngineAnswers;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.http.Problem;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of messages, for those who can read the message: {@code GET …/ID}. A guest shows the token of the chat as
 * {@code Authorization: Bearer TOKEN} (RFC 6750, section 2.1). Registered with {@code asyncSupported}; no client keeps a thread while
 * the database is asked, nor while it reads, and none more memory than one part of a file.
 */
public final class FilesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern ID_PATH = Pattern.compile("/([0-9]{1,15})");
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]{1,200}=*)");
    private static final String NO_FILE = "There is no file here that you may read";

    private final transient FileReaders readers;
    private final transient FileStore files;
    private final transient OriginPolicy origins;
    private final transient EngineAnswers answers;
    private final transient Executor storage;
    private final transient Semaphore free;
    private final transient LongAdder refused = new LongAdder();
    private final transient LongAdder late = new LongAdder();
    private final long timeoutMillis;

    /** @param storage runs what may wait for the database; may refuse */
    public FilesServlet(
            FileReaders readers, FileStore files, OriginPolicy origins, ChatSettings.Files limits, Executor storage) {
        this.readers = readers;
        this.files = files;
        this.origins = origins;
        this.storage = storage;
        answers = new EngineAnswers(origins);
        free = new Semaphore(limits.maxDownloads());
        timeoutMillis = limits.downloadTimeout().toMillis();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.prepare(request, response);
        if (!origins.allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            Problem.send(response, HttpServletResponse.SC_FORBIDDEN, "Pages of this origin may not read the chat");
            return;
        }
        Optional<Long> id = idOf(request.getPathInfo());
        if (id.isEmpty()) {
            Problem.send(response, HttpServletResponse.SC_NOT_FOUND, NO_FILE);
            return;
        }
        Principal principal = request.getUserPrincipal();
        String account = principal == null ? null : principal.getName();
        String token = tokenOf(request.getHeader("Authorization"));
        if (!free.tryAcquire()) {
            refused.increment();
            response.setHeader("Retry-After", AsyncAnswer.RETRY_SECONDS);
            Problem.send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Too many files are read now");
            return;
        }
        boolean closes = request.getProtocol().startsWith("HTTP/1.");
        FileDownload download = new FileDownload(
                request.startAsync(), response, files, storage, timeoutMillis, closes, late::increment, free::release);
        download.ask(
                storage,
                () -> readers.find(id.get(), account, token)
                        .ifPresentOrElse(
                                download::send, () -> download.problem(HttpServletResponse.SC_NOT_FOUND, NO_FILE)));
    }

    /** Downloads refused because there were too many. */
    public long refused() {
        return refused.sum();
    }

    /** Downloads that took longer than they may. */
    public long late() {
        return late.sum();
    }

    @Override
    protected void doOptions(HttpServletRequest request, HttpServletResponse response) {
        answers.preflight(request, response, "GET");
    }

    /** A file is asked for as a whole. */
    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Allow", "GET");
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    private static Optional<Long> idOf(@Nullable String path) {
        Matcher matcher = ID_PATH.matcher(path == null ? "" : path);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static @Nullable String tokenOf(@Nullable String authorization) {
        Matcher matcher = BEARER.matcher(authorization == null ? "" : authorization);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
