package dev.parley.transport.http;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a container has and no API of Jakarta EE gives, for what cannot be done without. Where another version of the container has
 * it differently, that is logged, once, with what follows from it. Safe for every thread.
 */
public final class ContainerInternals {
    private static final Logger LOG = System.getLogger("dev.parley.transport.http");

    private final String without;
    private final AtomicBoolean told = new AtomicBoolean();

    /** What is done with them. */
    @FunctionalInterface
    public interface Use {
        /** Does it. */
        void run() throws IOException, ReflectiveOperationException;
    }

    /** What is asked of them. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks it. */
        @Nullable
        T ask() throws IOException, ReflectiveOperationException;
    }

    /** @param without what an administrator has to know where they cannot be used */
    public ContainerInternals(String without) {
        this.without = without;
    }

    /** Uses them, or logs that they cannot be used. */
    public void use(Use use) {
        ask(() -> {
            use.run();
            return null;
        });
    }

    /**
     * Asks something of them, or logs that they cannot be asked.
     *
     * @return the answer; null too if there is none
     */
    public <T> @Nullable T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            if (told.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, without, e);
            }
            return null;
        }
    }

    /**
     * A class of the container.
     *
     * @param beside something whose class loader knows it
     */
    public static Class<?> type(String name, Object beside) throws ReflectiveOperationException {
        return Class.forName(name, true, beside.getClass().getClassLoader());
    }

    /** What a getter without parameters returns, of a class that is public. */
    public static Object call(Object on, String getter) throws ReflectiveOperationException {
        return on.getClass().getMethod(getter).invoke(on);
    }

    /** A field that may be read and written. */
    public static Field field(Class<?> of, String name) throws ReflectiveOperationException {
        Field field = of.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
