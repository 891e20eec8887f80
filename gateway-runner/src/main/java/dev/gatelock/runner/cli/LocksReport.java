package dev.gatelock.runner.cli;

import dev.gatelock.GatelockException;
import dev.gatelock.Holder;
import dev.gatelock.LockDirectory;
import dev.gatelock.ScopeStanding;
import dev.gatelock.runner.ExitCode;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Carries out {@code gateway locks}. */
final class LocksReport {
    private static final String ROW = "%-32s %-16s %8s %8s  %s";

    private LocksReport() {}

    /** Looks, prints, returns 0; something else only if the directory cannot be read. */
    static int print(boolean json) {
        Logging.level("error");
        LockDirectory directory = LockDirectory.standard();
        try {
            List<ScopeStanding> scopes = directory.probe();
            System.out.println(json ? json(directory, scopes) : table(directory, scopes));
            return ExitCode.OK.number();
        } catch (GatelockException e) {
            Logging.line("gateway: " + e.getMessage());
            Logging.line("gateway: " + e.advice());
            return ExitCode.of(e).number();
        }
    }

    static String table(LockDirectory directory, List<ScopeStanding> scopes) {
        if (scopes.isEmpty()) {
            return "no scope was ever used in " + directory;
        }
        StringBuilder text = new StringBuilder(String.format(ROW, "SCOPE", "HASH", "PID", "AGE", "VERDICT"));
        for (ScopeStanding scope : scopes) {
            OptionalLong pid = pid(scope);
            text.append(System.lineSeparator())
                    .append(String.format(
                            ROW,
                            scope.name(),
                            scope.hash(),
                            pid.isPresent() ? Long.toString(pid.getAsLong()) : "-",
                            age(scope.owner().age()),
                            scope.state().label() + ": " + scope.message()));
        }
        return text.toString();
    }

    private static String age(Optional<Duration> age) {
        if (age.isEmpty()) {
            return "-";
        }
        long seconds = age.get().toSeconds();
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 7200) {
            return seconds / 60 + "m";
        }
        return seconds < 172_800 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    /** Whoever uses it, else whoever is written there. */
    private static OptionalLong pid(ScopeStanding scope) {
        for (Holder holder : scope.owner().holders()) {
            return OptionalLong.of(holder.pid());
        }
        return scope.owner().record().isPresent()
                ? OptionalLong.of(scope.owner().record().get().identity().pid())
                : OptionalLong.empty();
    }

    static String json(LockDirectory directory, List<ScopeStanding> scopes) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("directory", directory.toString());
            out.writeArrayPropertyStart("locks");
            for (ScopeStanding scope : scopes) {
                write(out, scope);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, ScopeStanding scope) {
        out.writeStartObject();
        out.writeStringProperty("scope", scope.name());
        out.writeStringProperty("hash", scope.hash());
        out.writeStringProperty("verdict", scope.state().label());
        out.writeStringProperty("evidence", scope.owner().evidence().label());
        OptionalLong pid = pid(scope);
        if (pid.isPresent()) {
            out.writeNumberProperty("pid", pid.getAsLong());
        }
        if (scope.owner().age().isPresent()) {
            out.writeNumberProperty("age_seconds", scope.owner().age().get().toSeconds());
        }
        if (scope.owner().record().isPresent()
                && scope.owner().record().get().home().isPresent()) {
            out.writeStringProperty("home", scope.owner().record().get().home().get());
        }
        out.writeStringProperty("detail", scope.message());
        out.writeEndObject();
    }
}
