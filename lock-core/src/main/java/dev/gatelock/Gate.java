package dev.gatelock;

import dev.gatelock.spi.Capability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * The gate in front of one home directory: at most one process on this machine is inside.
 *
 * <pre>{@code
 * Gate gate = Gate.at(Path.of("/var/lib/bot")).kind("bot").open();
 * try (Lease lease = gate.claim().lease()) {   // RefusedException says who holds it
 *     serve(lease);
 * }
 * }</pre>
 *
 * <p>Thread-safe. A gate holds nothing between calls.
 */
public interface Gate {
    /** Begins the settings of a gate. */
    static GateBuilder at(Path home) {
        return new GateBuilder(home);
    }

    /** The guarded directory, absolute. */
    Path home();

    /**
     * Claims the home, creating it if needed. Refused at once while an identified owner lives; waits a bounded time for a
     * lock whose holder is dying, draining or unknown (#28561). Whatever a dead owner left on disk is no obstacle (#13655).
     *
     * @throws GatelockException if the files or the file system are the problem; nothing was changed
     * @throws InterruptedException if interrupted while waiting; nothing is held
     */
    Claim claim() throws GatelockException, InterruptedException;

    /**
     * Claims the home from the owner that it has now: asks it to end, then forces it, then claims. Of several at once one
     * wins and one owner is ended (#11718). With no owner it is a plain claim (#14203).
     *
     * @throws GatelockException as for {@link #claim()}
     * @throws InterruptedException if interrupted while waiting; nothing is held
     */
    Claim replace() throws GatelockException, InterruptedException;

    /** Looks who holds the home. Changes nothing, loads no native code where the kernel's own list suffices. */
    Standing probe();

    /**
     * Asks the owner to end and waits for it. Never forces it.
     *
     * @param timeout how long to wait at most
     * @throws GatelockException if it cannot be asked
     * @throws InterruptedException if interrupted while waiting; the request stands
     */
    StopOutcome stop(Duration timeout) throws GatelockException, InterruptedException;

    /**
     * As {@link #stop}, but the owner is asked to end with the status that makes its supervisor start it again. Needs an
     * owner that knows the request; another implementation understands it as a planned stop.
     *
     * @param timeout how long to wait for its end at most
     * @throws GatelockException if it cannot be asked
     * @throws InterruptedException if interrupted while waiting; the request stands
     */
    StopOutcome restart(Duration timeout) throws GatelockException, InterruptedException;

    /**
     * Notes that a start was tried, and tells whether a crash loop makes it wise to wait before claiming (#66479). Any
     * trouble with the ledger means: no crash loop.
     *
     * @param limit more than this many starts in two minutes are a loop; 0 for never
     */
    StartHistory registerStart(int limit);

    /** What this system offers beyond a lock; what it lacks is better refused before a claim than after one. Touches nothing. */
    Set<Capability> capabilities();

    /** What is on disk, what the kernel says, which of the two is wrong, and what to do. Changes nothing. */
    Diagnosis diagnose();
}
