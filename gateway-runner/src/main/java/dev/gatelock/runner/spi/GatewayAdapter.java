package dev.gatelock.runner.spi;

/**
 * A connection to the outside that only the owner may have: a bot's poller, a listener, a scheduler. Found by
 * {@link java.util.ServiceLoader}, started after the claim, stopped before the lock is given up (I8).
 *
 * <p>{@link #start} and {@link #stop} are called on threads of the runner, never at the same time, except that a run which is
 * ended while a start still hangs calls {@link #stop}, so that it can make that start return.
 */
public interface GatewayAdapter {
    /** A short name for messages and for the state file, never null. */
    String name();

    /** Whether there is anything to do in this environment; an adapter that says no is left out. */
    default boolean wanted(AdapterContext context) {
        return true;
    }

    /**
     * Begins. Returns when the adapter works.
     *
     * @throws AdapterConfigurationException if trying again cannot help (exit 78)
     * @throws Exception if it cannot work now (exit 1)
     */
    void start(AdapterContext context) throws Exception;

    /**
     * Ends; nothing may be outstanding outside when it returns. Called once, also after a failed start. The runner waits
     * five seconds for it and then goes on without it.
     *
     * @throws Exception is reported and otherwise ignored
     */
    void stop() throws Exception;
}
