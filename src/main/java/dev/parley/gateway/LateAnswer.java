package dev.parley.gateway;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** An answer in JSON. */
final class LateAnswer extends AsyncAnswer {
    private static final long DEADLINE_MILLIS = 30_000;

    private byte[] body = {};
    private boolean written;

    LateAnswer(AsyncContext context, HttpServletResponse response) {
        super(context, response, DEADLINE_MILLIS, "The chat's log");
    }

    void send(byte[] json) {
        begin(head -> {
            head.setContentType("application/json");
            head.setContentLength(json.length);
            body = json;
        });
    }

    /** The body is written whole: one server ignores the bounds of a part. */
    @Override
    public void onWritePossible() throws IOException {
        ServletOutputStream out = response.getOutputStream();
        if (!written && out.isReady()) {
            written = true;
            out.write(body);
        }
        if (written && out.isReady()) {
            complete();
        }
    }
}
