package dev.gatelock.sim;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Directories;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.LockTable;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One process's view of the kernel: the ports of the real protocol. */
final class SimPlatform implements Platform {
    final SimKernel kernel;
    final SimProcess self;
    private final PortGate gate;
    private final Set<Capability> capabilities;
    private final Set<Safeguard> omitted;

    SimPlatform(SimKernel kernel, SimProcess self, PortGate gate, Set<Capability> disabled) {
        this(kernel, self, gate, disabled, Set.of());
    }

    private SimPlatform(
            SimKernel kernel, SimProcess self, PortGate gate, Set<Capability> disabled, Set<Safeguard> omitted) {
        this.omitted = omitted;
        this.kernel = kernel;
        this.self = self;
        this.gate = gate;
        this.capabilities = EnumSet.allOf(Capability.class);
        this.capabilities.removeAll(disabled);
    }

    static SimPlatform of(World world, SimProcess self, PortGate gate) {
        return new SimPlatform(world.kernel, self, gate, world.disabled, world.omitted);
    }

    <T> T call(Op op, String subject, PortGate.KernelCall<T> call) throws PortException {
        return gate.call(self, Request.of(op, subject), call);
    }

    /** For calls on a descriptor. */
    <T> T call(Op op, String subject, Description own, PortGate.KernelCall<T> call) throws PortException {
        return gate.call(self, Request.by(op, subject, own), call);
    }

    /** For ports that cannot report a fault. */
    <T> T sure(Op op, String subject, PortGate.KernelCall<T> call) {
        return sure(Request.of(op, subject), call);
    }

    <T> T sure(Request request, PortGate.KernelCall<T> call) {
        try {
            return gate.call(self, request, call);
        } catch (PortException e) {
            throw new AssertionError(e);
        }
    }

    boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    boolean omits(Safeguard safeguard) {
        return omitted.contains(safeguard);
    }

    FileId idOf(long inode) {
        return FileId.ofInode(gate.device(self), inode);
    }

    Inode inodeOf(FileId id) {
        return kernel.files.inode(Long.parseLong(id.value().substring(id.value().indexOf(':') + 1)));
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public String lockClass() {
        return "flock";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.copyOf(capabilities);
    }

    @Override
    public Directories directories() {
        return new SimDirectories(this);
    }

    @Override
    public Processes processes() {
        return new SimProcesses(this, gate);
    }

    @Override
    public LockTable lockTable() {
        return new Table();
    }

    @Override
    public Clock clock() {
        return new Time();
    }

    @Override
    public Launcher launcher() {
        return new SimLauncher(this);
    }

    private final class Table implements LockTable {
        @Override
        public LockSighting taker(FileId file) {
            return sure(Request.about(Op.LOCKS, "ino " + inodeOf(file).number, inodeOf(file)), () -> list(file));
        }

        /** As the real one: the list first, then one process after the other. */
        @Override
        public LockSighting holders(FileId file) {
            Inode inode = inodeOf(file);
            Listed listed =
                    sure(Request.about(Op.LOCKS, "ino " + inode.number, inode), () -> new Listed(list(file), alive()));
            if (!(listed.sighting instanceof LockSighting.Held)) {
                return listed.sighting;
            }
            List<LockHolder> found = new ArrayList<>();
            for (SimProcess process : listed.processes) {
                sure(Request.about(Op.FDINFO, process.name, inode), () -> kernel.fdinfo(self, process, inode))
                        .ifPresent(found::add);
            }
            return new LockSighting.Held(found);
        }

        private List<SimProcess> alive() {
            return kernel.processes.stream()
                    .filter(process -> kernel.visible(self, process) && !process.tornDown())
                    .toList();
        }

        private LockSighting list(FileId file) {
            return can(Capability.LOCK_TABLE)
                    ? kernel.locks(self, inodeOf(file))
                    : new LockSighting.NoTable("this system lists no locks");
        }
    }

    /** The list, and whom there is to look at one by one. */
    record Listed(LockSighting sighting, List<SimProcess> processes) implements Told.Keyed {
        @Override
        public long key() {
            return Tokens.mix(Tokens.hash(sighting.toString()) + Tokens.hash(processes.toString()));
        }

        @Override
        public String toString() {
            return sighting.toString();
        }
    }

    private final class Time implements Clock {
        @Override
        public long nanoTime() {
            return gate.told(self, kernel.time);
        }

        @Override
        public Instant now() {
            return Instant.ofEpochSecond(gate.told(self, kernel.wallOffsetSeconds))
                    .plusNanos(gate.told(self, kernel.time));
        }

        @Override
        public void await(Duration atMost, Optional<PinnedProcess> process) {
            long deadline = atMost.compareTo(Duration.ofDays(1)) > 0 ? Long.MAX_VALUE : kernel.time + atMost.toNanos();
            gate.await(self, gate.told(self, deadline), process.map(pin -> ((SimProcesses.Handle) pin).target));
        }
    }
}
