package dev.gatelock.runner.cli;

import dev.gatelock.Gate;
import dev.gatelock.Holder;
import dev.gatelock.Standing;
import dev.gatelock.Standing.Leftover;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Carries out {@code gateway status}. */
final class StatusReport {
    private StatusReport() {}

    /** Looks, prints one line, returns the exit status. */
    static int print(Path home, boolean json) {
        Logging.level("error");
        Gate gate = Gate.at(home).open();
        Standing standing = gate.probe();
        System.out.println(json ? json(gate, standing) : standing.message());
        return status(standing);
    }

    /** As the Linux Standard Base says. */
    static int status(Standing standing) {
        switch (standing.state()) {
            case RUNNING:
                return 0;
            case HELD_UNKNOWN:
                return standing.record().isPresent() ? 0 : 4;
            case STRANGER:
                // a live holder that no record contradicts is an owner whose record was removed
                return standing.record().isEmpty() ? 0 : 4;
            case FREE:
                if (standing.leftovers().contains(Leftover.PID_FILE)) {
                    return 1;
                }
                return standing.leftovers().contains(Leftover.LOCK_RECORD) ? 2 : 3;
            default:
                return 4;
        }
    }

    private static String word(Standing standing) {
        switch (status(standing)) {
            case 0:
                return "running";
            case 1:
            case 2:
                return "dead";
            case 3:
                return "stopped";
            default:
                return standing.state() == Standing.State.ORPHANED ? "orphaned" : "unknown";
        }
    }

    private static String json(Gate gate, Standing standing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("state", word(standing));
            long pid = standing.holders().isEmpty()
                    ? recordedPid(standing)
                    : standing.holders().get(0).pid();
            if (pid > 0) {
                out.writeNumberProperty("pid", pid);
            }
            number(out, "start_time", startTime(standing));
            number(out, "generation", generation(standing));
            out.writeStringProperty("evidence", standing.evidence().label());
            out.writeStringProperty("home", gate.home().toString());
            out.writeStringProperty("detail", standing.message());
            out.writeEndObject();
        }
        return text.toString();
    }

    private static long recordedPid(Standing standing) {
        return standing.record().isPresent()
                ? standing.record().get().identity().pid()
                : 0;
    }

    private static OptionalLong generation(Standing standing) {
        return standing.record().isPresent() ? standing.record().get().stamp().generation() : OptionalLong.empty();
    }

    private static OptionalLong startTime(Standing standing) {
        for (Holder holder : standing.holders()) {
            return holder.identity().startTime();
        }
        return standing.record().isPresent()
                ? standing.record().get().identity().startTime()
                : OptionalLong.empty();
    }

    private static void number(JsonGenerator out, String name, OptionalLong value) {
        if (value.isPresent()) {
            out.writeNumberProperty(name, value.getAsLong());
        }
    }
}
