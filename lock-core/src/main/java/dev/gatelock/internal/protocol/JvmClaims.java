package dev.gatelock.internal.protocol;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.ProcessIdentity;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this JVM claims or holds, by the home's identity and not by its path: the one static table. A second claim in one
 * JVM is a typed refusal, whatever the system's locks would say to the same process.
 */
final class JvmClaims {
    private static final Set<Slot> CLAIMED = ConcurrentHashMap.newKeySet();

    private JvmClaims() {}

    /**
     * A process (there are several in a simulation) and a home.
     *
     * @param process never null
     * @param home never null
     */
    record Slot(ProcessIdentity process, FileId home) {
        boolean enter() {
            return CLAIMED.add(this);
        }

        void leave() {
            CLAIMED.remove(this);
        }
    }
}
