package dev.parley.chat;

/** Why a command is refused. The codes are part of the protocol ({@code src/docs/chat-protocol.md}) and stay. */
public enum Refusal {
    NOT_JOINED("not-joined", "join first"),
    ALREADY_JOINED("already-joined", "this connection has a name already"),
    NAME_INVALID(
            "name-invalid",
            "a name has 1 to " + Name.MAX_CHARACTERS + " characters and no white space or control characters"),
    NAME_TAKEN("name-taken", "somebody else has this name, or it is kept for somebody else"),
    LOGIN_REQUIRED("login-required", "guests are not let in here; log in first"),
    NO_TOKEN("no-token", "only a guest who can come again has something that another device could need"),
    UNKNOWN_CODE("unknown-code", "there is no such code, it was used, or its time is over"),
    TEXT_EMPTY("text-empty", "the text is empty"),
    TEXT_TOO_LONG("text-too-long", "the text is too long"),
    TEXT_INVALID("text-invalid", "the text has control characters or half a surrogate pair"),
    UNKNOWN_PERSON("unknown-person", "nobody of this name is here"),
    ROOM_INVALID(
            "room-invalid",
            "a room's name has letters, digits, - _ and . of any script and begins with one of the first two"),
    ROOM_TAKEN("room-taken", "there is a room of this name"),
    UNKNOWN_ROOM("unknown-room", "there is no room of this name, or it is for others"),
    NOT_MEMBER("not-member", "join the room first"),
    TOPIC_TOO_LONG("topic-too-long", "the topic is too long"),
    TOO_MANY_ROOMS("too-many-rooms", "the person is a member of as many rooms as may be"),
    ROOMS_FULL("rooms-full", "there are as many rooms as may be"),
    UNKNOWN_MESSAGE("unknown-message", "nothing with this id was said where you can speak, or it was taken back"),
    NOT_AUTHOR("not-author", "somebody else has said this"),
    EMOJI_INVALID("emoji-invalid", "a reaction is one emoji"),
    TOO_MANY_CHANGES("too-many-changes", "this message was edited, or has reactions, as often as may be"),
    SEARCH_EMPTY("search-empty", "there is no word and nothing else to look for"),
    SEARCH_TOO_LONG(
            "search-too-long",
            "a search has " + Search.MAX_TEXT + " characters and " + Search.MAX_WORDS + " different words at most"),
    FILE_TOO_LARGE("file-too-large", "the file has more bytes than may be, or no file may be shared here"),
    FILE_TYPE("file-type", "files of this media type may not be shared here"),
    FILE_NAME_INVALID(
            "file-name-invalid",
            "a file's name has 1 to " + FileOffer.MAX_NAME + " characters, no control characters and no / or \\"),
    FILE_PART(
            "file-part",
            "a part has " + FileStore.MIN_PART + " to " + FileStore.MAX_PART
                    + " bytes, or less if it is the last, and no more than are still to come"),
    FILES_FULL("files-full", "there is no room for more files"),
    TOO_MANY_UPLOADS("too-many-uploads", "as many files as may be are of no message yet; say or cancel them first"),
    TOO_MANY_FILES("too-many-files", "the message has more files than may be"),
    UNKNOWN_FILE("unknown-file", "there is no file of this id, it has not come whole, or it is of a message already"),
    TOO_FAST("too-fast", "too many messages in a short time; wait a moment, or the connection ends"),
    BUSY("busy", "too much is waiting; try again"),
    UNAVAILABLE("unavailable", "the database is away and nothing was stored; try again later"),
    FULL("full", "as many people as may be are here; try again later");

    private final String code;
    private final String detail;

    Refusal(String code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    public String code() {
        return code;
    }

    /** The usual words for a developer, in English. */
    public String detail() {
        return detail;
    }

    static Refusal of(LogUnavailableException.Reason reason) {
        return switch (reason) {
            case BUSY -> BUSY;
            case AWAY -> UNAVAILABLE;
        };
    }
}
