package dev.gatelock.conformance.subject;

import dev.gatelock.conformance.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads a subject manifest; every complaint names the file, the key and what belongs there. */
public final class ManifestReader {

    private static final Set<String> KEYS = Set.of(
            "name",
            "run",
            "replace",
            "status",
            "stop",
            "restart",
            "env",
            "files",
            "options",
            "startSeconds",
            "restartPreventExitStatus",
            "capabilities");

    private final String source;
    private final Map<?, ?> root;

    private ManifestReader(String source, Map<?, ?> root) {
        this.source = source;
        this.root = root;
    }

    public static Manifest read(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        try {
            return parse(absolute.getFileName().toString(), Files.readString(absolute), absolute.getParent());
        } catch (IOException e) {
            throw new ManifestException(file + ": cannot be read: " + e);
        }
    }

    static Manifest parse(String source, String text, Path folder) {
        Object value;
        try {
            value = Json.read(text);
        } catch (RuntimeException e) {
            throw new ManifestException(source + ": not JSON: " + e.getMessage());
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new ManifestException(source + ": must be a JSON object");
        }
        return new ManifestReader(source, map).manifest(folder);
    }

    private Manifest manifest(Path folder) {
        Set<String> unknown = new TreeSet<>();
        root.keySet().forEach(key -> unknown.add(key.toString()));
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw bad(unknown.iterator().next(), "is no known key; known are " + new TreeSet<>(KEYS));
        }
        Map<Role, List<String>> commands = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            if (root.containsKey(role.key())) {
                commands.put(role, command(role.key()));
            }
        }
        if (!commands.containsKey(Role.RUN)) {
            throw bad("run", "is missing: the command that starts an instance, as an array of strings");
        }
        Map<String, String> env = strings("env");
        if (env.values().stream().noneMatch(v -> v.contains("{home}"))) {
            throw bad("env", "no variable carries {home}: every scenario needs a home of its own");
        }
        if (env.values().stream().noneMatch(v -> v.contains("{witness}"))) {
            throw bad("env", "no variable carries {witness}: the suite judges by the witness connection");
        }
        Map<String, String> files = strings("files");
        Object name = root.get("name");
        if (!(name instanceof String text) || text.isBlank()) {
            throw bad("name", "is missing: a short name for reports");
        }
        return new Manifest(
                text, folder, commands, env, files, options(), seconds(), exits(), features(commands, files));
    }

    private List<String> command(String key) {
        if (root.get(key) instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw bad(key, "must be a non-empty array of strings");
    }

    private Map<String, String> strings(String key) {
        Map<String, String> result = new LinkedHashMap<>();
        if (!root.containsKey(key)) {
            return result;
        }
        if (!(root.get(key) instanceof Map<?, ?> map)) {
            throw bad(key, "must be an object of strings");
        }
        map.forEach((name, value) -> {
            if (!(value instanceof String text)) {
                throw bad(key + "." + name, "must be a string");
            }
            result.put(name.toString(), text);
        });
        return result;
    }

    private Map<String, List<String>> options() {
        Map<String, List<String>> result = new LinkedHashMap<>();
        if (root.get("options") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
                    throw bad("options." + name, "must be an array of strings");
                }
                result.put(
                        name.toString(), list.stream().map(String.class::cast).toList());
            });
        } else if (root.containsKey("options")) {
            throw bad("options", "must be an object of arrays");
        }
        return result;
    }

    private double seconds() {
        Object value = root.containsKey("startSeconds") ? root.get("startSeconds") : Integer.valueOf(10);
        if (value instanceof Number number && number.doubleValue() > 0 && number.doubleValue() <= 600) {
            return number.doubleValue();
        }
        throw bad("startSeconds", "must be a number above 0, at most 600");
    }

    private Set<Integer> exits() {
        Set<Integer> result = new HashSet<>();
        if (root.get("restartPreventExitStatus") instanceof List<?> list) {
            for (Object item : list) {
                if (!(item instanceof Integer code) || code < 1 || code > 255) {
                    throw bad("restartPreventExitStatus", "must hold numbers from 1 to 255, not " + item);
                }
                result.add(code);
            }
        } else if (root.containsKey("restartPreventExitStatus")) {
            throw bad("restartPreventExitStatus", "must be an array of exit codes");
        }
        return result;
    }

    private Set<Feature> features(Map<Role, List<String>> commands, Map<String, String> files) {
        Set<Feature> result = EnumSet.noneOf(Feature.class);
        commands.keySet().stream().flatMap(r -> Feature.of(r.key()).stream()).forEach(result::add);
        if (files.containsKey("pid")) {
            result.add(Feature.RECORD);
        }
        if (files.containsKey("lock")) {
            result.add(Feature.LOCK_FILE);
        }
        if (root.get("capabilities") instanceof List<?> list) {
            for (Object item : list) {
                result.add(Feature.of(String.valueOf(item))
                        .orElseThrow(() ->
                                bad("capabilities", "does not know \"" + item + "\"; known are " + Feature.keys())));
            }
        } else if (root.containsKey("capabilities")) {
            throw bad("capabilities", "must be an array of strings");
        }
        return result;
    }

    private ManifestException bad(String key, String problem) {
        return new ManifestException(source + ": \"" + key + "\" " + problem);
    }
}
