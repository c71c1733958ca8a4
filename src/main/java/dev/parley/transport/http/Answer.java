package dev.parley.transport.http;

/** An HTTP request that is answered later, once. */
public interface Answer {
    /** Answers with a body of text. Never blocks, never throws; from the second call on nothing happens. */
    void answer(int status, String contentType, String body);
}
