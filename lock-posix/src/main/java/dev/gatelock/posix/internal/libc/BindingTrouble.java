package dev.gatelock.posix.internal.libc;

/** Says in words what to do when the native binding does not load. */
final class BindingTrouble {
    private BindingTrouble() {}

    static String explain(Throwable trouble) {
        String what = trouble.getClass().getSimpleName() + ": " + trouble.getMessage();
        if (trouble instanceof NoClassDefFoundError) {
            return what + "; is jna on the class path?";
        }
        if (trouble instanceof UnsatisfiedLinkError) {
            return what
                    + "; JNA unpacks a small library into the temporary directory, which must allow execution (it may be"
                    + " mounted noexec or be full). Name another directory with -Djna.tmpdir=DIR or -Djava.io.tmpdir=DIR,"
                    + " or run on Java 22 or later, where nothing is unpacked";
        }
        return what;
    }
}
