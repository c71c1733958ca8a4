package dev.parley.chat;

/** Port: finds messages by what is in them. */
public interface MessageIndex {
    /**
     * The newest messages that are wanted. Blocks: for threads that may wait for the database.
     *
     * @throws LogUnavailableException if it cannot be known now
     */
    Found find(Wanted wanted);
}
