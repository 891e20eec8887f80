/**
 * The Linux and POSIX back end of gatelock: {@code flock}, pidfd and {@code /proc}. Found through
 * {@link java.util.ServiceLoader}; it exports its provider's package only.
 */
module dev.gatelock.posix {
    requires transitive dev.gatelock;
    requires com.sun.jna;

    exports dev.gatelock.posix;

    provides dev.gatelock.spi.PlatformProvider with
            dev.gatelock.posix.PosixPlatformProvider;
}
