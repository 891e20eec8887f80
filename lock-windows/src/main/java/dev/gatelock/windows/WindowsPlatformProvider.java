package dev.gatelock.windows;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PlatformProvider;
import java.util.Set;

/**
 * Selects this back end on Windows, whichever version. The only place that asks for the system's name.
 *
 * <p>Stateless; whatever it creates holds no lock and nothing that would have to be closed.
 */
public final class WindowsPlatformProvider implements PlatformProvider {
    private final String system;

    /** For {@link java.util.ServiceLoader}. */
    public WindowsPlatformProvider() {
        this(System.getProperty("os.name", ""));
    }

    WindowsPlatformProvider(String system) {
        this.system = system;
    }

    @Override
    public boolean supported() {
        return system.startsWith("Windows");
    }

    /** The platform has none of the optional capabilities, so there is nothing to switch off. */
    @Override
    public Platform create(Set<Capability> disabled) {
        return WindowsPlatform.ofThisSystem();
    }
}
