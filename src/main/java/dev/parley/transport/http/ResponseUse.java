package dev.parley.transport.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The writing of an asynchronous response outside of its container's own calls, for which the container is kept waiting before it
 * takes the response back.
 *
 * <p>Any thread may write an asynchronous answer (Servlet 6.0, section 2.3.3.3), but a container that finds the client gone ends
 * the request on a thread of its own, even while the other thread is still inside of the write that failed. Tomcat then has the
 * objects of the request serve another one, to which the first thread gives its failure. So a thread that the container has not
 * called writes in {@link #during}, and the listener's {@code onError} and {@code onComplete}, behind which
 * the response is the container's, call {@link #awaitEnd} once nothing new can begin.
 *
 * <p>Uses do not block, so nobody waits for longer than one takes. The call of {@code setWriteListener} is not one: Tomcat locks
 * the connection in it, as it does while it calls a listener. Thread-safe.
 */
public final class ResponseUse {
    private static final long PATIENCE_MILLIS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();

    /** Uses the response, behind whoever does now. */
    public void during(Runnable use) {
        lock.lock();
        try {
            use.run();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when no other thread uses the response, or after a second, so that the container's thread is free in any case. */
    public void awaitEnd() {
        try {
            if (lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
