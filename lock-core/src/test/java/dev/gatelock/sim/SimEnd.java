package dev.gatelock.sim;

/**
 * Thrown out of every port call of a process that has ended: what runs afterwards on its thread (finally blocks, catch
 * clauses) can no longer change the kernel, as after SIGKILL.
 *
 * <p>A new object each time, because try-with-resources refuses to suppress an exception by itself.
 */
final class SimEnd extends Error {
    private static final long serialVersionUID = 1L;

    SimEnd(SimProcess process) {
        super(process + " has ended", null, false, false);
    }
}
