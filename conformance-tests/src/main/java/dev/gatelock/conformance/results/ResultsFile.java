package dev.gatelock.conformance.results;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.text.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/** {@code results.json}, format 1; unknown keys are ignored, so that a newer suite may add some. */
public final class ResultsFile {

    public static final String NAME = "results.json";
    private static final String FORMAT = "gatelock-conformance-results";
    private static final long VERSION = 1;

    private ResultsFile() {}

    /** Replaces the file; a crash in the middle leaves a part of it, which {@link #read} refuses. */
    public static void write(Path file, RunReport report) throws IOException {
        Files.write(file, text(report).getBytes(StandardCharsets.UTF_8));
    }

    /** What {@link #write} writes. */
    public static String text(RunReport report) {
        return Json.pretty(toMap(report)) + "\n";
    }

    /** A file, or a folder with a {@code results.json} in it. */
    public static RunReport read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
        try {
            return fromMap((Map<?, ?>) Json.read(TextFile.read(file)));
        } catch (IOException e) {
            throw new ResultsException(file + " " + e.getMessage() + "; `run SUBJECT.json --out DIR` writes one");
        } catch (JacksonException e) {
            throw new ResultsException(file + Json.fault(e) + "; `run SUBJECT.json --out DIR` writes one");
        } catch (RuntimeException e) {
            throw new ResultsException(file + " is no results file of this suite: " + e.getMessage());
        }
    }

    static Map<String, Object> toMap(RunReport report) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("format", FORMAT);
        map.put("version", VERSION);
        map.put("kit", report.kit());
        map.put(
                "subject",
                ordered(
                        "name", report.subject().name(),
                        "version", report.subject().version(),
                        "with", report.subject().with(),
                        "features", report.subject().features()));
        RunReport.Settings settings = report.settings();
        map.put(
                "run",
                ordered(
                        "began", settings.began(),
                        "seconds", rounded(settings.seconds()),
                        "seed", settings.seed(),
                        "filtered", settings.filtered(),
                        "options", new TreeMap<>(settings.options())));
        map.put("machine", new TreeMap<>(report.machine()));
        map.put("smoke", report.smoke());
        map.put("gate", verdict(report.gate()));
        map.put("claim", verdict(report.claim()));
        map.put("results", report.outcomes().stream().map(ResultsFile::outcome).toList());
        return map;
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        return ordered(
                "slug", outcome.slug(),
                "section", outcome.what().section(),
                "requirements", outcome.what().requirements(),
                "status", outcome.status().name(),
                "standing", outcome.standing().name(),
                "reason", outcome.reason(),
                "seconds", rounded(outcome.effort().seconds()),
                "seed", outcome.effort().seed(),
                "rounds", outcome.effort().rounds(),
                "history", outcome.history(),
                "findings",
                        outcome.findings().stream()
                                .map(f -> ordered(
                                        "status", f.status().name(),
                                        "check", f.check(),
                                        "message", f.message(),
                                        "nanos", f.nanos()))
                                .toList());
    }

    private static Map<String, Object> verdict(RunReport.Verdict verdict) {
        return ordered("code", verdict.code(), "text", verdict.text());
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    static RunReport fromMap(Map<?, ?> map) {
        if (!FORMAT.equals(map.get("format"))) {
            throw new IllegalArgumentException("\"format\" is not \"" + FORMAT + "\"");
        }
        if (number(map, "version").longValue() != VERSION) {
            throw new IllegalArgumentException("version " + map.get("version") + ", this suite reads " + VERSION);
        }
        Map<?, ?> subject = object(map, "subject");
        Map<?, ?> run = object(map, "run");
        return new RunReport(
                text(map, "kit"),
                new RunReport.Subject(
                        text(subject, "name"),
                        text(subject, "version"),
                        text(subject, "with"),
                        texts(subject, "features")),
                new RunReport.Settings(
                        text(run, "began"),
                        number(run, "seconds").doubleValue(),
                        number(run, "seed").longValue(),
                        Boolean.TRUE.equals(run.get("filtered")),
                        strings(object(run, "options"))),
                strings(object(map, "machine")),
                texts(map, "smoke"),
                list(map, "results").stream().map(o -> outcome((Map<?, ?>) o)).toList(),
                verdict(object(map, "gate")),
                verdict(object(map, "claim")));
    }

    private static Outcome outcome(Map<?, ?> map) {
        return new Outcome(
                new Outcome.What(text(map, "slug"), text(map, "section"), texts(map, "requirements")),
                Status.valueOf(text(map, "status")),
                Standing.valueOf(text(map, "standing")),
                list(map, "findings").stream().map(f -> finding((Map<?, ?>) f)).toList(),
                text(map, "reason"),
                new Outcome.Effort(
                        number(map, "seconds").doubleValue(),
                        number(map, "seed").longValue(),
                        number(map, "rounds").intValue()),
                text(map, "history"));
    }

    private static Finding finding(Map<?, ?> map) {
        return new Finding(
                Status.valueOf(text(map, "status")),
                text(map, "check"),
                text(map, "message"),
                number(map, "nanos").longValue());
    }

    private static RunReport.Verdict verdict(Map<?, ?> map) {
        return new RunReport.Verdict(number(map, "code").intValue(), text(map, "text"));
    }

    private static String text(Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("\"" + key + "\" is missing or no text");
    }

    private static Number number(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Number number) {
            return number;
        }
        throw new IllegalArgumentException("\"" + key + "\" is missing or no number");
    }

    private static Map<?, ?> object(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Map<?, ?> inner) {
            return inner;
        }
        throw new IllegalArgumentException("\"" + key + "\" is missing or no object");
    }

    private static List<?> list(Map<?, ?> map, String key) {
        if (map.get(key) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("\"" + key + "\" is missing or no array");
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        return list(map, key).stream().map(String::valueOf).toList();
    }

    private static Map<String, String> strings(Map<?, ?> map) {
        Map<String, String> result = new TreeMap<>();
        map.forEach((k, v) -> result.put(String.valueOf(k), String.valueOf(v)));
        return result;
    }
}
