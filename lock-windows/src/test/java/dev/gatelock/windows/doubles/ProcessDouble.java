package dev.gatelock.windows.doubles;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A process as the JDK shows it on Windows: a start time, no arguments, no way to end it but by force. */
public final class ProcessDouble implements ProcessHandle {
    private final long pid;
    private final Optional<Instant> start;
    private final CompletableFuture<ProcessHandle> exit = new CompletableFuture<>();
    private Runnable atDeath = () -> {};
    private boolean hidden;
    private boolean protectedFromUs;
    private int forced;

    ProcessDouble(long pid, Optional<Instant> start) {
        this.pid = pid;
        this.start = start;
    }

    /** It belongs to somebody else: listed, but not to be opened. */
    public ProcessDouble hide() {
        hidden = true;
        return this;
    }

    /** It can be looked at, but not ended. */
    public ProcessDouble protect() {
        protectedFromUs = true;
        return this;
    }

    boolean hidden() {
        return hidden;
    }

    /** What the system does when it is dead. */
    public void atDeath(Runnable action) {
        atDeath = action;
    }

    /** How often somebody tried to end it by force. */
    public int forced() {
        return forced;
    }

    /** Ends. */
    public void die() {
        if (exit.complete(this)) {
            atDeath.run();
        }
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        return !exit.isDone();
    }

    @Override
    public boolean destroyForcibly() {
        forced++;
        if (protectedFromUs) {
            return false;
        }
        die();
        return true;
    }

    @Override
    public boolean destroy() {
        throw new AssertionError("on Windows this is no polite request: it ends the process by force");
    }

    @Override
    public boolean supportsNormalTermination() {
        return false;
    }

    @Override
    public CompletableFuture<ProcessHandle> onExit() {
        return exit;
    }

    @Override
    public Optional<ProcessHandle> parent() {
        return Optional.empty();
    }

    @Override
    public Stream<ProcessHandle> children() {
        return Stream.empty();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return Stream.empty();
    }

    @Override
    public int compareTo(ProcessHandle other) {
        return Long.compare(pid, other.pid());
    }

    @Override
    public Info info() {
        return new Info() {
            @Override
            public Optional<String> command() {
                return Optional.of("C:\\java\\bin\\java.exe");
            }

            @Override
            public Optional<String> commandLine() {
                return Optional.empty();
            }

            @Override
            public Optional<String[]> arguments() {
                return Optional.empty();
            }

            @Override
            public Optional<Instant> startInstant() {
                return start;
            }

            @Override
            public Optional<Duration> totalCpuDuration() {
                return Optional.empty();
            }

            @Override
            public Optional<String> user() {
                return Optional.empty();
            }
        };
    }
}
