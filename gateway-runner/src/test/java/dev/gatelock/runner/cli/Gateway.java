package dev.gatelock.runner.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code gateway} command in a process of its own; {@link #close} ends exactly it and what it started. */
final class Gateway implements AutoCloseable {
    /** A workload that says its pid and works until its input ends. */
    static final List<String> WORK = List.of("sh", "-c", "echo $$; exec cat");

    private final Process process;
    private final BufferedReader out;
    private final Path errors;

    private Gateway(Process process, Path errors) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.errors = errors;
    }

    /**
     * Starts it.
     *
     * @param folder where its standard error goes
     * @param environment in addition to ours
     * @param options for the JVM
     */
    static Gateway start(Path folder, Map<String, String> environment, List<String> options, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx64m"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        Path errors = Files.createTempFile(folder, "stderr", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().remove("GATEWAY_WITNESS");
        builder.environment().putAll(environment);
        return new Gateway(builder.start(), errors);
    }

    long pid() {
        return process.pid();
    }

    /** The next line on its standard output; null if it ended. */
    String line() throws IOException {
        return out.readLine();
    }

    String output() {
        return String.join("\n", out.lines().toList());
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** Ends the workload's input. */
    void finish() throws IOException {
        process.getOutputStream().close();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    int exit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + process.pid());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
