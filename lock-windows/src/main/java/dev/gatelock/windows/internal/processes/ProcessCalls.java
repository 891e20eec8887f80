package dev.gatelock.windows.internal.processes;

import java.util.Optional;
import java.util.stream.Stream;

/** The calls on processes that this back end makes. Thread-safe. */
public interface ProcessCalls {
    /** This process. */
    ProcessHandle current();

    /** A process that can be opened for looking; empty also if it is there and cannot be. */
    Optional<ProcessHandle> of(long pid);

    /** Every process, those included that cannot be opened. */
    Stream<ProcessHandle> all();

    /** The JDK's own. */
    static ProcessCalls ofThisSystem() {
        return new ProcessCalls() {
            @Override
            public ProcessHandle current() {
                return ProcessHandle.current();
            }

            @Override
            public Optional<ProcessHandle> of(long pid) {
                return ProcessHandle.of(pid);
            }

            @Override
            public Stream<ProcessHandle> all() {
                return ProcessHandle.allProcesses();
            }
        };
    }
}
