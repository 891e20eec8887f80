package dev.gatelock.windows.doubles;

import dev.gatelock.windows.internal.processes.ProcessCalls;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of a machine, as Windows shows them to the JDK. */
public final class ProcessTable {
    private final Map<Long, ProcessDouble> processes = new LinkedHashMap<>();

    /** Starts a process; a pid that was used before now means this one. */
    public ProcessDouble start(long pid, Instant at) {
        ProcessDouble process = new ProcessDouble(pid, Optional.of(at));
        processes.put(pid, process);
        return process;
    }

    /** Starts a process whose creation time is not shown. */
    public ProcessDouble startUndated(long pid) {
        ProcessDouble process = new ProcessDouble(pid, Optional.empty());
        processes.put(pid, process);
        return process;
    }

    /** What one of them sees. */
    public ProcessCalls seenBy(ProcessDouble self) {
        return new ProcessCalls() {
            @Override
            public ProcessHandle current() {
                return self;
            }

            @Override
            public Optional<ProcessHandle> of(long pid) {
                ProcessDouble opened = processes.get(pid & ~3L); // the two lowest bits are ignored
                return Optional.<ProcessHandle>ofNullable(opened)
                        .filter(process -> process.isAlive() && !opened.hidden());
            }

            @Override
            public Stream<ProcessHandle> all() {
                return processes.values().stream()
                        .filter(ProcessDouble::isAlive)
                        .map(ProcessHandle.class::cast);
            }
        };
    }
}
