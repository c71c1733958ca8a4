/** The shortest code that does what a panel of the lab does: what a page has, and what a servlet or endpoint has. */
export const SOURCES = {
  polling: {
    client: `setInterval(() => {
  const request = new XMLHttpRequest();
  request.open('GET', '/clock');
  request.onload = () => show(request.responseText);
  request.send();
}, 1000);`,
    server: `void doGet(HttpServletRequest q, HttpServletResponse s)
    throws IOException {
  s.setHeader("Cache-Control", "no-store");
  s.getWriter().print(LocalTime.now());
}`,
  },
  'long-polling': {
    client: `let next = '/clock';
for (;;) {
  const answer = await fetch(next,
      { headers: { Accept: 'application/json' } });
  const tick = await answer.json();
  next = '/clock?wait=' + tick.id;
  show(tick.text);
}`,
    server: `void doGet(HttpServletRequest q, HttpServletResponse s) {
  AsyncContext waiting = q.startAsync();
  clock.next(q.getParameter("wait"), tick -> {
    write(waiting.getResponse(), tick);
    waiting.complete();      // one answer, then ask again
  });
}`,
  },
  iframe: {
    client: `<script>
  function setTime(text) { show(text); }
</script>
<iframe hidden src="/clock"></iframe>`,
    server: `s.setContentType("text/html;charset=UTF-8");
AsyncContext page = q.startAsync();
clock.onTick(tick -> {        // the document never ends
  out.print("<script>parent.setTime("
      + quoted(tick) + ")</script>\\n");
  out.flush();
});`,
  },
  'event-stream': {
    client: `const source = new EventSource('/clock');
source.onmessage = (event) => show(event.data);
// reconnecting and Last-Event-ID are the browser's`,
    server: `s.setContentType("text/event-stream");
AsyncContext stream = q.startAsync();
out.print("retry:1000\\n\\n");
clock.after(q.getHeader("Last-Event-ID"), tick ->
  out.print("id:" + tick.id() + "\\nevent:message\\ndata:"
      + tick.text() + "\\n\\n"));`,
  },
  websocket: {
    client: `const socket = new WebSocket('ws://' + location.host
    + '/clock');
socket.onmessage = (event) => show(event.data);
socket.onclose = () => setTimeout(connect, 1000);`,
    server: `@ServerEndpoint("/clock")
public class ClockEndpoint {
  @OnOpen public void open(Session session) {
    clock.onTick(tick -> session.getAsyncRemote()
        .sendText(tick.text()));
  }
}`,
  },
};
