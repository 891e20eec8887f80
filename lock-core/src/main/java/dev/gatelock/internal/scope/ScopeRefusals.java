package dev.gatelock.internal.scope;

import dev.gatelock.Evidence;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import dev.gatelock.internal.identity.HolderText;
import dev.gatelock.internal.identity.Plain;
import java.util.List;

/** The sentences about scopes that are in use. They have the name and the hash, never the identity. Stateless. */
final class ScopeRefusals {
    private ScopeRefusals() {}

    static Refusal of(ScopeFile file, Occupant occupant) {
        String scope = "the scope " + file.name() + " (" + file.hash() + ")";
        if (occupant instanceof Occupant.Owner owner) {
            return new Refusal(
                    Reason.HELD,
                    List.of(owner.holder()),
                    owner.evidence(),
                    scope + " is in use by " + HolderText.describe(owner.holder()) + home(owner.record()) + " ("
                            + HolderText.basis(owner.evidence()) + ")",
                    "Stop that instance, or give this one another identity for " + file.name() + ".");
        }
        if (occupant instanceof Occupant.Elsewhere elsewhere) {
            return invisible(
                    scope + " is in use by a process that cannot be seen from here: pid "
                            + elsewhere.record().identity().pid()
                            + elsewhere
                                    .record()
                                    .identity()
                                    .host()
                                    .map(host -> " on " + Plain.line(host))
                                    .orElse("")
                            + home(elsewhere.record()),
                    elsewhere.evidence());
        }
        if (occupant instanceof Occupant.Unidentified unidentified
                && !unidentified.holders().isEmpty()) {
            return new Refusal(
                    Reason.STRANGER,
                    unidentified.holders(),
                    unidentified.evidence(),
                    scope + " is locked by " + HolderText.describe(unidentified.holders()) + " ("
                            + HolderText.basis(unidentified.evidence()) + "); no record names it",
                    "Find out what that process is and end it yourself, or use another identity for " + file.name()
                            + ".");
        }
        if (occupant instanceof Occupant.Unidentified unidentified) {
            return invisible(scope + " is locked by a process that cannot be seen from here", unidentified.evidence());
        }
        return new Refusal(
                Reason.SAME_JVM,
                List.of(),
                Evidence.RECORD,
                scope + " is already in use by another lease of this process",
                "Use the lease that has it, or close it first.");
    }

    private static Refusal invisible(String message, Evidence evidence) {
        return new Refusal(
                Reason.INVISIBLE,
                List.of(),
                evidence,
                message,
                "Look in the container or as the user that shares the lock directory; the lock is real and is never broken.");
    }

    private static String home(OwnerRecord record) {
        return record.home().map(home -> ", home " + Plain.line(home)).orElse("");
    }
}
