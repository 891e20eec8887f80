package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Gate;
import dev.gatelock.StartHistory;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.spi.FileStat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** respawn-storm and ledger-lost-updates #66479. */
class StartLedgerTest {
    private static final String NAME = "gateway-starts.log";
    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000L, 25_000);
    private static final String DEAD = "{\"pid\": 4711, \"start_time\": 5}";

    private final SmallMachine machine = new SmallMachine();
    private final Gate gate = Gate.at(SmallMachine.HOME).platform(machine).open();

    StartLedgerTest() {
        machine.clock().wall(NOW);
    }

    private List<String> lines() {
        return machine.home().text(NAME).lines().toList();
    }

    private void put(int count, long secondsAgo) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(NOW.getEpochSecond() - secondsAgo).append(".5\n");
        }
        machine.home().put(NAME, text.toString());
    }

    @Test
    void aStartIsOneLineOfEpochSeconds() {
        assertThat(gate.registerStart(5)).isEqualTo(StartHistory.calm(1));
        assertThat(lines()).containsExactly("1790000000.000025");
        assertThat(machine.home().names()).containsExactly(NAME);
    }

    @Test
    void ofThirtyTwoStartsAtOnceNoneIsLost() throws Exception {
        machine.clock().freeze();
        int starts = 32;
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(starts);
        try {
            List<Future<StartHistory>> pending = IntStream.range(0, starts)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        return gate.registerStart(5);
                    }))
                    .toList();
            together.countDown();
            List<Integer> counts = new ArrayList<>();
            for (Future<StartHistory> one : pending) {
                counts.add(one.get().recentStarts());
            }
            assertThat(counts)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, starts).boxed().toList());
        } finally {
            threads.shutdownNow();
        }
        assertThat(lines()).hasSize(starts);
    }

    /** Somebody keeps the ledger locked, such as an editor: the start is noted all the same, and not held up for long. */
    @Test
    void aLockedLedgerIsAppendedTo() {
        put(3, 10);
        machine.home().lockedBy(4711, NAME);
        assertThat(gate.registerStart(5)).isEqualTo(StartHistory.calm(0));
        assertThat(lines()).hasSize(4).last().isEqualTo("1790000000.000025");
        assertThat(Duration.ofNanos(machine.clock().nanoTime())).isLessThan(Duration.ofSeconds(3));
    }

    /** Another start that lost patience may append at any moment: what a rewrite would even out stays as it is. */
    @Test
    void whatIsThereIsNotWrittenAgain() {
        String earlier = NOW.getEpochSecond() - 9 + ".5\r\n";
        machine.home().put(NAME, earlier);
        assertThat(gate.registerStart(5)).isEqualTo(StartHistory.calm(2));
        assertThat(machine.home().text(NAME)).isEqualTo(earlier + "1790000000.000025\n");
    }

    @Test
    void theLastFortyAreKept() {
        put(60, 500);
        gate.registerStart(5);
        assertThat(lines()).hasSize(40).last().isEqualTo("1790000000.000025");
        gate.registerStart(5);
        assertThat(lines()).hasSize(40);
    }

    @ParameterizedTest
    @CsvSource({
        "1, PT0S",
        "5, PT0S",
        "6, PT10S",
        "7, PT20S",
        "8, PT40S",
        "9, PT1M20S",
        "10, PT2M40S",
        "11, PT5M",
        "39, PT5M"
    })
    void backsOffFromTheSixthFailingStartOn(int starts, Duration expected) {
        machine.home().put("gateway.pid", DEAD);
        put(starts - 1, 100);
        StartHistory history = gate.registerStart(5);
        assertThat(history.recentStarts()).isEqualTo(starts);
        assertThat(history.backOff()).isEqualTo(expected);
    }

    @Test
    void startsThatEndedWellAreNoLoop() {
        put(20, 10);
        machine.home().put("gateway_state.json", "{\"gateway_state\": \"stopped\", \"work_failed\": false}");
        assertThat(gate.registerStart(5)).isEqualTo(StartHistory.calm(21));
        machine.home().put("gateway_state.json", "{\"gateway_state\": \"stopped\", \"work_failed\": true}");
        assertThat(gate.registerStart(5).backOff()).isPositive();
    }

    @Test
    void oldStartsAndThoseFromTheFutureDoNotCount() {
        machine.home().put("gateway.pid", DEAD);
        put(30, 121);
        assertThat(gate.registerStart(5)).isEqualTo(StartHistory.calm(1));
        put(30, -1000);
        assertThat(gate.registerStart(5)).isEqualTo(StartHistory.calm(1));
    }

    @Test
    void zeroSwitchesItOff() {
        machine.home().put("gateway.pid", DEAD);
        put(30, 1);
        assertThat(gate.registerStart(0).backOff()).isZero();
    }

    @Test
    void linesThatAreNoTimesAreDropped() {
        machine.home().put(NAME, "\n\nabc\n1789999999.5\nNaN\n\0\0\0\n--\n1789999998\n{\"a\":1}\n");
        assertThat(gate.registerStart(5).recentStarts()).isEqualTo(3);
        assertThat(lines()).containsExactly("1789999999.5", "1789999998", "1790000000.000025");
    }

    /** A power loss or another writer left no line break at the end: this start must not be glued to it. */
    @ParameterizedTest
    @ValueSource(strings = {"1789999999.5", "17899", "abc", "1789999999.5\n17"})
    void aTornLastLineCostsNoStart(String content) {
        machine.home().put(NAME, content);
        assertThat(gate.registerStart(5).recentStarts()).isPositive();
        assertThat(lines()).last().isEqualTo("1790000000.000025");
    }

    @Property(tries = 300)
    void noBytesMakeItThrowOrLoseTheStart(@ForAll byte[] content) {
        machine.home().put(NAME, content);
        assertThat(gate.registerStart(5).recentStarts()).isBetween(1, 40);
        assertThat(lines()).last().isEqualTo("1790000000.000025");
    }

    @Test
    void aLedgerBeyondAllMeasureIsCutDown() {
        machine.home().put(NAME, "1789999999.5\n".repeat(200_000));
        assertThat(gate.registerStart(0).recentStarts()).isBetween(39, 40);
        assertThat(lines()).hasSize(40).last().isEqualTo("1790000000.000025");
    }

    /** Any trouble with the ledger means: no loop. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REGULAR")
    void troubleMeansNoLoop(FileStat.Kind kind) {
        machine.home().putOther(NAME, kind);
        assertThat(gate.registerStart(5)).isEqualTo(StartHistory.calm(0));
    }

    @Test
    void aLedgerWithAnotherNameIsLeftAlone() {
        put(3, 1);
        machine.home().links(NAME, 2);
        assertThat(gate.registerStart(5)).isEqualTo(StartHistory.calm(0));
        assertThat(lines()).hasSize(3);
    }

    /** The window is closed at both ends: this very start counts, and one of two minutes ago. */
    @Test
    void aStartOfExactlyTwoMinutesAgoCounts() {
        machine.home().put(NAME, "1789999880.000025\n1789999880.000024\n");
        assertThat(gate.registerStart(5).recentStarts()).isEqualTo(2);
    }

    @Test
    void anInterruptIsPassedOn() {
        machine.home().lockedBy(4711, NAME);
        Thread.currentThread().interrupt();
        assertThat(gate.registerStart(5)).isEqualTo(StartHistory.calm(0));
        assertThat(Thread.interrupted()).isTrue();
    }
}
