package dev.gatelock.conformance.drive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Drains one output stream of a child for as long as it lives and keeps the first part of it. */
final class Output {

    private static final int KEPT = 64 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread;

    Output(InputStream stream, String name) {
        thread = new Thread(() -> drain(stream), "output-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void drain(InputStream stream) {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                synchronized (kept) {
                    kept.write(buffer, 0, Math.min(n, KEPT - kept.size()));
                }
            }
        } catch (IOException e) {
            Thread.yield(); // the stream of a process that is gone
        }
    }

    /** What was written, once the writer is gone; a descendant that keeps the stream open is not waited for long. */
    String afterExit() {
        try {
            thread.join(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return soFar();
    }

    String soFar() {
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
