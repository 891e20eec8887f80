package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The idea of replacing in a few lines, with safeguards that can be left out: it needs all of them. */
final class SmallReplacer {
    enum Safeguard {
        /** One replacer works at a time. */
        QUEUE,
        /** Only the owner that was there when it was asked. */
        SAMPLED_ONLY,
        /** The identity is checked on the handle that will be signalled, not before there is one. */
        PIN_THEN_VERIFY
    }

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Set<Safeguard> safeguards;

    SmallReplacer(Set<Safeguard> safeguards) {
        this.safeguards = safeguards;
    }

    static SmallReplacer without(Safeguard... left) {
        Set<Safeguard> kept = EnumSet.allOf(Safeguard.class);
        for (Safeguard one : left) {
            kept.remove(one);
        }
        return new SmallReplacer(kept);
    }

    /** Claims a free lock. */
    void own(Me me) throws Exception {
        try (Directory home = me.platform().directories().openOrCreate(Protocol.HOME);
                OpenFile lock = WrongProtocols.openOrCreate(home, "gateway.lock")) {
            if (lock.tryLock() == LockAttempt.ACQUIRED) {
                publish(me, lock);
                work(me, lock);
            }
        }
    }

    void replace(Me me) throws Exception {
        me.asksToReplace();
        try (Directory home = me.platform().directories().openOrCreate(Protocol.HOME);
                OpenFile lock = WrongProtocols.openOrCreate(home, "gateway.lock")) {
            Optional<String> sampled = record(home);
            if (safeguards.contains(Safeguard.QUEUE)
                    ? inTurn(me, home, lock, sampled)
                    : atOnce(me, home, lock, sampled)) {
                work(me, lock);
            }
        }
    }

    private boolean inTurn(Me me, Directory home, OpenFile lock, Optional<String> sampled) throws Exception {
        try (OpenFile turn = WrongProtocols.openOrCreate(home, "gateway.takeover")) {
            for (int attempt = 0; attempt < 20; attempt++) {
                if (turn.tryLock() == LockAttempt.ACQUIRED) {
                    return takeOver(me, home, lock, sampled);
                }
                me.platform().clock().await(PAUSE, Optional.empty());
            }
            return false;
        }
    }

    private boolean atOnce(Me me, Directory home, OpenFile lock, Optional<String> sampled) throws Exception {
        me.hasSampled();
        return takeOver(me, home, lock, sampled);
    }

    private boolean takeOver(Me me, Directory home, OpenFile lock, Optional<String> sampled) throws Exception {
        for (int attempt = 0; attempt < 8; attempt++) {
            if (lock.tryLock() == LockAttempt.ACQUIRED) {
                publish(me, lock);
                return true;
            }
            Optional<String> owner = record(home);
            if (owner.isPresent()) {
                if (safeguards.contains(Safeguard.SAMPLED_ONLY) && !owner.equals(sampled)) {
                    me.note("is superseded");
                    return false;
                }
                terminate(me, home, owner.get());
            }
            me.platform().clock().await(PAUSE, Optional.empty());
        }
        return false;
    }

    private void terminate(Me me, Directory home, String owner) throws PortException {
        boolean pinFirst = safeguards.contains(Safeguard.PIN_THEN_VERIFY);
        if (!pinFirst && !verify(me, home, owner)) {
            return;
        }
        if (me.platform().processes().pin(pid(owner)) instanceof Pin.Pinned pinned) {
            try (PinnedProcess process = pinned.process()) {
                if (!pinFirst || verify(me, home, owner)) {
                    process.signal(Signal.TERMINATE);
                }
            }
        }
    }

    private static boolean verify(Me me, Directory home, String owner) throws PortException {
        return me.platform().processes().look(pid(owner)) instanceof Sighting.Alive alive
                && owner.equals(text(alive.identity()))
                && record(home).filter(owner::equals).isPresent();
    }

    private static void publish(Me me, OpenFile lock) throws PortException {
        me.onTerm(OnTerm.HANDLE);
        lock.overwrite(text(me.platform().processes().self()).getBytes(StandardCharsets.US_ASCII));
        me.believe();
    }

    private static void work(Me me, OpenFile lock) throws PortException {
        me.serve();
        me.disbelieve();
        lock.truncate(0);
    }

    private static String text(ProcessIdentity identity) {
        return identity.pid() + " " + identity.startTime().orElseThrow();
    }

    private static long pid(String owner) {
        return Long.parseLong(owner.substring(0, owner.indexOf(' ')));
    }

    private static Optional<String> record(Directory home) throws PortException {
        try (OpenFile file = WrongProtocols.openOrCreate(home, "gateway.lock")) {
            String text = new String(file.read(64), StandardCharsets.US_ASCII);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }
}
