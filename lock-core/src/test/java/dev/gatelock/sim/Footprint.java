package dev.gatelock.sim;

import java.util.Arrays;
import java.util.Set;

/**
 * What one action reads and writes, as hashes of names of things. Two actions of which neither writes what the other touches
 * lead to the same state in either order.
 */
final class Footprint {
    /** Touches everything: never reordered. */
    static final Footprint ALL = new Footprint(true);

    private final boolean all;
    private long[] reads = {};
    private long[] writes = {};

    Footprint() {
        this(false);
    }

    private Footprint(boolean all) {
        this.all = all;
    }

    Footprint reads(Thing thing, long which) {
        reads = with(reads, thing.key(which));
        return this;
    }

    Footprint writes(Thing thing, long which) {
        writes = with(writes, thing.key(which));
        return this;
    }

    private static long[] with(long[] keys, long key) {
        long[] more = Arrays.copyOf(keys, keys.length + 1);
        more[keys.length] = key;
        return more;
    }

    /** Nobody else can see it happen, nor change what it does. */
    boolean isPrivate() {
        return !all && reads.length == 0 && writes.length == 0;
    }

    /** It leaves no trace in the kernel; after the death of who did it, it is as if it had not been done. */
    boolean isLookingOnly() {
        return !all && writes.length == 0;
    }

    boolean writes(Thing thing) {
        return all || meet(writes, new long[] {thing.key(0)});
    }

    /** Whether any of it was not there before. */
    boolean addTo(Set<Long> read, Set<Long> written) {
        boolean more = false;
        for (long key : reads) {
            more |= read.add(key);
        }
        for (long key : writes) {
            more |= written.add(key);
        }
        return more;
    }

    boolean conflictsWith(Set<Long> read, Set<Long> written) {
        if (all) {
            return true;
        }
        for (long key : writes) {
            if (read.contains(key) || written.contains(key)) {
                return true;
            }
        }
        for (long key : reads) {
            if (written.contains(key)) {
                return true;
            }
        }
        return false;
    }

    boolean conflictsWith(Footprint other) {
        return all || other.all || meet(writes, other.writes) || meet(writes, other.reads) || meet(reads, other.writes);
    }

    private static boolean meet(long[] some, long[] others) {
        for (long one : some) {
            for (long other : others) {
                if (one == other) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What there is to touch. */
    enum Thing {
        /** What a name means. */
        NAME,
        /** Which names a process has added or removed: two that do so disturb each other only where they mean the same name. */
        NAMES,
        /** Directories on the way to the home. */
        PATHS,
        /** Content and size. */
        INODE,
        /** How many names a file has. */
        LINKS,
        /** Who has a lock on an inode. */
        LOCK,
        /** Whether a pid is alive, stopped, dead. */
        PID,
        /** A process's own course: its death or a signal to it against its next call. */
        SELF,
        /** What SIGTERM does to a process, and whether it came. */
        TERM,
        /** Which processes there are: written by whoever starts one. */
        PROCESSES,
        /** Who owns, as the rules see it: believes or has a lock on the home. */
        OWNERS,
        /** Who believes. */
        BELIEF,
        /** What is limited for the whole run. */
        BUDGET;

        long key(long which) {
            return Tokens.mix(which * 31 + ordinal() + 1);
        }
    }
}
