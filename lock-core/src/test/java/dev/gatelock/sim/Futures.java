package dev.gatelock.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each program may still touch, by where it is: learned by watching. A call that nothing which the others may still do
 * conflicts with need not be tried in any other order.
 *
 * <p>What was learned is believed from {@link #believe} on. A search that has learned nothing new has used what is true: had anybody
 * touched what it was not believed to touch, the first time it did so would have come up in some order that was tried.
 */
final class Futures {
    private final Map<Long, Spot> spots = new HashMap<>();
    private boolean learned;

    /** A place in a program: which call, and the how manyeth time. */
    private static final class Spot {
        private final Set<Long> reads = new HashSet<>();
        private final Set<Long> writes = new HashSet<>();
        private final Set<Spot> next = new HashSet<>();
        private boolean all;
        /** The same with all that can follow; null before it is believed. */
        private Set<Long> mayRead;

        private Set<Long> mayWrite;
        private boolean mayAll;

        private boolean takeOver(Spot from) {
            boolean more = mayRead.addAll(from.mayRead) | mayWrite.addAll(from.mayWrite) | from.mayAll && !mayAll;
            mayAll |= from.mayAll;
            return more;
        }
    }

    private Spot spot(long at) {
        return spots.computeIfAbsent(at, k -> {
            learned = true;
            return new Spot();
        });
    }

    /** A call is made there. */
    void acts(long at, Footprint touched) {
        Spot spot = spot(at);
        if (touched == Footprint.ALL) {
            learned |= !spot.all;
            spot.all = true;
        } else {
            learned |= touched.addTo(spot.reads, spot.writes);
        }
    }

    /** From one place it comes to another, or lets another program begin there. */
    void leads(long from, long to) {
        learned |= spot(from).next.add(spot(to));
    }

    /** Whether anything new was learned since the last time; from now on it is believed. */
    boolean believe() {
        boolean news = learned;
        learned = false;
        if (!news) {
            return false;
        }
        List<Spot> all = new ArrayList<>(spots.values());
        for (Spot spot : all) {
            spot.mayRead = new HashSet<>(spot.reads);
            spot.mayWrite = new HashSet<>(spot.writes);
            spot.mayAll = spot.all;
        }
        boolean more = true;
        while (more) {
            more = false;
            for (Spot spot : all) {
                for (Spot next : spot.next) {
                    more |= spot.takeOver(next);
                }
            }
        }
        return true;
    }

    /** Whether nothing that may follow from there conflicts. */
    boolean apart(long at, Footprint touched) {
        Spot spot = spots.get(at);
        return spot == null
                || spot.mayRead == null
                || !spot.mayAll && !touched.conflictsWith(spot.mayRead, spot.mayWrite);
    }
}
