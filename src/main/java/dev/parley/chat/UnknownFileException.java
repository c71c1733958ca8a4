package dev.parley.chat;

/** A message has a file that its author has not sent whole, or that is of another message. */
public final class UnknownFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownFileException() {
        super(Refusal.UNKNOWN_FILE.detail());
    }
}
