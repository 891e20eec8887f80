package dev.gatelock.internal.protocol;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.PortException;
import java.util.Optional;

/** One claim under way: the open home and this JVM's right to try. Whoever gets the lease takes both over. */
final class Session implements AutoCloseable {
    private final Site site;
    private final Directory directory;
    private final JvmClaims.Slot slot;
    private final HomeLock homeLock;
    private boolean handedOver;

    private Session(Site site, Directory directory, JvmClaims.Slot slot) {
        this.site = site;
        this.directory = directory;
        this.slot = slot;
        this.homeLock = new HomeLock(directory);
    }

    /** Opens the home, creating it if needed; empty if this JVM claims or holds it already. */
    static Optional<Session> open(Site site) throws PortException {
        Directory directory =
                site.platform().directories().openOrCreate(site.config().home());
        boolean opened = false;
        try {
            JvmClaims.Slot slot = new JvmClaims.Slot(site.processes().self(), directory.id());
            opened = slot.enter();
            return opened ? Optional.of(new Session(site, directory, slot)) : Optional.empty();
        } finally {
            if (!opened) {
                directory.close();
            }
        }
    }

    Site site() {
        return site;
    }

    Directory directory() {
        return directory;
    }

    HomeLock homeLock() {
        return homeLock;
    }

    JvmClaims.Slot slot() {
        return slot;
    }

    Investigator investigator() {
        return new Investigator(site, directory);
    }

    void handOver() {
        handedOver = true;
    }

    @Override
    public void close() {
        if (!handedOver) {
            directory.close();
            slot.leave();
        }
    }
}
