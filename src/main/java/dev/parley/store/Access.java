package dev.parley.store;

import dev.parley.chat.LogUnavailableException;
import dev.parley.chat.LogUnavailableException.Reason;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Function;

/** Transactions beside those of the writer. While the database is known to be away they fail at once. */
final class Access {
    private static final Logger LOG = System.getLogger("dev.parley.store");

    private final Database database;
    private final GroupCommit group;

    Access(Database database, GroupCommit group) {
        this.database = database;
        this.group = group;
    }

    /** @throws LogUnavailableException if it fails */
    <T> T transact(Function<EntityManager, T> action) {
        if (!group.isOpen()) {
            throw new LogUnavailableException(Reason.AWAY, "The database does not answer", null);
        }
        try {
            return database.transact(action);
        } catch (RuntimeException e) {
            // What comes while Parley ends is refused, as what comes after.
            LOG.log(group.isEnded() ? Level.DEBUG : Level.WARNING, "The database did not answer a request", e);
            group.check();
            throw new LogUnavailableException(Reason.AWAY, "The database does not answer", e);
        }
    }
}
