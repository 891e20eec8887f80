package dev.gatelock.posix;

import dev.gatelock.posix.internal.PosixPlatform;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.PlatformProvider;
import java.nio.file.FileSystems;
import java.util.Set;

/**
 * Offers {@code flock}, pidfd and {@code /proc} on 64-bit Linux, and {@code flock} on macOS and the BSDs.
 *
 * <p>Run and tested on Linux; the parts for macOS and the BSDs are written from their documentation and not yet run.
 */
public final class PosixPlatformProvider implements PlatformProvider {
    /** For {@link java.util.ServiceLoader}. */
    public PosixPlatformProvider() {}

    /** Whether files have inodes here and addresses 64 bits; loads no native code. */
    @Override
    public boolean supported() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
                && "64".equals(System.getProperty("sun.arch.data.model", "64"));
    }

    @Override
    public Platform create(Set<Capability> disabled) {
        return new PosixPlatform(disabled);
    }
}
