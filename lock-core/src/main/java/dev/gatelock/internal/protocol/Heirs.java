package dev.gatelock.internal.protocol;

import dev.gatelock.Lease;
import dev.gatelock.OwnerRecord;
import dev.gatelock.spi.ProcessIdentity;
import java.util.List;

/**
 * Programs that were started under a claim and go on without it, also those that closed the lock's descriptor, as many
 * languages do for their children. Told by the claim's nonce in their environment (#51325).
 */
final class Heirs extends Survivors {
    private final String nonce;

    private Heirs(Site site, String nonce) {
        super(site);
        this.nonce = nonce;
    }

    static Heirs of(Site site, OwnerRecord record) {
        return new Heirs(site, record.stamp().nonce().orElse(""));
    }

    @Override
    List<ProcessIdentity> find() {
        long self = site().processes().self().pid();
        return nonce.isEmpty()
                ? List.of()
                : site().processes().startedWith(Lease.VARIABLE, nonce).stream()
                        .filter(process -> process.pid() != self)
                        .toList();
    }
}
