package dev.gatelock.internal.protocol;

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

    static boolean foreign(Site site, ProcessIdentity process) {
        OptionalLong self = site.processes().self().uid();
        OptionalLong other = process.uid();
        return self.isPresent() && other.isPresent() && self.getAsLong() != 0 && self.getAsLong() != other.getAsLong();
    }
}
