package dev.gatelock;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PlatformProvider;
import java.util.EnumSet;
import java.util.ServiceLoader;
import java.util.Set;

/** Finds the back end for the running system. */
public final class Platforms {
    /** System property: capabilities to pretend not to have, comma separated. */
    public static final String DISABLE = "gatelock.disable";

    private Platforms() {}

    /**
     * The running system.
     *
     * @throws IllegalStateException if no back end on the class path supports it
     */
    public static Platform current() {
        return without(disabled());
    }

    /** The running system with some capabilities switched off. */
    public static Platform without(Set<Capability> disabled) {
        for (PlatformProvider provider :
                ServiceLoader.load(PlatformProvider.class, PlatformProvider.class.getClassLoader())) {
            if (provider.supported()) {
                return provider.create(disabled);
            }
        }
        throw new IllegalStateException(
                "no lock back end for this system; put lock-posix or lock-windows on the class path");
    }

    private static Set<Capability> disabled() {
        Set<Capability> disabled = EnumSet.noneOf(Capability.class);
        String names = System.getProperty(DISABLE, "");
        for (String name : names.split(",")) {
            if (!name.isBlank()) {
                disabled.add(Capability.valueOf(name.strip()));
            }
        }
        return disabled;
    }
}
