package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Commands for processes that look like a subject to whoever asks which program they run, and that do nothing. */
final class Lookalike {

    private Lookalike() {}

    /** One that says {@code ready} and waits; empty when nobody knows how to make that program idle. */
    static Optional<List<String>> of(ProcId process) {
        try {
            String program = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/exe"))
                    .toString();
            String name = Path.of(program).getFileName().toString().replaceFirst("[-.0-9]+$", "");
            return switch (name) {
                case "python" -> idle(program, "-c", "import os, sys; os.write(1, b'ready\\n'); sys.stdin.read()");
                case "perl" -> idle(program, "-e", "$| = 1; print \"ready\\n\"; <STDIN>");
                case "ruby" -> idle(program, "-e", "STDOUT.sync = true; puts 'ready'; STDIN.read");
                case "node", "nodejs" -> idle(program, "-e", "console.log('ready'); process.stdin.resume()");
                case "php" -> idle(program, "-r", "echo \"ready\\n\"; fgets(STDIN);");
                case "bash", "sh", "dash", "ksh", "zsh" -> idle(program, "-c", "echo ready; read -r line");
                case "java" ->
                    idle(program, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", here(), Lookalike.class.getName());
                default -> Optional.empty();
            };
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<String>> idle(String... command) {
        return Optional.of(List.of(command));
    }

    private static String here() throws URISyntaxException {
        return Path.of(Lookalike.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    /** The idle program for virtual machines of Java; it ends with its standard input. */
    public static void main(String[] args) throws IOException {
        System.out.println("ready");
        System.out.flush();
        while (System.in.read() >= 0) {
            LockSupport.parkNanos(1);
        }
    }
}
