package dev.parley.gateway;

import dev.parley.chat.LogUnavailableException;
import dev.parley.chat.MessageLog;
import dev.parley.chat.Page;
import dev.parley.chat.RoomName;
import dev.parley.transport.http.EngineAnswers;
import dev.parley.transport.http.OriginPolicy;
import dev.parley.transport.http.Problem;
import dev.parley.transport.http.QueryString;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a room, for everybody: {@code GET …/ROOM/messages?before=&after=&limit=}. Registered with
 * {@code asyncSupported}; no client keeps a thread while the database is asked, nor while it reads the answer.
 */
public final class HistoryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient MessageLog log;
    private final transient OriginPolicy origins;
    private final transient EngineAnswers answers;
    private final transient Executor storage;
    private final boolean guests;

    /**
     * @param guests whether those may read whom the container has not authenticated
     * @param storage runs what may wait for the database; may refuse
     */
    public HistoryServlet(MessageLog log, OriginPolicy origins, boolean guests, Executor storage) {
        this.log = log;
        this.guests = guests;
        this.origins = origins;
        this.answers = new EngineAnswers(origins);
        this.storage = storage;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.prepare(request, response);
        if (!origins.allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            Problem.send(response, HttpServletResponse.SC_FORBIDDEN, "Pages of this origin may not read the chat");
        } else if (!guests && request.getUserPrincipal() == null) {
            Problem.send(response, HttpServletResponse.SC_UNAUTHORIZED, "Guests are not let in here");
        } else if (!("/" + RoomName.LOBBY + "/messages").equals(request.getPathInfo())) {
            Problem.send(response, HttpServletResponse.SC_NOT_FOUND, "There is one room: " + RoomName.LOBBY);
        } else {
            PageRequest page;
            try {
                page = pageOf(QueryString.parse(request.getQueryString()));
            } catch (IllegalArgumentException e) {
                Problem.send(response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
                return;
            }
            read(page, new LateAnswer(request.startAsync(), response));
        }
    }

    private void read(PageRequest page, LateAnswer answer) {
        try {
            storage.execute(() -> {
                try {
                    Page read = log.room(RoomName.LOBBY, page.cursor(), page.limit());
                    answer.send(MessageObject.json(read));
                } catch (LogUnavailableException e) {
                    answer.unavailable("The chat's log cannot be read now");
                } catch (RuntimeException e) {
                    answer.failed(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.unavailable("Too many clients read the chat's log now");
        }
    }

    private static PageRequest pageOf(Map<String, List<String>> query) {
        return PageRequest.of(
                whole(query, "before", PageRequest.ALLOWED_IDS),
                whole(query, "after", PageRequest.ALLOWED_IDS),
                whole(query, "limit", PageRequest.ALLOWED_LIMITS));
    }

    private static @Nullable Long whole(Map<String, List<String>> query, String name, String allowed) {
        String value = query.getOrDefault(name, List.of("")).get(0);
        if (value.isEmpty()) {
            return null;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(name + " must be " + allowed);
        }
        return Long.valueOf(value);
    }
}
