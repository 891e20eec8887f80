package dev.gatelock.doubles;

import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Processes;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/** Processes as a test lists them; remembers every signal. */
public final class KnownProcesses implements Processes {
    /** The boot in which all of this happens. */
    public static final String BOOT = "boot-now";

    /** The PID namespace of the process under test. */
    public static final long NAMESPACE = 4026531836L;

    /** The machine's name. */
    public static final String HOST = "here";

    /** The user of the process under test. */
    public static final long UID = 1000;

    private static final long NOW_TICKS = 900_000;

    private final Map<Long, Sighting> sightings = new HashMap<>();
    private final List<String> signals = new ArrayList<>();
    private final List<Long> pinned = new ArrayList<>();
    private final Map<String, List<ProcessIdentity>> heirs = new HashMap<>();
    private ProcessIdentity self = identity(500, 800_000);
    private Pin pin;
    private SignalResult answer = SignalResult.SENT;
    private LongConsumer onPin = pid -> {};
    private BiConsumer<Long, Signal> onSignal = (pid, signal) -> {};

    /** A process of this machine, boot and user. */
    public static ProcessIdentity identity(long pid, long start) {
        return new ProcessIdentity(
                pid,
                OptionalLong.of(start),
                Optional.of(BOOT),
                OptionalLong.of(NAMESPACE),
                OptionalLong.of(UID),
                Optional.of(HOST));
    }

    /** Who we are. */
    public void self(ProcessIdentity identity) {
        self = identity;
    }

    /** What a look at a pid shows; {@link Sighting.Absent} unless said. */
    public void put(long pid, Sighting sighting) {
        sightings.put(pid, sighting);
    }

    /** A live process of this machine. */
    public void alive(long pid, long start, String... commandLine) {
        put(pid, alive(identity(pid, start), commandLine));
    }

    /** A sighting of a live process. */
    public static Sighting.Alive alive(ProcessIdentity identity, String... commandLine) {
        return new Sighting.Alive(identity, false, List.of(commandLine), OptionalLong.of(1), OptionalLong.empty());
    }

    /** Which processes were started with a variable of this value, as far as they are still listed as alive. */
    public void heirs(String value, ProcessIdentity... identities) {
        heirs.put(value, List.of(identities));
    }

    /** What happens in the world just before a process is pinned. */
    public void onPin(LongConsumer event) {
        onPin = event;
    }

    /** What every attempt to pin a live process gives from now on, instead of a handle. */
    public void pinning(Pin result) {
        pin = result;
    }

    /** What becomes of every signal from now on. */
    public void answer(SignalResult result) {
        answer = result;
    }

    /** What a signal does. */
    public void onSignal(BiConsumer<Long, Signal> reaction) {
        onSignal = reaction;
    }

    /** Every signal so far, such as {@code "TERMINATE 4711"}. */
    public List<String> signals() {
        return List.copyOf(signals);
    }

    /** The pids of every handle that is open, in the order in which they were pinned. */
    public List<Long> pinned() {
        return List.copyOf(pinned);
    }

    @Override
    public ProcessIdentity self() {
        return self;
    }

    @Override
    public long startTimeNow() {
        return NOW_TICKS;
    }

    @Override
    public Duration since(long startTime) {
        return Duration.ofMillis(Math.max(0, NOW_TICKS - startTime) * 10);
    }

    @Override
    public List<String> selfArguments() {
        return List.of("test");
    }

    @Override
    public long highestPid() {
        return 4_194_304;
    }

    @Override
    public Sighting look(long pid) {
        return sightings.getOrDefault(pid, new Sighting.Absent());
    }

    @Override
    public List<ProcessIdentity> startedWith(String variable, String value) {
        return heirs.getOrDefault(value, List.of()).stream()
                .filter(heir -> heir.equals(self) || look(heir.pid()) instanceof Sighting.Alive)
                .toList();
    }

    @Override
    public Pin pin(long pid) {
        onPin.accept(pid);
        if (pin != null) {
            return pin;
        }
        return look(pid) instanceof Sighting.Alive ? new Pin.Pinned(new Handle(pid)) : new Pin.Gone();
    }

    private final class Handle implements PinnedProcess {
        private final long pid;

        Handle(long pid) {
            this.pid = pid;
            pinned.add(pid);
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public SignalResult signal(Signal signal) {
            signals.add(signal + " " + pid);
            onSignal.accept(pid, signal);
            return answer;
        }

        @Override
        public void close() {
            pinned.remove(pid);
        }
    }
}
