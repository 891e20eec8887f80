/** Runs programs and adapters under the lock; the {@code gateway} command. */
module dev.gatelock.runner {
    requires transitive dev.gatelock;
    requires dev.gatelock.posix;
    requires dev.gatelock.windows;
    requires info.picocli;
    requires jdk.unsupported;
    requires tools.jackson.core;

    exports dev.gatelock.runner;
    exports dev.gatelock.runner.spi;

    opens dev.gatelock.runner.cli to
            info.picocli;

    uses dev.gatelock.runner.spi.GatewayAdapter;

    provides dev.gatelock.runner.spi.GatewayAdapter with
            dev.gatelock.runner.internal.WitnessAdapter;
}
