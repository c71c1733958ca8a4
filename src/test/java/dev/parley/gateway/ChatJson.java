package dev.parley.gateway;

/** What namespace {@code /chat} has of a message of the lobby. */
final class ChatJson {
    private static final String AT = ",\"at\":\"2026-01-01T12:00:00.000Z\"}";

    private ChatJson() {}

    static String join(int id, String name) {
        return message(id, "join", name, "");
    }

    static String message(int id, String kind, String author, String text) {
        return "{\"id\":" + id + ",\"kind\":\"" + kind + "\",\"author\":\"" + author
                + "\",\"room\":\"lobby\",\"text\":\"" + text + "\"" + AT;
    }

    static String change(int id, String kind, String author, String text, int target) {
        String message = message(id, kind, author, text);
        return message.substring(0, message.length() - 1) + ",\"target\":" + target + "}";
    }

    static String event(String message) {
        return "2/chat,[\"message\"," + message + "]";
    }
}
