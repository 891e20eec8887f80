package dev.gatelock.spi;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who a process is, as far as it is known. A pid alone is not an identity; every other part may be unknown.
 *
 * @param pid process id, greater than 0
 * @param startTime when it started, in the platform's units (Linux: clock ticks since boot, field 22 of
 *     {@code /proc/PID/stat}; macOS and Windows: hundredths of a second since the epoch)
 * @param bootId identifies the boot that {@code pid} and {@code startTime} belong to
 * @param pidNamespace inode of the PID namespace that the process lives in. In a record and for oneself that is where
 *     {@code pid} is counted; a process that was looked at and lives in a namespace below ours has the pid that it has for us
 * @param uid the user it runs as
 * @param host the machine's name, for display only
 */
public record ProcessIdentity(
        long pid,
        OptionalLong startTime,
        Optional<String> bootId,
        OptionalLong pidNamespace,
        OptionalLong uid,
        Optional<String> host) {

    /** A pid about which nothing else is known. */
    public static ProcessIdentity ofPid(long pid) {
        return new ProcessIdentity(
                pid,
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    /** A pid with its start time. */
    public static ProcessIdentity of(long pid, long startTime) {
        return new ProcessIdentity(
                pid,
                OptionalLong.of(startTime),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }
}
