package dev.gatelock.runner.internal;

import dev.gatelock.GatelockException;
import dev.gatelock.Lease;
import dev.gatelock.LeaseLostException;
import dev.gatelock.Scope;
import dev.gatelock.ScopeClaim;
import dev.gatelock.runner.ExitCode;
import dev.gatelock.runner.RunResult;
import java.util.List;
import java.util.Optional;

/** Enters the scopes of a run, one after the other, before anything outside is touched. Stateless. */
final class ScopeEntry {
    private ScopeEntry() {}

    /**
     * Enters all of them; the lease gives back those that were entered before a refusal.
     *
     * @return why one could not be entered; empty if all are
     * @throws InterruptedException if interrupted while waiting
     */
    static Optional<Ending> enter(Lease lease, List<Scope> scopes) throws InterruptedException {
        try {
            for (Scope scope : scopes) {
                if (lease.enter(scope) instanceof ScopeClaim.Refused refused) {
                    return Optional.of(new Ending.Barred(RunResult.of(
                            ExitCode.of(refused.refusal()),
                            refused.refusal().message(),
                            refused.refusal().advice())));
                }
            }
            return Optional.empty();
        } catch (LeaseLostException e) {
            return Optional.of(new Ending.Lost(e));
        } catch (GatelockException e) {
            return Optional.of(new Ending.Barred(RunResult.of(ExitCode.of(e), e.getMessage(), e.advice())));
        }
    }
}
