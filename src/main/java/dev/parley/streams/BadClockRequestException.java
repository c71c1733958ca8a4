package dev.parley.streams;

/** A request that the clock refuses, with the HTTP status and a sentence for whoever wrote the client. */
final class BadClockRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String detail;

    BadClockRequestException(int status, String detail) {
        super(detail);
        this.status = status;
        this.detail = detail;
    }

    int status() {
        return status;
    }

    String detail() {
        return detail;
    }
}
