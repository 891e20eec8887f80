package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What the machine can do for the harness; found out once, by trying. */
public enum Machine {
    LINUX("a Linux /proc", () -> Files.isReadable(Path.of("/proc/self/stat"))),
    PYTHON("python3, for lock holders and bystanders", () -> runs(Props.python(), "-c", "import fcntl")),
    ROOT("root", () -> "root".equals(System.getProperty("user.name"))),
    OTHER_USERS(
            "setpriv as root, to act as another user",
            () -> runs("setpriv", "--reuid", "65533", "--regid", "65533", "--clear-groups", "true")),
    MOUNT_NAMESPACE(
            "unshare -m, for full and read-only file systems",
            () -> runs("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt")),
    PID_NAMESPACE("unshare -p, for other PID namespaces", () -> runs("unshare", "-p", "-f", "--mount-proc", "true")),
    STRACE(
            "strace with injection",
            () -> runs("strace", "-f", "-o", "/dev/null", "-e", "inject=flock:error=ENOLCK", "true")),
    PID_REUSE("a writable ns_last_pid", () -> Files.isWritable(Path.of("/proc/sys/kernel/ns_last_pid")));

    private final String description;
    private final BooleanSupplier probe;
    private Boolean answer;

    Machine(String description, BooleanSupplier probe) {
        this.description = description;
        this.probe = probe;
    }

    /** Whether it acts on the subject's processes or files from below, by means that only this kernel has. */
    public boolean trick() {
        return this != LINUX && this != PYTHON;
    }

    public String description() {
        return description;
    }

    public synchronized boolean available() {
        if (answer == null) {
            answer = probe.getAsBoolean();
        }
        return answer;
    }

    /** Whether that command can be put in front of another one. */
    static boolean runsBefore(List<String> prefix) {
        return runs(Stream.concat(prefix.stream(), Stream.of("true")).toArray(String[]::new));
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
