package dev.gatelock.conformance.report;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Hold;
import dev.gatelock.conformance.history.Event;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.History;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a timeline shows of a history, in nanoseconds.
 *
 * @param lanes one per process, in the order of their starts; those that do not matter are left out when there are many
 * @param left how many were left out
 * @param hot what the findings are about
 */
record Timeline(History history, List<Lane> lanes, int left, List<Hot> hot, List<Event> faults) {

    private static final int MOST_LANES = 14;

    /** One process: from its start to its end, and while it held. */
    record Lane(String actor, String role, long from, long until, Optional<Event> exit, List<Hold> holds) {}

    /** An interval that a finding is about, and the lanes that are concerned; empty means all. */
    record Hot(long from, long until, Set<String> actors, String label, boolean overlap) {
        long length() {
            return until - from;
        }
    }

    static Timeline of(History history, List<Finding> findings) {
        List<Hold> holds = Hold.in(history);
        List<Hot> hot = new ArrayList<>(overlaps(holds));
        findings.stream().filter(f -> !f.check().equals("mutual exclusion")).forEach(f -> hot.add(hot(history, f)));
        List<Lane> all =
                history.all(Kind.STARTED).map(e -> lane(history, holds, e)).toList();
        Set<String> concerned = new TreeSet<>();
        hot.forEach(h -> concerned.addAll(h.actors()));
        List<Lane> kept = new ArrayList<>();
        for (Lane lane : all) {
            boolean matters = concerned.contains(lane.actor()) || !lane.holds().isEmpty();
            if (all.size() <= MOST_LANES || matters && kept.size() < MOST_LANES * 2) {
                kept.add(lane);
            }
        }
        for (Lane lane : all) {
            if (kept.size() < MOST_LANES && !kept.contains(lane)) {
                kept.add(lane);
            }
        }
        kept.sort(java.util.Comparator.comparingLong(Lane::from));
        return new Timeline(
                history,
                List.copyOf(kept),
                all.size() - kept.size(),
                List.copyOf(hot),
                history.all(Kind.FAULT).toList());
    }

    long end() {
        return Math.max(1, history.end());
    }

    private static Lane lane(History history, List<Hold> holds, Event started) {
        String actor = started.actor();
        Optional<Event> exit = history.first(Kind.EXITED, actor);
        return new Lane(
                actor,
                started.text("role"),
                started.nanos(),
                exit.map(Event::nanos).orElse(history.end()),
                exit,
                holds.stream().filter(h -> h.actor().equals(actor)).toList());
    }

    private static List<Hot> overlaps(List<Hold> holds) {
        List<Hot> hot = new ArrayList<>();
        for (int i = 0; i < holds.size(); i++) {
            for (int j = i + 1; j < holds.size(); j++) {
                Hold a = holds.get(i);
                Hold b = holds.get(j);
                if (a.home().equals(b.home()) && a.overlaps(b)) {
                    long from = Math.max(a.from(), b.from());
                    long until = Math.min(a.until(), b.until());
                    Set<String> both = new LinkedHashSet<>(List.of(a.actor(), b.actor()));
                    hot.add(new Hot(from, until, both, "both active for " + Scale.duration(until - from), true));
                }
            }
        }
        return hot;
    }

    /** The expectation which a finding refers to lasts until its bound; what actually ended it is where the reader looks. */
    private static Hot hot(History history, Finding finding) {
        Optional<Event> expect = history.all(Kind.EXPECT)
                .filter(e -> e.nanos() == finding.nanos())
                .findFirst();
        Set<String> actors = new LinkedHashSet<>();
        expect.map(Event::actor).filter(a -> !a.isEmpty()).ifPresent(actors::add);
        history.all(Kind.STARTED)
                .map(Event::actor)
                .filter(a -> finding.message().matches("(?s)(.*\\W)?" + java.util.regex.Pattern.quote(a) + "(\\W.*)?"))
                .forEach(actors::add);
        long until = expect.filter(e -> e.data().get("within") instanceof Number)
                .map(e -> e.nanos() + (long) (((Number) e.data().get("within")).doubleValue() * 1e9))
                .orElse(finding.nanos());
        Optional<Event> decided = actors.stream()
                .flatMap(a -> history.first(Kind.EXITED, a).stream())
                .filter(e -> e.nanos() >= finding.nanos())
                .reduce((a, b) -> a.nanos() > b.nanos() ? a : b);
        long end = Math.min(
                Math.min(until, history.end()), decided.map(Event::nanos).orElse(Long.MAX_VALUE));
        return new Hot(
                finding.nanos(),
                Math.max(end, finding.nanos()),
                actors,
                finding.check() + ": " + finding.message(),
                false);
    }
}
