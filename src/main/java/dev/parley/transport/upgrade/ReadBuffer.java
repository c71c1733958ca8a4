package dev.parley.transport.upgrade;

/** One array a thread for what it reads, so that no connection has one of its own. */
final class ReadBuffer {
    private static final int BYTES = 16 * 1024;

    /** A plain one, whose value is of the JDK: it holds no class of the application when that is undeployed. */
    private static final ThreadLocal<byte[]> BUFFER = new ThreadLocal<>();

    private ReadBuffer() {}

    static byte[] ofThisThread() {
        byte[] buffer = BUFFER.get();
        if (buffer == null) {
            buffer = new byte[BYTES];
            BUFFER.set(buffer);
        }
        return buffer;
    }
}
