package dev.gatelock.sim;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Ways to be the only one that look right. The explorer must see through each of them. */
final class WrongProtocols {
    static final Path HOME = Path.of("/home/sim/.gate");

    private WrongProtocols() {}

    /** How a stale file is got rid of. */
    private interface Removal {
        void remove(Me me, Directory home) throws PortException;
    }

    /** O_EXCL on a pid file; a dead owner's file is unlinked. */
    static World.Program unlinkStale() {
        return me -> pidFile(me, (self, home) -> home.unlink("gateway.pid"));
    }

    /** The same, but the stale file is renamed aside, which "only one can succeed in". */
    static World.Program renameAside() {
        return me -> pidFile(me, (self, home) -> home.rename("gateway.pid", "stale." + self.process().pid));
    }

    private static void pidFile(Me me, Removal removal) throws Exception {
        try (Directory home = me.platform().directories().openOrCreate(HOME)) {
            for (int attempt = 0; attempt < 5; attempt++) {
                try (OpenFile file = home.open("gateway.pid", OpenMode.CREATE_NEW)) {
                    file.overwrite(Long.toString(me.process().pid).getBytes(StandardCharsets.US_ASCII));
                    me.believe();
                    me.serve();
                    return;
                } catch (PortException e) {
                    if (e.fault() != Fault.EXISTS) {
                        throw e;
                    }
                }
                try {
                    if (ownerLives(me, home)) {
                        return;
                    }
                    removal.remove(me, home);
                } catch (PortException e) {
                    if (e.fault() != Fault.NOT_FOUND) {
                        throw e;
                    }
                }
            }
        }
    }

    private static boolean ownerLives(Me me, Directory home) throws PortException {
        try (OpenFile file = home.openForReading("gateway.pid")) {
            String text = new String(file.read(64), StandardCharsets.US_ASCII);
            return text.isEmpty() || me.platform().processes().look(Long.parseLong(text)) instanceof Sighting.Alive;
        }
    }

    /** flock, and at the end unlink while holding; but what was opened may not be what the name means once it is locked. */
    static World.Program unlinkWhileHeld() {
        return me -> {
            try (Directory home = me.platform().directories().openOrCreate(HOME);
                    OpenFile lock = openOrCreate(home, "lock")) {
                if (lock.tryLock() == LockAttempt.ACQUIRED) {
                    me.believe();
                    me.disbelieve();
                    home.unlink("lock");
                }
            }
        };
    }

    /** The same, but the name is removed when the lock is given back already. */
    static World.Program unlinkAfterUnlock() {
        return me -> {
            try (Directory home = me.platform().directories().openOrCreate(HOME)) {
                try (OpenFile lock = openOrCreate(home, "lock")) {
                    if (lock.tryLock() != LockAttempt.ACQUIRED) {
                        return;
                    }
                    me.believe();
                    me.disbelieve();
                }
                home.unlink("lock");
            }
        };
    }

    /** flock and nothing else: right as long as nobody touches the file. */
    static World.Program lockOnly() {
        return me -> {
            try (Directory home = me.platform().directories().openOrCreate(HOME);
                    OpenFile lock = openOrCreate(home, "lock")) {
                if (lock.tryLock() == LockAttempt.ACQUIRED) {
                    me.believe();
                    me.serve();
                }
            }
        };
    }

    /** Removes a lock file that nobody holds. */
    static World.Program tidyingStatus() {
        return me -> {
            try (Directory home = me.platform().directories().openOrCreate(HOME)) {
                if (home.stat("lock").isPresent() && home.probeLock("lock") == LockAttempt.ACQUIRED) {
                    home.unlink("lock");
                }
            }
        };
    }

    /** Takes the lock to see whether it is free. */
    static World.Program lockingStatus() {
        return me -> {
            try (Directory home = me.platform().directories().openOrCreate(HOME);
                    OpenFile lock = openOrCreate(home, "lock")) {
                me.outcome(lock.tryLock() == LockAttempt.ACQUIRED ? "free" : "held");
            }
        };
    }

    /** A record whose owner is dead is written over in place. */
    static World.Program truncateStale() {
        return me -> {
            try (Directory home = me.platform().directories().openOrCreate(HOME);
                    OpenFile file = home.open("gateway.pid", OpenMode.READ_WRITE)) {
                if (!ownerLives(me, home)) {
                    file.truncate(0);
                    file.overwrite(Long.toString(me.process().pid).getBytes(StandardCharsets.US_ASCII));
                    me.believe();
                    me.serve();
                }
            }
        };
    }

    /** Says whether a recorded pid is dead, rightly or wrongly. */
    private interface Judge {
        boolean dead(Me me, long pid);
    }

    /** A held lock is broken when the pid written in it is dead. */
    static World.Program breaksDead() {
        return me -> breaks(me, (self, pid) -> !(self.platform().processes().look(pid) instanceof Sighting.Alive));
    }

    /** The same, and a signal that is denied means dead. */
    static World.Program deniedIsDead() {
        return me -> breaks(
                me,
                (self, pid) -> !(self.platform().processes().pin(pid) instanceof Pin.Pinned pinned)
                        || pinned.process().signal(Signal.CONTINUE) != SignalResult.SENT);
    }

    /** The same, and stopped means dead. */
    static World.Program stoppedIsDead() {
        return me -> breaks(
                me,
                (self, pid) ->
                        !(self.platform().processes().look(pid) instanceof Sighting.Alive alive) || alive.stopped());
    }

    private static void breaks(Me me, Judge judge) throws Exception {
        try (Directory home = me.platform().directories().openOrCreate(HOME)) {
            OpenFile lock = openOrCreate(home, "lock");
            if (lock.tryLock() != LockAttempt.ACQUIRED) {
                String text = new String(lock.read(64), StandardCharsets.US_ASCII);
                if (text.isEmpty() || !judge.dead(me, Long.parseLong(text))) {
                    return;
                }
                home.unlink("lock");
                lock = openOrCreate(home, "lock");
                if (lock.tryLock() != LockAttempt.ACQUIRED) {
                    return;
                }
            }
            lock.overwrite(Long.toString(me.process().pid).getBytes(StandardCharsets.US_ASCII));
            me.believe();
            me.serve();
        }
    }

    static OpenFile openOrCreate(Directory home, String name) throws PortException {
        while (true) {
            try {
                return home.open(name, OpenMode.READ_WRITE);
            } catch (PortException e) {
                if (e.fault() != Fault.NOT_FOUND) {
                    throw e;
                }
            }
            try {
                return home.open(name, OpenMode.CREATE_NEW);
            } catch (PortException e) {
                if (e.fault() != Fault.EXISTS) {
                    throw e;
                }
            }
        }
    }
}
