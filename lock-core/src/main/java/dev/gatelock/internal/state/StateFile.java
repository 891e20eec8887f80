package dev.gatelock.internal.state;

import dev.gatelock.OwnerRecord;
import dev.gatelock.Phase;
import dev.gatelock.StateUpdate;
import dev.gatelock.internal.files.HomeFiles;
import dev.gatelock.internal.files.WholeFile;
import dev.gatelock.internal.json.JsonFields;
import dev.gatelock.internal.json.JsonText;
import dev.gatelock.internal.json.MalformedJsonException;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.Clock;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Reads and rewrites the state file. A corrupt or foreign file is survived. */
public final class StateFile {
    private static final String DRAIN = "drain_seconds";
    private static final String FAILED = "work_failed";
    private static final int LIMIT = 1 << 20;
    private static final String AGENTS = "active_agents";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private final RecordCodec codec;
    private final Clock clock;

    /**
     * @param codec for the identity block
     * @param clock for {@code updated_at}
     */
    public StateFile(RecordCodec codec, Clock clock) {
        this.codec = codec;
        this.clock = clock;
    }

    /** Rewrites the file: identity anew, our keys replaced, keys that we do not know kept. */
    public void write(Directory directory, OwnerRecord owner, StateUpdate update) throws PortException {
        Map<String, Object> fields = read(directory);
        fields.putAll(codec.fields(owner));
        fields.put("gateway_state", update.phase().label());
        fields.put("exit_reason", update.exitReason().orElse(null));
        fields.put("restart_requested", update.restart() == StateUpdate.Restart.REQUESTED);
        fields.put(FAILED, update.restart() == StateUpdate.Restart.LIKELY);
        fields.put(AGENTS, agents(fields.get(AGENTS), update.phase()));
        update.drain().ifPresentOrElse(need -> fields.put(DRAIN, need.toSeconds()), () -> fields.remove(DRAIN));
        fields.put("platforms", platforms(update));
        fields.put("updated_at", time(clock.now()));
        String unique = owner.stamp().nonce().orElse("") + "-" + clock.nanoTime();
        byte[] content = JsonText.write(fields);
        try (WholeFile file = betweenOwners(update.phase())
                ? WholeFile.prepareLazily(directory, HomeFiles.STATE, content, unique)
                : WholeFile.prepare(directory, HomeFiles.STATE, content, unique)) {
            file.publish();
        }
    }

    /** Whoever counts its agents writes the number itself; an earlier owner's went with it. */
    private static long agents(Object counted, Phase phase) {
        boolean counts = phase == Phase.RUNNING || phase == Phase.DRAINING;
        return counts && counted instanceof Long number && number > 0 ? number : 0;
    }

    /**
     * Nobody is active while these are written, so they do not wait for the disk. The file is a hint (STATE-03), and the next
     * change flushes it; only a power loss within those seconds could take it, and with it every process that it is about.
     */
    private static boolean betweenOwners(Phase phase) {
        return phase == Phase.STARTING || phase == Phase.STOPPED;
    }

    /** How long exactly this owner says that it needs to end in order; zero if it does not say. */
    public Duration drainNeed(DirectoryView directory, OwnerRecord owner) {
        JsonFields fields = new JsonFields(read(directory));
        OptionalLong seconds = fields.whole(DRAIN);
        boolean same =
                fields.whole("pid").equals(OptionalLong.of(owner.identity().pid()))
                        && fields.whole("start_time").equals(owner.identity().startTime());
        return same && seconds.isPresent() && seconds.getAsLong() >= 1 && seconds.getAsLong() < 86_400
                ? Duration.ofSeconds(seconds.getAsLong())
                : Duration.ZERO;
    }

    /** Whether the last owner ended in order and with success. */
    public boolean saysEndedWell(DirectoryView directory) {
        Map<String, Object> fields = read(directory);
        return Phase.STOPPED.label().equals(fields.get("gateway_state")) && Boolean.FALSE.equals(fields.get(FAILED));
    }

    private static Map<String, Object> platforms(StateUpdate update) {
        Map<String, Object> platforms = new LinkedHashMap<>();
        update.platforms().forEach((name, adapter) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("state", adapter.state());
            fields.put("error_code", adapter.errorCode().orElse(null));
            fields.put("error_message", adapter.errorMessage().orElse(null));
            fields.put("updated_at", time(adapter.updatedAt()));
            platforms.put(name, fields);
        });
        return platforms;
    }

    private static String time(Instant at) {
        return TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    /** Whether the file says that exactly this owner is on its way out, so that waiting for it makes sense (#98625). */
    public boolean saysLeaving(DirectoryView directory, OwnerRecord owner) {
        JsonFields fields = new JsonFields(read(directory));
        String state = fields.text("gateway_state").orElse("");
        if (!state.equals(Phase.DRAINING.label()) && !state.equals(Phase.STOPPED.label())) {
            return false;
        }
        OptionalLong start = fields.whole("start_time");
        return fields.whole("pid").equals(OptionalLong.of(owner.identity().pid()))
                && start.isPresent()
                && start.equals(owner.identity().startTime())
                && (owner.stamp().nonce().isEmpty()
                        || fields.text("nonce").equals(owner.stamp().nonce()));
    }

    /** The whole file as plain values; empty if there is none or it cannot be read. */
    public Map<String, Object> read(DirectoryView directory) {
        try (OpenFile file = directory.openForReading(HomeFiles.STATE)) {
            byte[] content = file.read(LIMIT + 1);
            return content.length > LIMIT ? new LinkedHashMap<>() : JsonText.parseObject(content);
        } catch (PortException | MalformedJsonException e) {
            return new LinkedHashMap<>();
        }
    }
}
