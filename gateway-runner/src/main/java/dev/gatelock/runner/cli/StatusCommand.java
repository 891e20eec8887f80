package dev.gatelock.runner.cli;

import dev.gatelock.Gate;
import dev.gatelock.Holder;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Standing;
import dev.gatelock.Standing.Leftover;
import java.io.StringWriter;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code gateway status}: looks, and changes nothing. */
@Command(
        name = "status",
        description = "Tells who holds the home. Changes nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit statuses: 0 running, 1 dead and gateway.pid left, 2 dead and an owner left in gateway.lock,",
            "3 not running, 4 it cannot be told."
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    StatusCommand() {}

    @Override
    public Integer call() {
        Logging.level("error");
        Gate gate = Gate.at(home.path()).open();
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
                    ? standing.record().map(record -> record.identity().pid()).orElse(0L)
                    : standing.holders().get(0).pid();
            if (pid > 0) {
                out.writeNumberProperty("pid", pid);
            }
            number(out, "start_time", startTime(standing));
            number(out, "generation", standing.record().map(r -> r.stamp().generation()).orElse(OptionalLong.empty()));
            out.writeStringProperty("evidence", standing.evidence().label());
            out.writeStringProperty("home", gate.home().toString());
            out.writeStringProperty("detail", standing.message());
            out.writeEndObject();
        }
        return text.toString();
    }

    private static OptionalLong startTime(Standing standing) {
        for (Holder holder : standing.holders()) {
            return holder.identity().startTime();
        }
        return standing.record().map(OwnerRecord::identity).map(i -> i.startTime()).orElse(OptionalLong.empty());
    }

    private static void number(JsonGenerator out, String name, OptionalLong value) {
        if (value.isPresent()) {
            out.writeNumberProperty(name, value.getAsLong());
        }
    }
}
