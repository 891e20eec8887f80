package dev.gatelock;

import java.util.Objects;
import java.util.Optional;

/**
 * The answer to {@link Lease#enter}: the scope is ours until the lease is closed, or somebody else uses it.
 *
 * <pre>{@code
 * if (lease.enter(scope) instanceof ScopeClaim.Refused refused) {
 *     System.err.println(refused.refusal().explain());
 * }
 * }</pre>
 */
public sealed interface ScopeClaim {
    /** Which scope was asked for. */
    Scope scope();

    /**
     * Nothing if the scope is ours.
     *
     * @throws RefusedException if it is not
     */
    void ensureEntered() throws RefusedException;

    /**
     * The scope is ours.
     *
     * @param scope which
     * @param recoveredFrom what an owner that did not end in order had left in the lock file
     */
    record Entered(Scope scope, Optional<Recovered> recoveredFrom) implements ScopeClaim {
        /** Rejects nulls. */
        public Entered {
            Objects.requireNonNull(scope);
            Objects.requireNonNull(recoveredFrom);
        }

        @Override
        public void ensureEntered() {}
    }

    /**
     * Somebody else uses it; nothing was changed, and the lease is held as before.
     *
     * @param scope which
     * @param refusal who and why
     */
    record Refused(Scope scope, Refusal refusal) implements ScopeClaim {
        /** Rejects nulls. */
        public Refused {
            Objects.requireNonNull(scope);
            Objects.requireNonNull(refusal);
        }

        @Override
        public void ensureEntered() throws RefusedException {
            throw new RefusedException(refusal);
        }
    }
}
