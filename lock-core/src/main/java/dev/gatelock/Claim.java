package dev.gatelock;

import java.util.Objects;

/**
 * The answer to a claim: a lease, or a refusal that says who holds.
 *
 * <pre>{@code
 * Claim claim = Gate.at(home).open().claim();
 * if (claim instanceof Claim.Refused refused) {
 *     System.err.println(refused.refusal().explain());
 *     System.exit(69);
 * }
 * try (Lease lease = claim.lease()) { ... }
 * }</pre>
 */
public sealed interface Claim {
    /**
     * The lease.
     *
     * @throws RefusedException if there is none
     */
    Lease lease() throws RefusedException;

    /**
     * The lock is ours.
     *
     * @param lease close it to give the lock back
     */
    record Granted(Lease lease) implements Claim {
        /** Rejects null. */
        public Granted {
            Objects.requireNonNull(lease);
        }
    }

    /**
     * Somebody else keeps it; nothing was changed.
     *
     * @param refusal who and why
     */
    record Refused(Refusal refusal) implements Claim {
        /** Rejects null. */
        public Refused {
            Objects.requireNonNull(refusal);
        }

        @Override
        public Lease lease() throws RefusedException {
            throw new RefusedException(refusal);
        }
    }
}
