package dev.gatelock.posix;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that a test started, and that ends with the test whatever happens: {@link #close} kills exactly it. It says what
 * it did in lines on its standard output, so that nobody has to sleep.
 */
final class Helper implements AutoCloseable {
    /** Past the wrappers of version managers, which cost more than the interpreter. */
    static final String PYTHON = new File("/usr/bin/python3").canExecute() ? "/usr/bin/python3" : "python3";

    private final Process process;
    private final BufferedReader out;

    private Helper(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Helper start(String... command) throws IOException {
        return new Helper(Arrays.asList(command));
    }

    /** Runs a Python program; {@code sys.argv[1:]} are the arguments. */
    static Helper python(String program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-c", program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new Helper(command);
    }

    /** Runs a main class of the test class path in another JVM. */
    static Helper java(Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new Helper(command);
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The next line it says; null at its end. */
    String line() throws IOException {
        return out.readLine();
    }

    /** Its whole output, up to its end. */
    List<String> lines() {
        return out.lines().toList();
    }

    /** Says a line to it. */
    void say(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    void kill() {
        process.destroyForcibly();
    }

    int exit() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + process.pid());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
