package dev.gatelock.conformance.wine;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A Windows program, which is one process of this Linux, too: its pid here is not its pid there. */
final class Started implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    Started(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException | RuntimeException e) {
            lines.add(e.toString());
        }
    }

    /** Waits until a gateway is active. */
    Started active() {
        return until("gateway active pid=");
    }

    /** Waits for a line that contains this. */
    Started until(String text) {
        await().atMost(BOUND).until(() -> said().contains(text) || !reader.isAlive());
        if (!said().contains(text)) {
            throw new AssertionError("it never said \"" + text + "\" but: " + said());
        }
        return this;
    }

    /** Its first line. */
    String line() {
        await().atMost(BOUND).until(() -> !lines.isEmpty() || !reader.isAlive());
        return lines.isEmpty() ? "" : lines.get(0);
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends its input. */
    void finish() throws IOException {
        process.getOutputStream().close();
    }

    /** Its exit status, once it has ended by itself. */
    int exit() throws InterruptedException {
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + said());
        }
        reader.join(BOUND.toMillis() / 10);
        return process.exitValue();
    }

    /** All that it has said so far. */
    String said() {
        return String.join("\n", lines);
    }

    /** Ends it or not, as signals of Linux do; its streams stay open for what it started. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** SIGKILL: for Windows, the process is gone at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
