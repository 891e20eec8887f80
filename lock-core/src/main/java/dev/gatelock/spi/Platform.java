package dev.gatelock.spi;

import java.util.Set;

/** One operating system, seen through the ports. Thread-safe; stateless but for caches of constants. */
public interface Platform {
    /** A short name for messages, such as {@code "linux"}. */
    String name();

    /** The lock class written to records: {@code "flock"} or {@code "lockfileex"}. */
    String lockClass();

    /** What this platform can do, less what was switched off. */
    Set<Capability> capabilities();

    /** Files and their locks. */
    Directories directories();

    /** Processes. */
    Processes processes();

    /** The kernel's list of locks. */
    LockTable lockTable();

    /** Time. */
    Clock clock();

    /** Programs. */
    Launcher launcher();
}
