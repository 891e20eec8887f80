package dev.gatelock;

import dev.gatelock.spi.Launch;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Workload;
import java.time.Duration;
import java.util.Optional;

/**
 * The right to be the only one, for as long as it is held.
 *
 * <pre>{@code
 * try (Lease lease = gate.claim().lease()) {
 *     while (work.next()) {
 *         lease.ensureValid();   // before anything that only the owner may do
 *         work.step();
 *     }
 * }
 * }</pre>
 *
 * <p><b>Guaranteed</b>: on one machine and a local file system, no two leases on one home overlap, whatever is written to
 * or deleted from it. The kernel frees the lock when this process and every program it {@linkplain #start started} under
 * the lease are dead; nothing has to be cleaned up.
 *
 * <p><b>Not guaranteed</b>: exclusion between hosts on a network file system; that work stops by itself when the lease is
 * lost (that is what {@link #ensureValid()} is for); that the holder is making progress.
 *
 * <p>Thread-safe. Close it after everything outside is closed (I8).
 */
public interface Lease extends AutoCloseable {
    /**
     * Environment variable of a started program: the nonce of the claim under which it was started. Its children have it, too,
     * wherever they are re-parented and whatever descriptors they close, so that they can be told from strangers.
     */
    String VARIABLE = "GATEWAY_LEASE";

    /** The record that was published for this claim. */
    OwnerRecord record();

    /** What an earlier owner left behind, if it did not end in order. */
    Optional<Recovered> recoveredFrom();

    /**
     * Enters a scope: from now until this lease is closed no other process on this machine does, whatever its home. Refused
     * at once while an identified owner lives, also one of another implementation that uses no kernel lock; waits a bounded
     * time for a lock whose holder is dying, beginning or unknown. Whatever a dead owner left is no obstacle. A scope that is
     * entered already is answered the same again.
     *
     * <p><b>Not guaranteed</b>: a lock file that is deleted under its owner is put back by the next {@link #ensureValid()};
     * until then another can get in, and whoever has the file then wins.
     *
     * @throws LeaseLostException if this lease is lost or closed
     * @throws GatelockException if the lock directory cannot be used; nothing was changed and the lease is held
     * @throws InterruptedException if interrupted while waiting; nothing was changed and the lease is held
     */
    ScopeClaim enter(Scope scope) throws GatelockException, InterruptedException;

    /**
     * Checks that the lock is still ours, and repairs what can be: lock or PID file deleted by somebody is put back while
     * the home itself is still locked. The same for every scope that was entered. A few system calls.
     *
     * @throws LeaseLostException if it is not; every later call throws it too
     */
    void ensureValid() throws LeaseLostException;

    /**
     * Whether somebody has asked this owner to go, by a marker in the home: the way to ask where signals do not reach.
     * Never deletes a marker that names somebody else; ours goes with the first state that says that we leave, or with the
     * lease, so that a start which comes in between waits instead of being refused (START-14).
     * It is left behind by a crash in between, where its nonce fits nobody else, and after a minute it counts for nothing.
     */
    Departure departure();

    /**
     * Publishes what this owner tells about itself in {@code gateway_state.json}, with its identity stamped anew. Keys that
     * others wrote there are kept. A failure is logged: the file is a hint and no reason to stop working.
     */
    void publish(StateUpdate update);

    /**
     * Starts a program that keeps the lock alive as long as it or its children live, where the platform can do that.
     *
     * @throws PortException if it cannot be started
     */
    Workload start(Launch launch) throws PortException;

    /**
     * Fails if a program certainly cannot be started: it is not there, or not executable. Starts nothing.
     *
     * @throws PortException with the reason; the lease is as it was
     */
    void check(Launch launch) throws PortException;

    /**
     * Replaces this process by a program that keeps the lock, the pid and the start time. Returns only by exception.
     *
     * @throws PortException if that is not possible here; the lease is still held then
     */
    void become(Launch launch) throws PortException;

    /**
     * Ends programs that still keep this lease's lock open although their work is over: a polite signal to each, then a
     * forced one when the time is up. Only processes that the kernel shows to have this very lock from us.
     *
     * @param patience how long they may take to end by themselves
     * @return how many there were
     * @throws InterruptedException if interrupted while waiting
     */
    int endSharers(Duration patience) throws InterruptedException;

    /**
     * Gives the scopes back, then the lock: removes {@code gateway.pid} if it still names this claim, empties the copy in the lock file,
     * closes the descriptors. Never removes a lock file. Idempotent; never throws, a failure is logged.
     */
    @Override
    void close();

    /** Who asked this owner to go. */
    enum Departure {
        /** Nobody. */
        NONE,
        /** A replacer: exit 0, stay down. */
        REPLACED,
        /** An operator: exit 0, stay down. */
        STOPPED,
        /** An operator who wants it started again: exit 75. */
        RESTARTED
    }
}
