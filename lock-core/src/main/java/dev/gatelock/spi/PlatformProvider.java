package dev.gatelock.spi;

import java.util.Set;

/** Found by {@link java.util.ServiceLoader}; the first supported one is used. */
public interface PlatformProvider {
    /** Whether this back end works on the running system; cheap, loads no native code. */
    boolean supported();

    /**
     * Creates the platform.
     *
     * @param disabled capabilities to pretend not to have, never null
     */
    Platform create(Set<Capability> disabled);
}
