package dev.gatelock.internal.protocol;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import dev.gatelock.internal.identity.HolderText;
import dev.gatelock.internal.identity.Plain;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The sentences. Stateless. */
final class Refusals {
    private static final int TEXT_LIMIT = 120;

    private Refusals() {}

    private static String name(Path home) {
        return Plain.line(home.toString());
    }

    static Refusal owner(Path home, Finding.Owner owner, Reason reason) {
        Holder holder = owner.holder();
        String generation = owner.record().stamp().generation().isPresent()
                ? ", generation " + owner.record().stamp().generation().getAsLong()
                : "";
        return new Refusal(
                reason,
                List.of(holder),
                owner.evidence(),
                name(home) + " is held by " + HolderText.describe(holder) + generation + " ("
                        + HolderText.basis(owner.evidence()) + ")",
                advice(reason));
    }

    /** As below, where a holder of another user is no stranger to be ended but somebody to be asked. */
    static Refusal of(Site site, Path home, Finding finding) {
        Refusal refusal = of(home, finding);
        boolean foreign = finding instanceof Finding.Stranger stranger
                && stranger.holders().stream().allMatch(holder -> Users.foreign(site, holder.identity()));
        return foreign
                ? new Refusal(
                        Reason.OTHER_USER,
                        refusal.holders(),
                        refusal.evidence(),
                        refusal.message(),
                        advice(Reason.OTHER_USER))
                : refusal;
    }

    /** Somebody who may not be signalled from here was asked to end, and did not. */
    static Refusal unanswered(Path home, Finding finding) {
        Refusal refusal = of(home, finding);
        return new Refusal(
                Reason.ELSEWHERE, refusal.holders(), refusal.evidence(), refusal.message(), advice(Reason.ELSEWHERE));
    }

    static Refusal of(Path home, Finding finding) {
        if (finding instanceof Finding.Owner owner) {
            return owner(home, owner, Reason.HELD);
        }
        if (finding instanceof Finding.Orphans orphans) {
            return new Refusal(
                    Reason.ORPHANED,
                    orphans.holders(),
                    Evidence.FDINFO,
                    name(home) + ": the owner, pid "
                            + orphans.owner().identity().pid() + ", is dead, but what it started lives on: "
                            + HolderText.describe(orphans.holders()),
                    "End that process, or replace the owner, which ends it.");
        }
        if (finding instanceof Finding.Stranger stranger) {
            String named = stranger.record()
                    .map(record -> "the record names pid " + record.identity().pid() + " instead")
                    .orElse("no record names it");
            return new Refusal(
                    Reason.STRANGER,
                    stranger.holders(),
                    stranger.evidence(),
                    name(home) + " is locked by " + HolderText.describe(stranger.holders()) + " ("
                            + HolderText.basis(stranger.evidence()) + "); " + named,
                    "Find out what that process is and end it yourself; it is not signalled, because nothing proves that it is the owner.");
        }
        if (finding instanceof Finding.Invisible invisible) {
            return new Refusal(
                    Reason.INVISIBLE,
                    List.of(),
                    invisible.evidence(),
                    name(home) + " is locked by a process that cannot be seen from here"
                            + claimedBy(invisible.record()),
                    invisible.evidence() == Evidence.TRY_LOCK
                            ? "Find out which process has its lock file open and end it; the lock is real and is never broken."
                            : "Look in the container or as the user that shares this home; the lock is real and is never broken.");
        }
        String why = finding instanceof Finding.Unverifiable unverifiable ? ": " + Plain.line(unverifiable.why()) : "";
        return new Refusal(
                Reason.INVISIBLE,
                List.of(),
                Evidence.TRY_LOCK,
                name(home) + " was busy all the time, but nobody could be seen holding it" + why,
                "Start again; if it stays so, see what has the lock file open (fuser, lsof).");
    }

    private static String claimedBy(Optional<OwnerRecord> record) {
        if (record.isEmpty()) {
            return "";
        }
        OwnerRecord owner = record.get();
        return "; the record names pid " + owner.identity().pid()
                + owner.identity()
                        .host()
                        .map(host -> " on " + Plain.line(host, TEXT_LIMIT))
                        .orElse("");
    }

    static Refusal sameJvm(Path home) {
        return new Refusal(
                Reason.SAME_JVM,
                List.of(),
                Evidence.NONE,
                name(home) + " is already claimed in this JVM",
                "Use the lease that there is, or close it first.");
    }

    static Refusal takeover(Path home, String who) {
        return new Refusal(
                Reason.TAKEOVER,
                List.of(),
                Evidence.TRY_LOCK,
                "Another process is just replacing the owner of " + name(home) + who,
                "Wait for its outcome, then look who runs.");
    }

    private static String advice(Reason reason) {
        switch (reason) {
            case SUPERSEDED:
                return "Another replacement was faster; nothing is left to do.";
            case OTHER_USER:
                return "It belongs to another user: ask that user, or act as that user.";
            case SURVIVED:
                return "It could not be ended; nothing was started and nothing removed. See what it is stuck in.";
            case ELSEWHERE:
                return "It counts its pid elsewhere (a container, another user's view), so it is never signalled from here,"
                        + " and it did not answer the request to end. End it there.";
            case UNPROVEN:
                return "Its identity could not be proven, so it was not signalled. End it yourself.";
            default:
                return "Stop it first, or replace it.";
        }
    }
}
