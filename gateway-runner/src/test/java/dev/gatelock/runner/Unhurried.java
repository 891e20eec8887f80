package dev.gatelock.runner;

import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Launcher;
import dev.gatelock.spi.LockTable;
import dev.gatelock.spi.PinnedProcess;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A real system on which no deadline ever passes, so that a slow machine changes nothing. */
record Unhurried(Platform real) implements Platform {
    @Override
    public String name() {
        return real.name();
    }

    @Override
    public String lockClass() {
        return real.lockClass();
    }

    @Override
    public Set<Capability> capabilities() {
        return real.capabilities();
    }

    @Override
    public Directories directories() {
        return real.directories();
    }

    @Override
    public Processes processes() {
        return real.processes();
    }

    @Override
    public LockTable lockTable() {
        return real.lockTable();
    }

    @Override
    public Launcher launcher() {
        return real.launcher();
    }

    @Override
    public Clock clock() {
        Instant now = real.clock().now();
        return new Clock() {
            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public Instant now() {
                return now;
            }

            @Override
            public void await(Duration atMost, Optional<PinnedProcess> process) throws InterruptedException {
                real.clock().await(atMost, process);
            }
        };
    }
}
