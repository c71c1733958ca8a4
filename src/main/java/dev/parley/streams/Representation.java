package dev.parley.streams;

/** What a GET of the clock can get, in the order of preference among equals. */
enum Representation {
    TEXT("text", "plain"),
    JSON("application", "json"),
    HTML("text", "html"),
    EVENT_STREAM("text", "event-stream");

    private final String type;
    private final String subtype;

    Representation(String type, String subtype) {
        this.type = type;
        this.subtype = subtype;
    }

    String type() {
        return type;
    }

    String subtype() {
        return subtype;
    }

    /** The value of {@code Content-Type}; JSON and event streams are UTF-8 by definition. */
    String contentType() {
        String mediaType = type + '/' + subtype;
        return this == TEXT || this == HTML ? mediaType + ";charset=UTF-8" : mediaType;
    }

    /** Whether the answer goes on until somebody leaves. */
    boolean isEndless() {
        return this == HTML || this == EVENT_STREAM;
    }
}
