package dev.gatelock.conformance.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One line of a kill matrix: that mutant goes red in that scenario, and this is a piece of what is said. */
record Kill(String mutant, String scenario, String fragment) {

    static List<Kill> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Kill(cells[0].strip(), cells[1].strip(), cells[2].strip()))
                .toList();
    }

    @Override
    public String toString() {
        return mutant + " dies in " + scenario;
    }
}
