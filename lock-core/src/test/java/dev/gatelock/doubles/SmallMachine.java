package dev.gatelock.doubles;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.LockTable;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.Workload;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A machine with one home, the processes that a test lists, and nothing else. */
public final class SmallMachine implements Platform {
    /** Where the home is. */
    public static final Path HOME = Path.of("/home/of/the/gate").toAbsolutePath();

    private final MemoryHome home = new MemoryHome(HOME);
    private final KnownProcesses processes = new KnownProcesses();
    private final HandClock clock = new HandClock();

    /** Its files. */
    public MemoryHome home() {
        return home;
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
        return EnumSet.complementOf(EnumSet.of(Capability.INHERITED_LOCK, Capability.REPLACE_IMAGE));
    }

    @Override
    public Directories directories() {
        return new Directories() {
            @Override
            public DirectoryView view(Path path) {
                return open(path);
            }

            @Override
            public Directory open(Path path) {
                return new MemoryDirectory(home);
            }

            @Override
            public Directory openOrCreate(Path path) {
                return open(path);
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
                return holders(file);
            }

            @Override
            public LockSighting holders(FileId file) {
                return listed(file);
            }
        };
    }

    private LockSighting listed(FileId file) {
        synchronized (home) {
            for (Node node : home.entries.values()) {
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
            public Workload start(Launch launch, List<Inheritable> kept) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void replaceSelf(Launch launch, List<Inheritable> kept) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
