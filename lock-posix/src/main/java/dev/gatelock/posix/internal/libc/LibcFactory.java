package dev.gatelock.posix.internal.libc;

/**
 * Chooses the binding. This is the variant for Java 17 to 21: JNA. The jar holds another class of this name under
 * {@code META-INF/versions/22}, which chooses java.lang.foreign; class files outside the jar always use this one.
 */
final class LibcFactory {
    private LibcFactory() {}

    /**
     * Creates the binding.
     *
     * @throws LinkageError if it does not work here
     */
    static Libc create() {
        return JnaLibc.load();
    }
}
