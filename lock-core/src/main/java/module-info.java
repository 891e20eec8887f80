/** The owner record, process identity and the locking protocol; the system is reached through {@code dev.gatelock.spi} only. */
module dev.gatelock {
    requires transitive org.slf4j;
    requires tools.jackson.core;

    exports dev.gatelock;
    exports dev.gatelock.spi;

    uses dev.gatelock.spi.PlatformProvider;
}
