package dev.gatelock.conformance.mutants;

import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The wrong variants of the Python subject. */
final class PythonMutants {

    static final Path SUBJECTS = Path.of(System.getProperty("conformance.subjects", "subjects"));
    static final Path FOLDER = SUBJECTS.resolve("mutants");

    private PythonMutants() {}

    static Manifest manifest(String mutant) {
        return ManifestReader.read(SUBJECTS.resolve("python.json"))
                .variant(mutant, a -> a.equals("python/gateway.py") ? "mutants/" + mutant + ".py" : a);
    }

    /** The same by a manifest that says less. */
    static Manifest by(String manifest, String mutant) {
        return ManifestReader.read(FOLDER.resolve(manifest))
                .variant(mutant, a -> a.equals("../python/gateway.py") ? mutant + ".py" : a);
    }

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".py") && !f.startsWith("_"))
                    .map(f -> f.substring(0, f.length() - ".py".length()))
                    .sorted()
                    .toList();
        }
    }
}
