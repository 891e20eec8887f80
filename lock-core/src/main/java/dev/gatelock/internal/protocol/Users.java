package dev.gatelock.internal.protocol;

import dev.gatelock.OwnerRecord;
import dev.gatelock.spi.ProcessIdentity;
import java.util.OptionalLong;

/** Whose process it is. Stateless. */
final class Users {
    private Users() {}

    /** Whether the owner belongs to somebody whom this user may not signal. Unknown users do not count as foreign. */
    static boolean foreign(Site site, Finding.Owner owner) {
        return foreign(site, owner.holder().identity())
                || foreign(site, owner.record().identity());
    }

    /**
     * Whether a record counts its pid in another PID namespace. Such an owner may be seen from here, under another pid, and is
     * asked by marker and never signalled (#21706).
     */
    static boolean countedElsewhere(Site site, OwnerRecord record) {
        OptionalLong own = site.processes().self().pidNamespace();
        OptionalLong theirs = record.identity().pidNamespace();
        return own.isPresent() && theirs.isPresent() && !own.equals(theirs);
    }

    static boolean foreign(Site site, ProcessIdentity process) {
        OptionalLong self = site.processes().self().uid();
        OptionalLong other = process.uid();
        return self.isPresent() && other.isPresent() && self.getAsLong() != 0 && self.getAsLong() != other.getAsLong();
    }
}
