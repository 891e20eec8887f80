package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts programs that do nothing but keep what they inherited, until somebody ends them. */
final class SimLauncher implements Launcher {
    private final SimPlatform platform;

    SimLauncher(SimPlatform platform) {
        this.platform = platform;
    }

    @Override
    public Workload start(Launch launch, List<Inheritable> kept) throws PortException {
        SimKernel kernel = platform.kernel;
        SimProcess child = platform.call(Op.LAUNCH, launch.command().get(0), () -> {
            Traits traits = Traits.of(Role.WORKLOAD);
            traits.uid = platform.self.traits.uid;
            traits.namespace = platform.self.traits.namespace;
            traits.parent = platform.self;
            traits.arguments = launch.command();
            traits.environment = launch.environment();
            SimProcess born =
                    kernel.spawn(platform.self.name + ">" + launch.command().get(0), traits);
            born.onTerm = kernel.workloadsOnTerm;
            if (platform.can(Capability.INHERITED_LOCK)) {
                kept.forEach(k -> kernel.files.share(((SimDirectories.Kept) k).description(), born));
            }
            return born;
        });
        return new Workload() {
            @Override
            public long pid() {
                return kernel.pidSeenBy(platform.self, child);
            }

            @Override
            public int await() throws InterruptedException {
                platform.clock().await(Duration.ofDays(2), Optional.of(handle()));
                return 137;
            }

            @Override
            public void signal(int number) {
                kill();
            }

            @Override
            public void kill() {
                handle().signal(Signal.KILL);
            }

            private SimProcesses.Handle handle() {
                return ((SimProcesses) platform.processes()).new Handle(child, pid());
            }
        };
    }

    /** The image is gone: nothing of the old program runs on, the process lives. */
    @Override
    public void replaceSelf(Launch launch, List<Inheritable> kept) throws PortException {
        if (!platform.can(Capability.REPLACE_IMAGE)) {
            throw new PortException(Fault.UNSUPPORTED, "exec", launch.command().get(0), "not here");
        }
        platform.call(Op.EXEC, launch.command().get(0), () -> {
            List<Description> keep = kept.stream()
                    .map(k -> ((SimDirectories.Kept) k).description())
                    .toList();
            for (Description description : List.copyOf(platform.self.descriptors)) {
                if (!keep.contains(description)) {
                    platform.kernel.files.close(platform.self, description);
                }
            }
            platform.self.imageReplaced = true;
            platform.self.onTerm = platform.kernel.workloadsOnTerm;
            return "ok";
        });
        throw new SimEnd(platform.self);
    }
}
