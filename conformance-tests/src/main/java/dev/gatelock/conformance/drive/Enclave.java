package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A mount namespace with a file system of its own on one home; it ends with its keeper. */
public record Enclave(Prop keeper, Home home) {

    static Enclave open(Stage stage, Path path, String options) {
        Prop keeper = stage.props()
                .start(
                        "keeper",
                        List.of(
                                "unshare",
                                "-m",
                                "/bin/sh",
                                "-c",
                                "mkdir -p \"$1\" && mount -t tmpfs -o \"$2\" tmpfs \"$1\" && echo ready && exec cat",
                                "sh",
                                path.toString(),
                                options));
        keeper.await("ready");
        Path view = Path.of("/proc/" + keeper.pid() + "/root" + path);
        return new Enclave(keeper, new Home(path, view, stage.manifest()));
    }

    /** Runs a shell command inside; {@code $HOME_DIR} is the home. */
    public int shell(String command) {
        ProcessBuilder builder =
                new ProcessBuilder("nsenter", "-t", Long.toString(keeper.pid()), "-m", "/bin/sh", "-c", command);
        builder.environment().put("HOME_DIR", home.path().toString());
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("hangs: " + command);
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new IllegalStateException(command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command, e);
        }
    }
}
