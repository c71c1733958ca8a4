package dev.parley.store;

/** The database did not answer a commit: what was to be stored is there or not. */
final class UncertainCommitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UncertainCommitException(Throwable cause) {
        super("The database did not answer the commit", cause);
    }
}
