package dev.parley.gateway;

import dev.parley.chat.MessageLog;
import dev.parley.chat.RoomDirectory;
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
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a public room, for everybody: {@code GET …/ROOM/messages?before=&after=&limit=}. Registered with
 * {@code asyncSupported}; no client keeps a thread while the database is asked, nor while it reads the answer.
 */
public final class HistoryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Pattern ROOM_PATH = Pattern.compile("/([^/]+)/messages");
    private static final String NO_ROOM = "There is no room of this name that everybody may read";

    private final transient MessageLog log;
    private final transient RoomDirectory rooms;
    private final transient OriginPolicy origins;
    private final transient EngineAnswers answers;
    private final transient Executor storage;
    private final boolean guests;

    /**
     * @param guests whether those may read whom the container has not authenticated
     * @param storage runs what may wait for the database; may refuse
     */
    public HistoryServlet(MessageLog log, RoomDirectory rooms, OriginPolicy origins, boolean guests, Executor storage) {
        this.log = log;
        this.rooms = rooms;
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
        } else {
            Optional<RoomName> room = roomOf(request.getPathInfo());
            if (room.isEmpty()) {
                Problem.send(response, HttpServletResponse.SC_NOT_FOUND, NO_ROOM);
                return;
            }
            PageRequest page;
            try {
                page = pageOf(QueryString.parse(request.getQueryString()));
            } catch (IllegalArgumentException e) {
                Problem.send(response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
                return;
            }
            read(room.get(), page, new LateAnswer(request.startAsync(), response));
        }
    }

    @Override
    protected void doOptions(HttpServletRequest request, HttpServletResponse response) {
        answers.preflight(request, response, "GET");
    }

    /** The room of {@code /ROOM/messages}, if it can be one. */
    private static Optional<RoomName> roomOf(@Nullable String path) {
        Matcher matcher = ROOM_PATH.matcher(path == null ? "" : path);
        return matcher.matches() ? RoomName.parse(matcher.group(1)) : Optional.empty();
    }

    private void read(RoomName room, PageRequest page, LateAnswer answer) {
        answer.ask(storage, () -> {
            if (room.isLobby() || rooms.publicRoom(room).isPresent()) {
                answer.send(MessageObject.json(log.room(room, page.cursor(), page.limit())));
            } else {
                answer.problem(HttpServletResponse.SC_NOT_FOUND, NO_ROOM);
            }
        });
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
