package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process of the harness's own: a bystander, a foreign lock holder, a namespace keeper. */
public final class Prop {

    private final String name;
    private final Process process;
    private final ProcId id;
    private final Output output;

    Prop(String name, ProcessBuilder builder) throws IOException {
        this.name = name;
        this.process = builder.redirectErrorStream(true).start();
        this.id = Proc.id(process.pid()).orElseThrow(() -> new IllegalStateException(name + " ended at once"));
        this.output = new Output(process.getInputStream(), name);
    }

    public String name() {
        return name;
    }

    public ProcId id() {
        return id;
    }

    public long pid() {
        return id.pid();
    }

    public boolean lives() {
        return id.lives();
    }

    public String output() {
        return output.soFar();
    }

    /** Waits for a line of its output. */
    Prop await(String line) {
        if (!Await.until(60, () -> output.soFar().contains(line + "\n") || !process.isAlive())
                || !output.soFar().contains(line + "\n")) {
            throw new IllegalStateException(name + " did not say \"" + line + "\": " + output.afterExit());
        }
        return this;
    }

    /** Tells it to finish by closing its input, and waits until it is gone. */
    public void finish() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void kill() {
        process.destroyForcibly();
        Await.until(10, () -> !process.isAlive());
    }
}
