package dev.gatelock.conformance.run;

import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the commands of a manifest can be started at all, found out without starting them. */
final class Commands {

    private Commands() {}

    static Optional<String> check(Manifest manifest) {
        return Stream.of(Role.values())
                .filter(role -> manifest.commands().containsKey(role))
                .flatMap(role -> check(manifest, role).stream())
                .findFirst();
    }

    private static Optional<String> check(Manifest manifest, Role role) {
        String program = manifest.command(role).get(0);
        String key = "\"" + role.key() + "\": \"" + program + "\" ";
        if (!program.contains("/")) {
            return onPath(program) ? Optional.empty() : Optional.of(key + notOnPath(manifest, program));
        }
        Path file = manifest.folder().resolve(program);
        if (!Files.exists(file)) {
            return Optional.of(key + missing(manifest, program));
        }
        if (Files.isDirectory(file)) {
            return Optional.of(key + "is a folder\n  -> name the program in it");
        }
        if (!Files.isExecutable(file)) {
            return Optional.of(key + "is not executable\n  -> chmod +x " + file + ", or name its interpreter first");
        }
        return Optional.empty();
    }

    private static String notOnPath(Manifest manifest, String program) {
        return Files.exists(manifest.folder().resolve(program))
                ? "is not on the PATH, but it lies beside the manifest\n  -> write \"./" + program + "\""
                : "is not on the PATH\n  -> install it, or write its path";
    }

    private static String missing(Manifest manifest, String program) {
        Path here = Path.of("").toAbsolutePath().resolve(program).normalize();
        String folder = manifest.folder().toString();
        return Files.exists(here) && !program.startsWith("/")
                ? "is not there: commands run in the manifest's folder, " + folder + "\n  -> write \""
                        + relative(manifest, here) + "\""
                : "does not exist; commands run in the manifest's folder, " + folder
                        + "\n  -> write a path relative to that folder, or an absolute one";
    }

    private static String relative(Manifest manifest, Path file) {
        String path = manifest.folder().relativize(file).toString();
        return path.contains("/") ? path : "./" + path;
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
