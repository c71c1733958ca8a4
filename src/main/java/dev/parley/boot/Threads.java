package dev.parley.boot;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Every thread of Parley is made here, named {@code parley-…}, and ended here. */
public final class Threads implements AutoCloseable {
    private static final Logger LOG = System.getLogger("dev.parley.boot");

    /** Tasks that wait in one pool; enough for every client of 10,000 to want something at once. */
    private static final int QUEUE = 10_000;

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("timer"));
    private final ExecutorService work = pool(named("work"), 2);
    private final ExecutorService blocking = pool(named("blocking"), 4);
    private final ExecutorService storage = pool(forStorage("storage"), 4);
    private final Duration deadline;

    public Threads() {
        this(DEADLINE);
    }

    /** @param deadline how long {@link #close} waits for the threads */
    Threads(Duration deadline) {
        this.deadline = deadline;
        timer.setRemoveOnCancelPolicy(true); // an acknowledgement in time takes its deadline with it
    }

    /**
     * A factory of daemon threads that know nothing of the application by their context class loader: what they call of the
     * container may make a thread of the container's own, which inherits it, stays, and would keep the deployment in memory.
     */
    public ThreadFactory named(String name) {
        return named(name, ClassLoader.getSystemClassLoader());
    }

    /** A factory of daemon threads that work with the database; their context class loader is the application's. */
    public ThreadFactory forStorage(String name) {
        return named(name, Threads.class.getClassLoader());
    }

    private ThreadFactory named(String name, ClassLoader loader) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(() -> run(task), "parley-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    /** Only submits; runs nothing that takes time. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Has a task that does not block done again and again; a run that finds no room is left out. */
    public Future<?> every(Duration period, Runnable task) {
        return timer.scheduleAtFixedRate(
                () -> {
                    try {
                        work.execute(task);
                    } catch (RejectedExecutionException e) {
                        LOG.log(Level.WARNING, "The server is overloaded: what is due is late", e);
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** For what becomes due on the timer and does not block; refuses past its bound. */
    public ExecutorService work() {
        return work;
    }

    /** For what a container may block on, such as closing a connection that takes no data; refuses past its bound. */
    public ExecutorService blocking() {
        return blocking;
    }

    /** For what may block like that and must be done: when {@link #blocking} is full, it is asked again a second later. */
    public Executor closing() {
        return this::close;
    }

    private void close(Runnable task) {
        try {
            blocking.execute(task);
        } catch (RejectedExecutionException full) {
            try {
                Future<?> unused = timer.schedule(() -> close(task), 1, TimeUnit.SECONDS);
            } catch (RejectedExecutionException ended) {
                LOG.log(Level.DEBUG, "The application ends, and the container closes the connection itself", ended);
            }
        }
    }

    /** For reading from the database; refuses past its bound. */
    public ExecutorService storage() {
        return storage;
    }

    /** Ends every thread, within five seconds; one that stays is named in a warning. */
    @Override
    public void close() {
        List.of(timer, work, storage, blocking).forEach(ExecutorService::shutdownNow);
        running.forEach(Thread::interrupt);
        long end = System.nanoTime() + deadline.toNanos();
        for (Thread thread : running) {
            if (!endsBefore(thread, end)) {
                LOG.log(
                        Level.WARNING,
                        "Thread {0} did not end; the class loader of this deployment stays in memory",
                        thread.getName());
            }
        }
    }

    private void run(Runnable task) {
        running.add(Thread.currentThread());
        try {
            task.run();
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    private static boolean endsBefore(Thread thread, long end) {
        try {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            thread.join(Math.max(millis, 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private static ExecutorService pool(ThreadFactory factory, int size) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
