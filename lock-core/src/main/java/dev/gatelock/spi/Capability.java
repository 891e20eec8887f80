package dev.gatelock.spi;

/**
 * What a platform can do beyond the minimum. Each can be switched off (system property {@code gatelock.disable}, a comma
 * separated list of these names) so that the degraded path is testable on a machine that has the capability.
 */
public enum Capability {
    /** A directory's own descriptor can be locked; makes I9 hold (deleting files under an owner admits nobody). */
    HOME_LOCK,
    /** The kernel lists who took which lock. */
    LOCK_TABLE,
    /** A process can be pinned, so that a signal cannot reach a later process with the same pid. */
    PINNED_SIGNALS,
    /** Processes can be asked to end by a signal, not only forced. */
    GRACEFUL_SIGNAL,
    /** A started program can keep the lock alive after its parent died. */
    INHERITED_LOCK,
    /** This process can be replaced by another program that keeps pid and lock. */
    REPLACE_IMAGE,
    /** A directory can be flushed to the disk, so that a rename survives power loss. */
    DIRECTORY_SYNC
}
