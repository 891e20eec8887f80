package dev.gatelock.conformance.known;

import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.known.KnownFailure.Mode;
import dev.gatelock.conformance.known.KnownFailure.When;
import dev.gatelock.conformance.known.KnownFailure.Why;
import dev.gatelock.conformance.text.Nearest;
import dev.gatelock.conformance.text.TextFile;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes a known failures file; every complaint says which entry and what belongs there. */
public final class KnownFailuresFile {

    private static final String FORMAT = "gatelock-known-failures";
    private static final List<String> KEYS = List.of("id", "expect", "reason", "link", "until", "when");

    private KnownFailuresFile() {}

    /** @throws UsageException if it cannot be read or is not in order; the message says which entry and what belongs there */
    public static List<KnownFailure> read(Path file) {
        try {
            return parse(file.getFileName().toString(), TextFile.read(file));
        } catch (IOException e) {
            throw new UsageException(
                    file + " " + e.getMessage() + "; `known-failures FILE --from DIR --update` writes one");
        }
    }

    static List<KnownFailure> parse(String source, String text) {
        Object root;
        try {
            root = Json.read(text);
        } catch (RuntimeException e) {
            throw new UsageException(source + Json.fault(e));
        }
        if (!(root instanceof Map<?, ?> map) || !FORMAT.equals(map.get("format"))) {
            throw new UsageException(source + ": must be an object with \"format\": \"" + FORMAT + "\"");
        }
        if (!Long.valueOf(1).equals(map.get("version") instanceof Number n ? n.longValue() : null)) {
            throw new UsageException(source + ": \"version\" must be 1");
        }
        if (!(map.get("failures") instanceof List<?> list)) {
            throw new UsageException(source + ": \"failures\" must be an array of entries");
        }
        List<KnownFailure> entries = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String where = source + ": entry " + (i + 1);
            if (!(list.get(i) instanceof Map<?, ?> entry)) {
                throw new UsageException(where + " must be an object");
            }
            entries.add(new Reader(where, entry).read());
        }
        List<String> ids = entries.stream().map(KnownFailure::id).toList();
        ids.stream()
                .filter(id -> ids.indexOf(id) != ids.lastIndexOf(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new UsageException(source + ": \"" + id + "\" has more than one entry");
                });
        return entries;
    }

    /** Replaces the file. */
    public static void write(Path file, List<KnownFailure> entries) throws IOException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("version", 1);
        root.put("failures", entries.stream().map(KnownFailure::toMap).toList());
        Files.write(file, (Json.pretty(root) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private record Reader(String where, Map<?, ?> entry) {

        KnownFailure read() {
            String id = text("id", "a scenario's slug or a requirement's id");
            entry.keySet().stream().filter(k -> !KEYS.contains(k)).findFirst().ifPresent(k -> {
                throw new UsageException(where + " (" + id + "): unknown key \"" + k + "\""
                        + Nearest.of(k.toString(), KEYS)
                                .map(n -> ", did you mean " + n + "?")
                                .orElse("; known are " + String.join(", ", KEYS)));
            });
            return new KnownFailure(
                    id,
                    mode(),
                    new Why(text("reason", "what is wrong, in a sentence"), text("link", "where it is followed up")),
                    until(),
                    when());
        }

        private Mode mode() {
            return switch (text("expect", "\"fails\" or \"flaky\"")) {
                case "fails" -> Mode.FAILS;
                case "flaky" -> Mode.FLAKY;
                default -> throw new UsageException(where + ": \"expect\" must be \"fails\" or \"flaky\"");
            };
        }

        private Optional<LocalDate> until() {
            if (!entry.containsKey("until")) {
                return Optional.empty();
            }
            try {
                return Optional.of(LocalDate.parse(text("until", "a date such as 2027-01-31")));
            } catch (DateTimeParseException e) {
                throw new UsageException(where + ": \"until\" must be a date such as 2027-01-31");
            }
        }

        private When when() {
            if (!entry.containsKey("when")) {
                return When.ALWAYS;
            }
            if (!(entry.get("when") instanceof Map<?, ?> map)
                    || !Set.of("platform", "version").containsAll(map.keySet())) {
                throw new UsageException(where + ": \"when\" must be an object with \"platform\", \"version\" or both");
            }
            return new When(glob(map.get("platform")), glob(map.get("version")));
        }

        private static String glob(Object value) {
            return value == null ? "" : value.toString();
        }

        private String text(String key, String what) {
            if (entry.get(key) instanceof String text && !text.isBlank()) {
                return text.strip();
            }
            throw new UsageException(where + ": \"" + key + "\" is missing: " + what);
        }
    }
}
