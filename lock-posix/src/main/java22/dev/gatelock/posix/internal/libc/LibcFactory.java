package dev.gatelock.posix.internal.libc;

/**
 * Chooses the binding. This is the variant for Java 22 and later, found in the jar under {@code META-INF/versions/22}:
 * java.lang.foreign, which needs no unpacked library and therefore no temporary directory that allows execution.
 */
final class LibcFactory {
    private LibcFactory() {}

    /**
     * Creates the binding.
     *
     * @throws LinkageError if it does not work here
     */
    static Libc create() {
        return FfmLibc.load();
    }
}
