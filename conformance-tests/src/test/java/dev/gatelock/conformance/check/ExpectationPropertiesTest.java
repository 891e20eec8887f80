package dev.gatelock.conformance.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.history.Event.Kind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Random histories, against oracles that say in one line what is right. */
class ExpectationPropertiesTest {

    /** What a contender did, and when; 0 to 1999 ms of which 1000 are in time. */
    enum Way {
        ACTIVE,
        REFUSED,
        EXITED_ZERO,
        CONNECTED_AND_LEFT,
        OTHER_CODE,
        NOTHING
    }

    record Deed(Way way, int at) {
        boolean inTime() {
            return at <= 1000;
        }

        boolean wins() {
            return way == Way.ACTIVE && inTime();
        }

        void in(HistoryBuilder history, String actor) {
            history.started(0, actor);
            switch (way) {
                case ACTIVE -> history.active(at, actor);
                case REFUSED -> history.exited(at, actor, 69, "held by pid 4711");
                case EXITED_ZERO -> history.exited(at, actor, 0, "");
                case CONNECTED_AND_LEFT ->
                    history.at(at, Kind.CONNECTED, actor).exited(at, actor, 69, "held by pid 4711");
                case OTHER_CODE -> history.exited(at, actor, 1, "no");
                case NOTHING -> history.at(at, Kind.NOTE, "", "text", "time goes by");
            }
        }
    }

    private static Deed deed(int number) {
        return new Deed(Way.values()[number % Way.values().length], number / Way.values().length % 2000);
    }

    private static boolean passes(HistoryBuilder history) {
        return new Expectations().check(history.build()).isEmpty();
    }

    @Property
    void oneWinner(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 11_999) Integer> numbers,
            @ForAll boolean anyCode) {
        List<Deed> deeds = numbers.stream().map(ExpectationPropertiesTest::deed).toList();
        HistoryBuilder history = new HistoryBuilder();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < deeds.size(); i++) {
            names.add("a" + i);
            deeds.get(i).in(history, "a" + i);
        }
        history.expect(0, "", "one-winner", "among", names, "within", 1.0, "codes", anyCode ? List.of() : List.of(69));
        boolean one = deeds.stream().filter(Deed::wins).count() == 1;
        boolean othersRefused = deeds.stream()
                .filter(d -> !d.wins())
                .allMatch(d -> d.inTime() && (d.way() == Way.REFUSED || anyCode && d.way() == Way.OTHER_CODE));
        assertThat(passes(history)).isEqualTo(one && othersRefused);
    }

    @Property
    void liveness(@ForAll @IntRange(min = 0, max = 11_999) int number) {
        Deed deed = deed(number);
        assertThat(passes(with(deed, "active"))).isEqualTo(deed.way() == Way.ACTIVE && deed.inTime());
        assertThat(passes(with(deed, "decided"))).isEqualTo(deed.way() != Way.NOTHING && deed.inTime());
        boolean clear = deed.way() != Way.NOTHING && deed.way() != Way.EXITED_ZERO;
        assertThat(passes(with(deed, "resolved"))).isEqualTo(clear && deed.inTime());
    }

    @Property
    void exitStatus(@ForAll @IntRange(min = 0, max = 11_999) int number, @ForAll boolean any) {
        Deed deed = deed(number);
        HistoryBuilder history =
                new HistoryBuilder().expect(0, "a", "exits", "within", 1.0, "codes", any ? List.of() : List.of(0, 69));
        deed.in(history, "a");
        boolean gone = deed.inTime() && deed.way() != Way.ACTIVE && deed.way() != Way.NOTHING;
        assertThat(passes(history)).isEqualTo(gone && (any || deed.way() != Way.OTHER_CODE));
    }

    @Property
    void stillActive(
            @ForAll @IntRange(min = 0, max = 11_999) int number,
            @ForAll @IntRange(min = 0, max = 2000) int left,
            @ForAll @IntRange(min = 0, max = 2000) int asked,
            @ForAll boolean lives) {
        Deed deed = deed(number);
        HistoryBuilder history = new HistoryBuilder().expect(asked, "a", "still-active", "lives", lives);
        deed.in(history, "a");
        history.at(left, Kind.HALF_CLOSED, "a");
        boolean there = deed.way() == Way.ACTIVE && left > asked;
        assertThat(passes(history)).isEqualTo(there && lives);
    }

    @Property
    void namesTheHolder(
            @ForAll @IntRange(min = 1, max = 99_999) int said, @ForAll @IntRange(min = 1, max = 99_999) int wanted) {
        for (int named : new int[] {said, wanted}) {
            HistoryBuilder history = new HistoryBuilder()
                    .exited(10, "a", 69, "held by pid " + named + ", since noon")
                    .expect(20, "a", "says", "text", Integer.toString(wanted));
            assertThat(passes(history)).isEqualTo(named == wanted);
        }
    }

    private static HistoryBuilder with(Deed deed, String what) {
        HistoryBuilder history = new HistoryBuilder().expect(0, "a", what, "within", 1.0);
        deed.in(history, "a");
        return history;
    }
}
