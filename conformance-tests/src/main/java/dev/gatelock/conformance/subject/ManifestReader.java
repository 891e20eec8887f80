package dev.gatelock.conformance.subject;

import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.text.Nearest;
import dev.gatelock.conformance.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a subject manifest. Every complaint names the file, the line, the key and what belongs there. What a newer suite may
 * have added is a warning and no error.
 */
public final class ManifestReader {

    private static final Set<String> KEYS = Set.of(
            "name",
            "platform",
            "version",
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
            "restartForceExitStatus",
            "capabilities",
            "knownFailures");

    /** EX_TEMPFAIL: what a restart that was asked for exits with, and what units name in RestartForceExitStatus. */
    private static final Set<Integer> RESTART = Set.of(75);

    private static final String LOCK_OF_THE_SPECIFICATION = "gateway.lock";

    private final String source;
    private final String text;
    private final Map<?, ?> root;
    private final List<String> warnings = new ArrayList<>();

    private ManifestReader(String source, String text, Map<?, ?> root) {
        this.source = source;
        this.text = text;
        this.root = root;
    }

    /**
     * @param file relative to the working directory or absolute; its folder becomes the subject's
     * @return the manifest with its warnings
     * @throws ManifestException if it cannot be read or used; the message says where and what belongs there
     */
    public static Manifest read(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (Files.isDirectory(absolute)) {
            throw new ManifestException(file + ": is a folder; name the manifest in it");
        }
        if (Files.notExists(absolute)) {
            throw new ManifestException(
                    file + ": there is no such file; `init-subject python` writes one to start from");
        }
        try {
            return parse(absolute.getFileName().toString(), TextFile.read(absolute), absolute.getParent());
        } catch (IOException e) {
            throw new ManifestException(file + ": " + e.getMessage());
        }
    }

    static Manifest parse(String source, String text, Path folder) {
        Object value;
        try {
            value = Json.read(text);
        } catch (RuntimeException e) {
            throw new ManifestException(source + Json.fault(e));
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new ManifestException(
                    source + ": must be a JSON object, {\"name\": ..., \"run\": [...], \"env\": {...}}");
        }
        return new ManifestReader(source, text, map).manifest(folder);
    }

    private Manifest manifest(Path folder) {
        warnOfUnknown("", root.keySet(), KEYS);
        Map<Role, List<String>> commands = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            if (root.containsKey(role.key())) {
                commands.put(role, command(role.key()));
            }
        }
        if (!commands.containsKey(Role.RUN)) {
            throw bad("run", "is missing: the command that starts an instance, as an array of strings" + hints());
        }
        Map<String, String> env = strings("env");
        env.forEach(this::checkVariable);
        if (env.values().stream().noneMatch(v -> v.contains("{home}"))) {
            throw bad(
                    "env",
                    "no variable carries {home}: every scenario needs a home of its own; for example \"MY_HOME\": \"{home}\"");
        }
        if (env.values().stream().noneMatch(v -> v.contains("{witness}"))) {
            throw bad(
                    "env",
                    "no variable carries {witness}: the suite judges by the witness connection; for example \"MY_WITNESS\": \"{witness}\"");
        }
        Map<String, String> files = files();
        if (!(root.get("name") instanceof String name) || name.isBlank()) {
            throw bad("name", "is missing: a short name for reports" + hints());
        }
        Set<Feature> features = features(commands, files);
        return new Manifest(
                name,
                folder,
                commands,
                env,
                files,
                options(),
                seconds(),
                exits("restartPreventExitStatus", Set.of()),
                exits("restartForceExitStatus", RESTART),
                features,
                new Manifest.About(text("version"), knownFailures(folder), warnings, promise(), Set.of()));
    }

    private void warnOfUnknown(String prefix, Set<?> found, Set<String> known) {
        for (Object key : found) {
            if (!known.contains(key.toString())) {
                String meant = Nearest.of(key.toString(), known)
                        .map(k -> "; did you mean \"" + prefix + k + "\"?")
                        .orElse("; it is ignored, a newer suite may know it");
                warnings.add(source + line(key.toString()) + ": \"" + prefix + key + "\" is no known key" + meant);
            }
        }
    }

    /** What was warned of may be the reason for what is missing. */
    private String hints() {
        return warnings.isEmpty() ? "" : " (" + String.join("; ", warnings) + ")";
    }

    private void checkVariable(String name, String value) {
        passable("env." + name, name + value);
        if (name.isEmpty() || name.contains("=")) {
            throw bad("env." + name, "is no name of a variable");
        }
    }

    /** No system hands a program a text with this character in it. */
    private String passable(String key, String text) {
        if (text.indexOf('\0') >= 0) {
            throw bad(key, "must not hold the character \\u0000");
        }
        return text;
    }

    private Map<String, String> files() {
        Map<String, String> files = strings("files");
        warnOfUnknown("files.", files.keySet(), Set.of("pid", "lock"));
        files.replaceAll((key, name) -> name.replaceFirst("^\\{home}/+", ""));
        // who locks the home itself has no lock file that anything could be done with
        files.entrySet()
                .removeIf(e ->
                        e.getKey().equals("lock") && Set.of(".", "./", "{home}").contains(e.getValue()));
        files.replaceAll(this::inside);
        return files;
    }

    private String inside(String key, String name) {
        Path path =
                Path.of(name.isBlank() ? ".." : passable("files." + key, name)).normalize();
        if (path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty()) {
            throw bad("files." + key, "must be a path inside the home, such as gateway.pid");
        }
        return path.toString();
    }

    private List<String> command(String key) {
        if (root.get(key) instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(item -> passable(key, (String) item)).toList();
        }
        throw bad(key, "must be a non-empty array of strings, such as [\"./gateway\", \"" + key + "\"]");
    }

    private String text(String key) {
        if (!root.containsKey(key)) {
            return "";
        }
        if (root.get(key) instanceof String value) {
            return value;
        }
        throw bad(key, "must be a string");
    }

    private Optional<Path> knownFailures(Path folder) {
        String file = passable("knownFailures", text("knownFailures"));
        return file.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(file));
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
            if (!(value instanceof String string)) {
                throw bad(key + "." + name, "must be a string");
            }
            result.put(name.toString(), string);
        });
        return result;
    }

    private Map<String, List<String>> options() {
        Map<String, List<String>> result = new LinkedHashMap<>();
        if (root.get("options") instanceof Map<?, ?> map) {
            warnOfUnknown("options.", map.keySet(), Set.of("wait", "grace", "timeout", "scope"));
            map.forEach((name, value) -> {
                if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
                    throw bad("options." + name, "must be an array of strings");
                }
                result.put(
                        name.toString(),
                        list.stream()
                                .map(item -> passable("options." + name, (String) item))
                                .toList());
            });
        } else if (root.containsKey("options")) {
            throw bad("options", "must be an object of arrays, such as {\"wait\": [\"--wait\", \"{seconds}s\"]}");
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

    private Set<Integer> exits(String key, Set<Integer> otherwise) {
        if (!root.containsKey(key)) {
            return otherwise;
        }
        Set<Integer> result = new HashSet<>();
        if (root.get(key) instanceof List<?> list) {
            for (Object item : list) {
                if (!(item instanceof Integer code) || code < 0 || code > 255) {
                    throw bad(key, "must hold numbers from 0 to 255, not " + item);
                }
                result.add(code);
            }
        } else {
            throw bad(key, "must be an array of exit codes");
        }
        return result;
    }

    private Promise promise() {
        return root.containsKey("capabilities") ? Promise.LISTED : Promise.AS_SEEN;
    }

    private Set<Feature> features(Map<Role, List<String>> commands, Map<String, String> files) {
        Set<Feature> result = platform();
        commands.keySet().stream().flatMap(r -> Feature.of(r.key()).stream()).forEach(result::add);
        if (files.containsKey("pid")) {
            result.add(Feature.RECORD);
        }
        if (files.containsKey("lock")) {
            result.add(Feature.LOCK_FILE);
        }
        boolean apart = result.contains(Feature.RECORD)
                && result.contains(Feature.LOCK_FILE)
                && !files.get("pid").equals(files.get("lock"));
        if (promise() == Promise.AS_SEEN && apart) {
            result.add(Feature.HOME_LOCK);
        }
        if (LOCK_OF_THE_SPECIFICATION.equals(files.get("lock"))) {
            result.add(Feature.PRIVATE_FILES);
        }
        if (root.get("capabilities") instanceof List<?> list) {
            for (Object item : list) {
                Feature.of(String.valueOf(item)).ifPresentOrElse(result::add, () -> warnOfCapability(item));
            }
        } else if (root.containsKey("capabilities")) {
            throw bad("capabilities", "must be an array of strings; known are " + Feature.keys());
        }
        return result;
    }

    /** What the subject has by running where it runs: on Windows (or Wine) the harness has neither its pids nor its signals. */
    private Set<Feature> platform() {
        Object platform = root.containsKey("platform") ? root.get("platform") : "posix";
        if ("posix".equals(platform)) {
            return Feature.ofPosix();
        }
        if ("windows".equals(platform)) {
            return EnumSet.noneOf(Feature.class);
        }
        throw bad("platform", "must be \"posix\" or \"windows\", not " + platform);
    }

    private void warnOfCapability(Object item) {
        String meant = Nearest.of(
                        String.valueOf(item),
                        new TreeSet<>(List.of(Feature.keys().split(", "))))
                .map(k -> "did you mean \"" + k + "\"?")
                .orElse("it is ignored, a newer suite may know it; known are " + Feature.keys());
        warnings.add(source + line("capabilities") + ": \"capabilities\" names the unknown \"" + item + "\"; " + meant);
    }

    private ManifestException bad(String key, String problem) {
        return new ManifestException(
                source + line(key.substring(0, key.contains(".") ? key.indexOf('.') : key.length())) + ": \"" + key
                        + "\" " + problem);
    }

    /** Where a key stands, as {@code :line:column}; empty when it is not there. */
    private String line(String key) {
        int at = text.indexOf("\"" + key + "\"");
        if (at < 0) {
            return "";
        }
        String before = text.substring(0, at);
        long lines = before.chars().filter(c -> c == '\n').count() + 1;
        return ":" + lines + ":" + (at - before.lastIndexOf('\n'));
    }
}
