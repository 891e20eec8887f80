package dev.gatelock.internal.protocol;

import dev.gatelock.Evidence;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import java.util.List;
import java.util.Optional;

/** Who has the home: the one judgement on which refusing, showing and signalling all rest (#119467). */
sealed interface Finding {
    /** Nobody. */
    record Nobody() implements Finding {}

    /** A live owner: the kernel's holder and the record agree, or the record proves its identity. */
    record Owner(Holder holder, Evidence evidence, OwnerRecord record) implements Finding {}

    /** The recorded owner is dead; what holds got the descriptor from it. */
    record Orphans(List<Holder> holders, OwnerRecord owner) implements Finding {}

    /** The kernel shows holders, and no record names one of them. */
    record Stranger(List<Holder> holders, Evidence evidence, Optional<OwnerRecord> record) implements Finding {}

    /** Held, but by nobody who can be seen from here. */
    record Invisible(Optional<OwnerRecord> record, Evidence evidence) implements Finding {}

    /** It cannot be told. */
    record Unverifiable(String why) implements Finding {}
}
