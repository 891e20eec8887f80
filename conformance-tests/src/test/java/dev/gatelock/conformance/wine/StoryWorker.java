package dev.gatelock.conformance.wine;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process in the Windows JVM that answers calls on the real back end, one line each. Not thread-safe. */
final class StoryWorker implements AutoCloseable {
    private static final String ANSWER = "= ";

    private final Process process;
    private final BufferedReader from;
    private final BufferedWriter to;
    /** It is locked there while the process lives. */
    private final Path alive;

    private boolean ready;

    StoryWorker(Process process, Path alive) {
        this.process = process;
        this.alive = alive;
        this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.to = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** One line, one answer. */
    String tell(String line) throws IOException {
        if (!ready) {
            answer("its start");
            ready = true;
        }
        to.write(line + "\n");
        to.flush();
        return answer(line);
    }

    private String answer(String line) throws IOException {
        StringBuilder other = new StringBuilder();
        for (String said = from.readLine(); said != null; said = from.readLine()) {
            if (said.startsWith(ANSWER)) {
                return said.substring(ANSWER.length());
            }
            other.append(said).append('\n');
        }
        throw new AssertionError("the worker ended at: " + line + "\n" + other);
    }

    /** Begins anew in another folder. */
    void home(Path folder) throws IOException {
        expect("ok", "home " + Wine.name(folder));
    }

    /** Waits until the system has closed all that a killed one had. */
    void awaitEndOf(StoryWorker dead) throws IOException {
        expect("ok", "dead " + Wine.name(dead.alive));
    }

    private void expect(String answer, String line) throws IOException {
        String said = tell(line);
        if (!said.equals(answer)) {
            throw new AssertionError(line + " -> " + said);
        }
    }

    /** TerminateProcess: no code of it runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
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
