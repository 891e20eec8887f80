package dev.gatelock.sim;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Pin;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Processes;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The other processes, as one process sees them. */
final class SimProcesses implements Processes {
    private final SimPlatform platform;
    private final SimKernel kernel;
    private final PortGate gate;

    SimProcesses(SimPlatform platform, PortGate gate) {
        this.platform = platform;
        this.kernel = platform.kernel;
        this.gate = gate;
    }

    @Override
    public ProcessIdentity self() {
        gate.passing(platform.self);
        return kernel.selfIdentity(platform.self);
    }

    @Override
    public long startTimeNow() {
        return gate.told(platform.self, kernel.ticks());
    }

    @Override
    public Duration since(long startTime) {
        long ticks = gate.told(platform.self, Math.max(0, kernel.ticks() - startTime));
        return Duration.ofNanos(ticks * SimKernel.NANOS_PER_TICK);
    }

    @Override
    public List<String> selfArguments() {
        gate.passing(platform.self);
        return platform.self.traits.arguments.subList(1, platform.self.traits.arguments.size());
    }

    @Override
    public long highestPid() {
        gate.passing(platform.self);
        return SimKernel.HIGHEST_PID;
    }

    @Override
    public Sighting look(long pid) {
        return platform.sure(Op.LOOK, "pid " + pid, () -> kernel.look(platform.self, pid));
    }

    @Override
    public List<ProcessIdentity> startedWith(String variable, String value) {
        return platform.sure(Op.ENVIRONMENTS, variable, () -> kernel.startedWith(platform.self, variable, value));
    }

    @Override
    public Pin pin(long pid) {
        Optional<SimProcess> found = platform.sure(Op.PIN, "pid " + pid, () -> kernel.find(platform.self, pid));
        return found.<Pin>map(process -> new Pin.Pinned(new Handle(process, pid)))
                .orElseGet(Pin.Gone::new);
    }

    /** A pidfd: means one incarnation. Without {@link Capability#PINNED_SIGNALS} only a pid that is looked at again first. */
    final class Handle implements PinnedProcess {
        final SimProcess target;
        private final long pid;

        Handle(SimProcess target, long pid) {
            this.target = target;
            this.pid = pid;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public SignalResult signal(Signal signal) {
            if (signal != Signal.KILL && !platform.can(Capability.GRACEFUL_SIGNAL)) {
                target.askedAt = Math.min(target.askedAt, kernel.time); // by the marker, which came before
                return SignalResult.UNSUPPORTED;
            }
            SimProcess receiver = target;
            if (!platform.can(Capability.PINNED_SIGNALS)) {
                boolean same = platform.sure(Op.CHECK, "pid " + pid, () -> kernel.find(platform.self, pid)
                        .filter(now -> now.startTicks == target.startTicks)
                        .isPresent());
                if (!same) {
                    return SignalResult.GONE;
                }
                receiver = null;
            }
            SimProcess pinned = receiver;
            return platform.sure(Op.SIGNAL, signal + " " + (pinned == null ? "pid " + pid : pinned.name), () -> {
                SimProcess hit = pinned != null
                        ? pinned
                        : kernel.find(platform.self, pid).orElse(target);
                return kernel.signal(platform.self, hit, signal);
            });
        }

        @Override
        public void close() {
            gate.passing(platform.self);
        }
    }
}
