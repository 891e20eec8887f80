package dev.gatelock;

import dev.gatelock.internal.protocol.ProtocolGate;
import dev.gatelock.spi.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Collects settings for a {@link Gate}. Not thread-safe; use it once. */
public final class GateBuilder {
    private GateConfig config;
    private Platform platform;

    GateBuilder(Path home) {
        config = GateConfig.of(home);
    }

    /** What the record says we are; {@value GateConfig#DEFAULT_KIND} unless set. */
    public GateBuilder kind(String kind) {
        return program(new OwnerRecord.Program(kind, config.program().argv()));
    }

    /** The arguments that the record shows, without an interpreter; this JVM's own unless set. No secrets: it is a file. */
    public GateBuilder argv(List<String> argv) {
        return program(new OwnerRecord.Program(config.program().kind(), argv));
    }

    private GateBuilder program(OwnerRecord.Program program) {
        config = new GateConfig(config.home(), program, config.patience(), config.lockDirectory());
        return this;
    }

    /** How long a claim waits for a lock that is about to be free; 10 s unless set. */
    public GateBuilder waitAtMost(Duration wait) {
        GateConfig.Patience old = config.patience();
        return patience(new GateConfig.Patience(wait, old.grace(), old.kill()));
    }

    /** How long a replaced owner may take to end by itself; 10 s unless set. */
    public GateBuilder grace(Duration grace) {
        GateConfig.Patience old = config.patience();
        return patience(new GateConfig.Patience(old.claim(), grace, old.kill()));
    }

    /** All three bounds at once. */
    public GateBuilder patience(GateConfig.Patience patience) {
        config = new GateConfig(config.home(), config.program(), patience, config.lockDirectory());
        return this;
    }

    /** Where the locks of scopes are; {@link LockDirectory#standard()} unless set. */
    public GateBuilder lockDirectory(Path directory) {
        config = new GateConfig(config.home(), config.program(), config.patience(), LockDirectory.at(directory));
        return this;
    }

    /** Another system than the running one, such as a simulated one. */
    public GateBuilder platform(Platform system) {
        platform = system;
        return this;
    }

    /**
     * Builds the gate; touches nothing yet.
     *
     * @throws IllegalStateException if no back end on the class path supports this system
     */
    public Gate open() {
        return new ProtocolGate(config, platform == null ? Platforms.current() : platform);
    }
}
