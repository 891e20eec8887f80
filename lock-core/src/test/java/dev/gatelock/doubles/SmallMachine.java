package dev.gatelock.doubles;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.LockTable;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A machine with one home, the processes that a test lists, and nothing else. */
public final class SmallMachine implements Platform {
    /** Where the home is. */
    public static final Path HOME = Path.of("/home/of/the/gate").toAbsolutePath();

    private final MemoryHome home = new MemoryHome(HOME);
    private final KnownProcesses processes = new KnownProcesses();
    private final HandClock clock = new HandClock();
    private final Set<Capability> capabilities =
            EnumSet.complementOf(EnumSet.of(Capability.INHERITED_LOCK, Capability.REPLACE_IMAGE));
    private final List<List<Inheritable>> launches = new ArrayList<>();
    private Function<FileId, LockSighting> table = this::listed;
    private Function<FileId, LockSighting> scan = file -> table.apply(file);
    private final Troubled trouble = new Troubled();

    /** Its files. */
    public MemoryHome home() {
        return home;
    }

    /** Lets calls on every directory fail that is opened from now on. */
    public Troubled trouble() {
        return trouble;
    }

    /** It can do that as well. */
    public void can(Capability capability) {
        capabilities.add(capability);
    }

    /** It cannot do that. */
    public void cannot(Capability capability) {
        capabilities.remove(capability);
    }

    /** What the kernel's list says from now on, instead of the truth. */
    public void lists(Function<FileId, LockSighting> sightings) {
        table = sightings;
    }

    /** What a walk over all processes shows from now on, where it differs from the list. */
    public void shows(Function<FileId, LockSighting> sightings) {
        scan = sightings;
    }

    /** What each program that was started got of us, in order. */
    public List<List<Inheritable>> launches() {
        return launches;
    }

    @Override
    public String name() {
        return "small";
    }

    @Override
    public String lockClass() {
        return "flock";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.copyOf(capabilities);
    }

    @Override
    public Directories directories() {
        return new Directories() {
            @Override
            public DirectoryView view(Path path) throws PortException {
                return trouble.open("view", home);
            }

            @Override
            public Directory open(Path path) throws PortException {
                return trouble.open("open", home);
            }

            @Override
            public Directory openOrCreate(Path path) throws PortException {
                return trouble.open("openOrCreate", home);
            }
        };
    }

    @Override
    public KnownProcesses processes() {
        return processes;
    }

    @Override
    public LockTable lockTable() {
        return new LockTable() {
            @Override
            public LockSighting taker(FileId file) {
                return table.apply(file);
            }

            @Override
            public LockSighting holders(FileId file) {
                return scan.apply(file);
            }
        };
    }

    private LockSighting listed(FileId file) {
        synchronized (home) {
            List<Node> nodes = new ArrayList<>(home.entries.values());
            nodes.add(home.self);
            for (Node node : nodes) {
                if (node.id.equals(file) && node.locker != null) {
                    long pid = node.locker instanceof Long foreign
                            ? foreign
                            : processes.self().pid();
                    return new LockSighting.Held(pid == 0 ? List.of() : List.of(new LockHolder(pid, pid, true)));
                }
            }
            return new LockSighting.NotListed(true);
        }
    }

    @Override
    public HandClock clock() {
        return clock;
    }

    @Override
    public Launcher launcher() {
        return new Launcher() {
            @Override
            public void check(Launch launch) throws PortException {
                if (launch.command().get(0).isEmpty()) {
                    throw new PortException(Fault.NOT_FOUND, "exec", "", "no such program");
                }
            }

            @Override
            public Workload start(Launch launch, List<Inheritable> kept) {
                launches.add(List.copyOf(kept));
                return new Started();
            }

            @Override
            public void replaceSelf(Launch launch, List<Inheritable> kept) {
                launches.add(List.copyOf(kept));
            }
        };
    }

    /** A program that was started and ended at once. */
    private static final class Started implements Workload {
        @Override
        public long pid() {
            return 901;
        }

        @Override
        public int await() {
            return 0;
        }

        @Override
        public void signal(int number) {}

        @Override
        public void kill() {}
    }
}
