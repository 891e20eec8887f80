package dev.gatelock.posix.internal.launch;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Workload;
import java.util.List;
import java.util.Set;

/** Starts programs. */
public final class PosixLauncher implements Launcher {
    /**
     * Creates the port.
     *
     * @param capabilities what may be used, never null
     */
    public PosixLauncher(Set<Capability> capabilities) {}

    @Override
    public Workload start(Launch launch, List<Inheritable> kept) throws PortException {
        throw new PortException(Fault.UNSUPPORTED, "start", launch.command().get(0), "not written yet");
    }

    @Override
    public void replaceSelf(Launch launch, List<Inheritable> kept) throws PortException {
        throw new PortException(Fault.UNSUPPORTED, "exec", launch.command().get(0), "not written yet");
    }
}
