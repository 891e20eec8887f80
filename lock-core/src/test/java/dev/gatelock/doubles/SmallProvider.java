package dev.gatelock.doubles;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PlatformProvider;
import java.util.Set;

/** A back end for the running system, while a test says so. */
public final class SmallProvider implements PlatformProvider {
    /** The system property that a test sets to have it. */
    public static final String PRESENT = "gatelock.test.small";

    /** For the service loader. */
    public SmallProvider() {}

    @Override
    public boolean supported() {
        return Boolean.getBoolean(PRESENT);
    }

    @Override
    public Platform create(Set<Capability> disabled) {
        SmallMachine machine = new SmallMachine();
        disabled.forEach(machine::cannot);
        return machine;
    }
}
