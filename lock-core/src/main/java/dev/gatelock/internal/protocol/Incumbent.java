package dev.gatelock.internal.protocol;

import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.spi.ProcessIdentity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whom a replacer saw when it was asked to replace; it acts against nobody else (I6). Immutable.
 *
 * @param record the owner's record, empty if there was none
 * @param holders who held the lock, empty if nobody could be seen
 */
record Incumbent(Optional<OwnerRecord> record, List<ProcessIdentity> holders) {
    static Incumbent of(Finding finding) {
        if (finding instanceof Finding.Owner owner) {
            return new Incumbent(
                    Optional.of(owner.record()), List.of(owner.holder().identity()));
        }
        if (finding instanceof Finding.Orphans orphans) {
            return new Incumbent(Optional.of(orphans.owner()), identities(orphans.holders()));
        }
        if (finding instanceof Finding.Stranger stranger) {
            return new Incumbent(Optional.empty(), identities(stranger.holders()));
        }
        if (finding instanceof Finding.Invisible invisible) {
            return new Incumbent(invisible.record(), List.of());
        }
        return new Incumbent(Optional.empty(), List.of());
    }

    private static List<ProcessIdentity> identities(List<Holder> holders) {
        return holders.stream().map(Holder::identity).toList();
    }

    /** Whether this very process was seen holding, not only named by some record. */
    boolean saw(ProcessIdentity process) {
        return holders.stream()
                .anyMatch(holder ->
                        holder.pid() == process.pid() && holder.startTime().equals(process.startTime()));
    }

    /**
     * Whether {@code owner} came after the one that was sampled. The claim's own time decides first: an owner that claimed
     * after this process was started cannot be the one that this process was asked to replace, however late it sampled.
     */
    boolean precedes(OwnerRecord owner, ProcessIdentity live, ProcessIdentity self) {
        OptionalLong claimed = owner.stamp().claimedAt();
        boolean sameScale = owner.identity().bootId().equals(self.bootId())
                && owner.identity().pidNamespace().equals(self.pidNamespace());
        if (sameScale
                && claimed.isPresent()
                && self.startTime().isPresent()
                && claimed.getAsLong() > self.startTime().getAsLong()) {
            return true;
        }
        if (record.isPresent()) {
            return !record.get().sameClaim(owner);
        }
        for (ProcessIdentity holder : holders) {
            if (holder.pid() == live.pid() && holder.startTime().equals(live.startTime())) {
                return false;
            }
        }
        return true;
    }
}
