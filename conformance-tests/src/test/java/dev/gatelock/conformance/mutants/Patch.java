package dev.gatelock.conformance.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One defect as text to find and text to put in its place: {@code --- FILE}, then {@code <<<<<<<}, the old lines,
 * {@code =======}, the new ones, {@code >>>>>>>}. The old text must be there exactly once, so that a patch which the sources
 * have moved away from is noticed.
 */
final class Patch {

    private record Change(String file, String before, String after) {}

    private final String name;
    private final List<Change> changes;

    private Patch(String name, List<Change> changes) {
        this.name = name;
        this.changes = changes;
    }

    static Patch read(Path path) throws IOException {
        List<Change> changes = new ArrayList<>();
        String file = "";
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        StringBuilder open = null;
        for (String line : Files.readAllLines(path)) {
            if (open == null && line.startsWith("--- ")) {
                file = line.substring("--- ".length());
            } else if (line.equals("<<<<<<<")) {
                before.setLength(0);
                after.setLength(0);
                open = before;
            } else if (open == before && line.equals("=======")) {
                open = after;
            } else if (open == after && line.equals(">>>>>>>")) {
                changes.add(new Change(file, before.toString(), after.toString()));
                open = null;
            } else if (open != null) {
                open.append(line).append('\n');
            }
        }
        String name = path.getFileName().toString().replace(".patch", "");
        if (changes.isEmpty() || open != null) {
            throw new IllegalArgumentException(path + " holds no complete change");
        }
        return new Patch(name, changes);
    }

    String name() {
        return name;
    }

    /** The changed files below that root, by their path in it. */
    Map<String, String> apply(Path root) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Change change : changes) {
            String text = texts.containsKey(change.file())
                    ? texts.get(change.file())
                    : Files.readString(root.resolve(change.file()));
            String old = change.before().strip();
            int first = text.indexOf(old);
            if (first < 0 || text.indexOf(old, first + 1) >= 0) {
                throw new IllegalStateException(name + ".patch: its old text is " + (first < 0 ? "not" : "twice")
                        + " in " + change.file() + "; fit it to the sources as they are now");
            }
            texts.put(
                    change.file(),
                    text.substring(0, first) + change.after().strip() + text.substring(first + old.length()));
        }
        return texts;
    }
}
