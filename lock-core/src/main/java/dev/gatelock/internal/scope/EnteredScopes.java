package dev.gatelock.internal.scope;

import dev.gatelock.GatelockException;
import dev.gatelock.LeaseLostException;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Scope;
import dev.gatelock.ScopeClaim;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The scopes of one lease. Thread-safe: entering, which may wait, keeps nobody from checking and releasing. Touches nothing
 * until a scope is entered.
 */
public final class EnteredScopes {
    private final Surroundings surroundings;
    private final Path path;
    private final OwnerRecord owner;
    private final ReentrantLock entering = new ReentrantLock();
    private final Map<Scope, Member> members = new LinkedHashMap<>();
    private Directory directory;
    private boolean released;

    /** A held scope and the answer that was given for it. */
    private record Member(HeldScope held, ScopeClaim answer) {}

    /**
     * @param surroundings the system
     * @param path the lock directory; created when the first scope is entered
     * @param owner the lease's record
     */
    public EnteredScopes(Surroundings surroundings, Path path, OwnerRecord owner) {
        this.surroundings = surroundings;
        this.path = path;
        this.owner = owner;
    }

    /**
     * Enters a scope; the same answer again if it is entered already.
     *
     * @param patience how long to wait for a lock whose holder is dying or unknown
     * @throws LeaseLostException if the lease was closed meanwhile; nothing is held
     */
    public ScopeClaim enter(Scope scope, Duration patience) throws GatelockException, InterruptedException {
        entering.lockInterruptibly();
        try {
            synchronized (this) {
                requireOpen();
                if (members.containsKey(scope)) {
                    return members.get(scope).answer();
                }
            }
            Directory entrance = surroundings.platform().directories().openOrCreate(path);
            try {
                Entrance way = new Entrance(surroundings, entrance, owner, scope);
                ScopeClaim answer = way.enter(patience);
                if (answer instanceof ScopeClaim.Entered) {
                    entrance = keep(scope, new Member(way.held(), answer), entrance);
                }
                return answer;
            } finally {
                if (entrance != null) {
                    entrance.close();
                }
            }
        } catch (PortException e) {
            throw ScopeTroubles.of(path, e);
        } finally {
            entering.unlock();
        }
    }

    /** The directory if it is not needed any more, else null. */
    private synchronized Directory keep(Scope scope, Member member, Directory entrance) throws LeaseLostException {
        if (released) {
            member.held().release();
            requireOpen();
        }
        members.put(scope, member);
        if (directory == null) {
            directory = entrance;
            return null;
        }
        return entrance;
    }

    private void requireOpen() throws LeaseLostException {
        if (released) {
            throw new LeaseLostException("The lease was closed while a scope was being entered", null);
        }
    }

    /** Makes sure that every scope is still ours; repairs what can be repaired, and throws for what is not ours any more. */
    public synchronized void check() throws PortException, GatelockException {
        if (directory == null) {
            return;
        }
        if (!directory.stillAtPath()) {
            Directory again = surroundings.platform().directories().openOrCreate(path);
            directory.close();
            directory = again;
        }
        for (Member member : members.values()) {
            member.held().check(directory);
        }
    }

    /** The locked files, for programs that shall keep the locks. */
    public synchronized List<Inheritable> kept() {
        List<Inheritable> kept = new ArrayList<>(members.size());
        for (Member member : members.values()) {
            kept.add(member.held().file());
        }
        return kept;
    }

    /** Gives all of them back. Idempotent; never throws. */
    public synchronized void release() {
        released = true;
        for (Member member : members.values()) {
            member.held().release();
        }
        members.clear();
        if (directory != null) {
            directory.close();
            directory = null;
        }
    }
}
