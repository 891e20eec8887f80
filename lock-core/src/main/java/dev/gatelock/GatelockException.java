package dev.gatelock;

import java.io.IOException;
import java.util.Objects;

/**
 * Something failed that is neither a refusal nor contention: fails closed, nothing was changed.
 *
 * <p>The message says what happened, {@link #advice()} what to do next.
 */
public class GatelockException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Category category;
    private final String advice;

    /**
     * @param category what to decide by, never null
     * @param message one sentence, never null
     * @param advice what to do next, never null
     * @param cause may be null
     */
    public GatelockException(Category category, String message, String advice, Throwable cause) {
        super(message, cause);
        this.category = Objects.requireNonNull(category);
        this.advice = Objects.requireNonNull(advice);
    }

    /** What to decide by, never null. */
    public Category category() {
        return category;
    }

    /** What to do next, one sentence, never null. */
    public String advice() {
        return advice;
    }

    /** What sort of trouble it is. */
    public enum Category {
        /** Full, read-only or broken disk; no descriptors left. Trying again later can help. */
        IO,
        /** The file system cannot lock. Trying again cannot help. */
        UNSUPPORTED,
        /** This user may not. */
        PERMISSION,
        /** A lock file is a link, a directory or something else that must not be touched. */
        UNSAFE,
        /** The lock is no longer ours. */
        LOST,
        /** The claim was refused. */
        REFUSED
    }
}
