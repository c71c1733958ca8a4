package dev.parley.streams;

import dev.parley.transport.upgrade.WebSocketUpgrade;
import dev.parley.wire.websocket.DeflateParameters;
import dev.parley.wire.websocket.Handshake;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** An address of the lab that speaks WebSocket only: the byte-exact echo, or the frame inspector. */
public final class WebSocketLabServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Handshake plain;
    private final transient Handshake compressing;
    private final transient Predicate<HttpServletRequest> compresses;
    private final transient WebSocketUpgrade upgrade;
    private final transient WebSocketUpgrade.HandlerFactory handlers;

    private WebSocketLabServlet(
            WebSocketUpgrade upgrade,
            Handshake.OriginCheck origins,
            Predicate<HttpServletRequest> compresses,
            WebSocketUpgrade.HandlerFactory handlers) {
        this.plain = new Handshake(List.of(), origins, null);
        this.compressing = new Handshake(List.of(), origins, DeflateParameters.DEFAULT);
        this.compresses = compresses;
        this.upgrade = upgrade;
        this.handlers = handlers;
    }

    /** Sends every message back; agrees to compression when it is offered. */
    public static WebSocketLabServlet rawEcho(WebSocketUpgrade upgrade, Handshake.OriginCheck origins) {
        return new WebSocketLabServlet(upgrade, origins, request -> true, (path, asked, answer) -> new RawEcho());
    }

    /**
     * Describes every frame; agrees to compression only at {@code ?deflate=true}, so that payloads can be read.
     *
     * @param maxPayload bytes of a payload that are shown
     */
    public static WebSocketLabServlet inspector(
            WebSocketUpgrade upgrade, Handshake.OriginCheck origins, int maxPayload) {
        return new WebSocketLabServlet(
                upgrade,
                origins,
                request -> "deflate=true".equals(request.getQueryString()),
                (path, asked, answer) -> new FrameInspector(path, asked, answer, maxPayload));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        upgrade.answer(request, response, compresses.test(request) ? compressing : plain, handlers);
    }
}
