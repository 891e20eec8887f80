package dev.gatelock.posix.internal.launch;

import dev.gatelock.posix.internal.file.HeldDescriptor;
import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.CStrings;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.Libc;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Workload;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts programs that have our locked descriptors, and no others of ours.
 *
 * <p>Thread-safe. If this process is killed, the program keeps the lock as long as it lives, and on Linux with util-linux it
 * is asked to end by SIGTERM (see {@link DeathSignal}).
 */
public final class PosixLauncher implements Launcher {
    /** Descriptor flags belong to the whole process, whoever starts programs in it. */
    private static final Object FLAGS = new Object();

    private static final int SIGSET = 128;

    private final Set<Capability> capabilities;

    /**
     * Creates the port.
     *
     * @param capabilities what may be used, never null
     */
    public PosixLauncher(Set<Capability> capabilities) {
        this.capabilities = capabilities;
    }

    @Override
    public Workload start(Launch launch, List<Inheritable> kept) throws PortException {
        Sys sys = Sys.load();
        Map<String, byte[]> environment = Environment.with(launch.environment());
        String searchPath = Environment.searchPath(environment);
        Path program = ProgramPath.find(launch.command().get(0), searchPath);
        List<String> command = resolved(launch, program);
        List<String> wrapped = DeathSignal.wrap(command, searchPath);
        Spawn.Program spawned = wrapped == null
                ? program(program.toString(), launch.command(), environment)
                : program(wrapped.get(0), wrapped, environment);
        int[] descriptors = capabilities.contains(Capability.INHERITED_LOCK) ? descriptors(kept) : new int[0];
        return SpawnedWorkload.start(sys, program.getFileName().toString(), new SpawnedWorkload.Starter() {
            @Override
            public int start() throws PortException {
                synchronized (FLAGS) {
                    DescriptorFlags.closeAllOnExec(sys);
                    return Spawn.start(sys, spawned, descriptors);
                }
            }
        });
    }

    @Override
    public void check(Launch launch) throws PortException {
        ProgramPath.find(launch.command().get(0), Environment.searchPath(Environment.with(launch.environment())));
    }

    @Override
    public void replaceSelf(Launch launch, List<Inheritable> kept) throws PortException {
        if (!capabilities.contains(Capability.REPLACE_IMAGE)) {
            throw new PortException(Fault.UNSUPPORTED, "exec", launch.command().get(0), "switched off");
        }
        Sys sys = Sys.load();
        Map<String, byte[]> environment = Environment.with(launch.environment());
        Path program = ProgramPath.find(launch.command().get(0), Environment.searchPath(environment));
        int[] descriptors = descriptors(kept);
        synchronized (FLAGS) {
            DescriptorFlags.closeAllOnExec(sys);
            DescriptorFlags.keep(sys.libc(), descriptors);
            int result = execute(sys.libc(), program(program.toString(), launch.command(), environment));
            DescriptorFlags.keepNoMore(sys.libc(), descriptors);
            throw Errno.failure(result, "exec", program.toString());
        }
    }

    /** The JVM blocks signals in its threads, and a mask survives exec, so it is emptied for the attempt. */
    private static int execute(Libc libc, Spawn.Program program) {
        ByteBuffer masks = ByteBuffer.allocateDirect(2 * SIGSET).order(ByteOrder.nativeOrder());
        long empty = libc.address(masks);
        CStrings path = CStrings.array(libc, List.of(CStrings.bytes(program.path())));
        CStrings arguments = CStrings.array(libc, program.arguments());
        CStrings environment = CStrings.array(libc, program.environment());
        libc.pthread_sigmask(Abi.CURRENT.setMask(), empty, empty + SIGSET);
        int result = libc.execve(path.address() + 16, arguments.address(), environment.address());
        libc.pthread_sigmask(Abi.CURRENT.setMask(), empty + SIGSET, 0);
        Reference.reachabilityFence(masks);
        Reference.reachabilityFence(path);
        Reference.reachabilityFence(arguments);
        Reference.reachabilityFence(environment);
        return result;
    }

    private static List<String> resolved(Launch launch, Path program) {
        List<String> command = new ArrayList<>(launch.command());
        command.set(0, program.toString());
        return command;
    }

    private static Spawn.Program program(String path, List<String> command, Map<String, byte[]> environment) {
        List<byte[]> arguments = new ArrayList<>();
        for (String argument : command) {
            arguments.add(CStrings.bytes(argument));
        }
        return new Spawn.Program(path, arguments, List.copyOf(environment.values()));
    }

    private static int[] descriptors(List<Inheritable> kept) {
        int[] descriptors = new int[kept.size()];
        for (int i = 0; i < descriptors.length; i++) {
            if (!(kept.get(i) instanceof HeldDescriptor held)) {
                throw new IllegalArgumentException("not opened by this platform for locking: " + kept.get(i));
            }
            descriptors[i] = held.descriptor();
        }
        return descriptors;
    }
}
