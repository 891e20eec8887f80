package dev.gatelock.spi;

import java.util.List;

/** Starts programs that keep locks alive. Thread-safe. */
public interface Launcher {
    /**
     * Starts a program with our standard streams.
     *
     * @param launch what to start
     * @param kept locked files and directories whose descriptions the program shall have open too, so that their locks outlive us; ignored
     *     without {@link Capability#INHERITED_LOCK}
     * @throws PortException {@link Fault#NOT_FOUND} or {@link Fault#PERMISSION} if it cannot be started
     */
    Workload start(Launch launch, List<Inheritable> kept) throws PortException;

    /**
     * Fails as {@link #start} would if the program cannot be found or run; starts nothing. For whoever has to say something
     * before a call that does not return. A platform that cannot tell says nothing.
     *
     * @throws PortException {@link Fault#NOT_FOUND} or {@link Fault#PERMISSION}
     */
    default void check(Launch launch) throws PortException {}

    /**
     * Replaces this process by a program: same pid, same start time, locks kept. Returns only by exception.
     *
     * @throws PortException {@link Fault#UNSUPPORTED} without {@link Capability#REPLACE_IMAGE}
     */
    void replaceSelf(Launch launch, List<Inheritable> kept) throws PortException;
}
