package dev.gatelock.conformance.mutants;

import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The reference with one defect each: a patched source file, compiled and put in front of its jar. */
final class ReferenceMutants {

    static final Path FOLDER = PythonMutants.SUBJECTS.resolve("reference-mutants");
    private static final Path ROOT =
            PythonMutants.SUBJECTS.toAbsolutePath().normalize().getParent().getParent();
    private static final Path JAR = ROOT.resolve("gateway-runner/target/gateway.jar");
    private static final Path BUILT = ROOT.resolve("conformance-tests/target/mutants");

    private ReferenceMutants() {}

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".patch"))
                    .map(f -> f.substring(0, f.length() - ".patch".length()))
                    .sorted()
                    .toList();
        }
    }

    /** Builds the mutant if need be. */
    static synchronized Manifest manifest(String mutant) throws IOException {
        Path launcher = build(Patch.read(FOLDER.resolve(mutant + ".patch")));
        return ManifestReader.read(PythonMutants.SUBJECTS.resolve("reference.json"))
                .variant("reference-" + mutant, a -> a.endsWith("/gateway") ? launcher.toString() : a);
    }

    private static Path build(Patch patch) throws IOException {
        Path folder = BUILT.resolve(patch.name());
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes);
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, String> changed : patch.apply(ROOT).entrySet()) {
            String inPackage = changed.getKey().replaceFirst("^[^/]+/src/main/java/", "");
            Path source = folder.resolve("sources").resolve(inPackage);
            Files.createDirectories(source.getParent());
            Files.writeString(source, changed.getValue());
            sources.add(source);
        }
        compile(patch.name(), sources, classes);
        Path launcher = folder.resolve("gateway");
        Files.writeString(launcher, launcher(classes));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return launcher;
    }

    private static void compile(String name, List<Path> sources, Path classes) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "--release",
                "17",
                "-proc:none",
                "-nowarn",
                "-cp",
                JAR.toString(),
                "-d",
                classes.toString()));
        sources.forEach(s -> command.add(s.toString()));
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
        String complaints = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (javac.waitFor() != 0) {
                throw new IllegalStateException(name + ".patch does not compile: " + complaints);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** As ./gateway does it, without its archive of classes, which belongs to the jar alone. */
    private static String launcher(Path classes) {
        return String.join(
                "\n",
                "#!/bin/sh",
                "export LC_ALL=C.UTF-8 _JAVA_SR_SIGNUM=40",
                "exec '" + System.getProperty("java.home") + "/bin/java' --enable-native-access=ALL-UNNAMED"
                        + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xms8m -Xmx64m"
                        + " -cp '" + classes + ":" + JAR + "' dev.gatelock.runner.cli.Main \"$@\"",
                "");
    }
}
