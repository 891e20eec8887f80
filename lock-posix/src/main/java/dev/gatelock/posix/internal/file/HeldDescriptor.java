package dev.gatelock.posix.internal.file;

import dev.gatelock.spi.Inheritable;

/** What the launcher needs of an {@link Inheritable} of this back end. */
public interface HeldDescriptor extends Inheritable {
    /**
     * The descriptor's number.
     *
     * @throws IllegalStateException if it is closed
     */
    int descriptor();
}
