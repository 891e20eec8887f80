package dev.gatelock.posix.internal.libc;

/**
 * What has to happen before JNA's classes are initialised.
 *
 * <p>JNA runs {@code ldconfig} at start-up to learn where libraries are, unless {@code jna.platform.library.path} is set.
 * That is a child process on every start for an answer this module does not need. The usual places are set instead, so
 * that other users of JNA in the same JVM still find theirs; a value that is already set is left alone.
 */
final class JnaSetup {
    private static final String PATH = "jna.platform.library.path";

    private JnaSetup() {}

    static void prepare() {
        if (System.getProperty(PATH) == null && Abi.CURRENT.isLinux()) {
            String triplet = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
            System.setProperty(
                    PATH,
                    "/usr/lib/" + triplet + "-linux-gnu:/lib/" + triplet
                            + "-linux-gnu:/usr/lib64:/lib64:/usr/lib:/lib:/usr/local/lib");
        }
    }
}
