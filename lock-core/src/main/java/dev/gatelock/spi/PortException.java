package dev.gatelock.spi;

import java.io.IOException;
import java.util.Objects;

/**
 * A system call failed for a reason other than contention.
 *
 * <p>It is never evidence that somebody else holds a lock or that an owner is dead (#14209, #96582): callers fail closed.
 */
public final class PortException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String operation;
    private final String subject;

    /**
     * @param fault the category, never null
     * @param operation the call, such as {@code "open"} or {@code "flock"}, never null
     * @param subject what it was applied to, usually a path, never null
     * @param detail the system's own words, such as {@code "ENOSPC: No space left on device"}, never null
     */
    public PortException(Fault fault, String operation, String subject, String detail) {
        super(operation + " " + subject + ": " + detail);
        this.fault = Objects.requireNonNull(fault);
        this.operation = Objects.requireNonNull(operation);
        this.subject = Objects.requireNonNull(subject);
    }

    /** The category to act on, never null. */
    public Fault fault() {
        return fault;
    }

    /** The call that failed, never null. */
    public String operation() {
        return operation;
    }

    /** The path or object that the call was applied to, never null. */
    public String subject() {
        return subject;
    }
}
