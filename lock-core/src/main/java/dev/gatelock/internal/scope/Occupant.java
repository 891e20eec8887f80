package dev.gatelock.internal.scope;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import java.util.List;
import java.util.Optional;

/** Who uses a scope that is not free. */
sealed interface Occupant {
    /** A live owner that the record names. */
    record Owner(Holder holder, Evidence evidence, OwnerRecord record) implements Occupant {}

    /** This process, through another lease. */
    record Ourselves() implements Occupant {}

    /** The lock is held and the record names an owner that cannot be seen from here. */
    record Elsewhere(OwnerRecord record, Evidence evidence) implements Occupant {}

    /**
     * The lock is held by somebody whom no record names: one that has not written yet, one that is dying, a program that
     * inherited it.
     */
    record Unidentified(List<Holder> holders, Evidence evidence, Optional<OwnerRecord> record) implements Occupant {}
}
