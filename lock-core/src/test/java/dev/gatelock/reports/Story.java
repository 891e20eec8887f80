package dev.gatelock.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Claim;
import dev.gatelock.Gate;
import dev.gatelock.GatelockException;
import dev.gatelock.Lease;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal;
import dev.gatelock.RefusedException;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;

/** A machine on which somebody called pid 4711 once owned the home, or still does. */
public class Story {
    protected static final long OWNER = 4711;
    protected static final long START = 123_456;
    protected static final String PID = "gateway.pid";
    protected static final String LOCK = "gateway.lock";
    protected static final String STATE = "gateway_state.json";
    protected static final String TAKEOVER_MARKER = ".gateway-takeover.json";
    protected static final String STOP_MARKER = ".gateway-planned-stop.json";
    private static final List<String> ARGV = List.of("gateway", "run");

    protected final SmallMachine machine = new SmallMachine();

    /** A refused or finished program keeps nothing open. */
    @AfterEach
    void nothingStaysOpen() {
        assertThat(machine.processes().pinned()).as("pinned processes").isEmpty();
        assertThat(machine.home().open()).as("open files").isZero();
    }

    protected Gate gate() {
        return Gate.at(SmallMachine.HOME).argv(ARGV).platform(machine).open();
    }

    protected static ProcessIdentity owner() {
        return KnownProcesses.identity(OWNER, START);
    }

    /** The owner, of another PID namespace, in which it has that pid. */
    protected static ProcessIdentity ownerInContainer(long pid) {
        return new ProcessIdentity(
                pid, owner().startTime(), owner().bootId(), OptionalLong.of(99), owner().uid(), owner().host());
    }

    protected static OwnerRecord record(ProcessIdentity identity) {
        return record(identity, SmallMachine.HOME.toString(), "0ld");
    }

    protected static OwnerRecord record(ProcessIdentity identity, String home, String nonce) {
        return new OwnerRecord(
                identity,
                new OwnerRecord.Program("gateway", ARGV),
                Optional.of(home),
                new OwnerRecord.Stamp(
                        Optional.of(nonce), OptionalLong.of(6), OptionalLong.of(START + 1), Optional.of("flock")));
    }

    protected static String json(OwnerRecord record) {
        return new String(new RecordCodec(Long.MAX_VALUE).encode(record), StandardCharsets.UTF_8);
    }

    /** An owner that was killed leaves both records. */
    protected void leftBehind(OwnerRecord record) {
        machine.home().put(PID, json(record));
        machine.home().put(LOCK, json(record));
    }

    /** The owner lives, holds the lock, and both records name it. */
    protected void owned() {
        leftBehind(record(owner()));
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(OWNER, LOCK);
    }

    /** The owner, started by the system's administrator instead. */
    protected static ProcessIdentity root() {
        return new ProcessIdentity(
                OWNER,
                owner().startTime(),
                owner().bootId(),
                owner().pidNamespace(),
                OptionalLong.of(0),
                owner().host());
    }

    /** As {@link #owned}, but the owner is another user's. */
    protected void ownedByRoot() {
        leftBehind(record(root()));
        machine.processes().put(OWNER, KnownProcesses.alive(root(), "gateway", "run"));
        machine.home().lockedBy(OWNER, LOCK);
    }

    /** As {@link #owned}, but in a container: its pid there, which the records name, is 7. */
    protected void ownedInContainer() {
        leftBehind(record(ownerInContainer(7)));
        machine.processes().put(OWNER, KnownProcesses.alive(ownerInContainer(OWNER), "gateway", "run"));
        machine.home().lockedBy(OWNER, LOCK);
    }

    /** The owner's end, at once, as the kernel does it. */
    protected void dies() {
        machine.processes().put(OWNER, new Sighting.Absent());
        machine.home().unlockAll(OWNER);
    }

    protected void diesOf(Signal deadly) {
        machine.processes().onSignal((pid, signal) -> {
            if (pid == OWNER && signal == deadly) {
                dies();
            }
        });
    }

    protected List<String> signals() {
        return machine.processes().signals();
    }

    protected Lease claimed() throws GatelockException, InterruptedException {
        return granted(gate().claim());
    }

    protected Lease replaced() throws GatelockException, InterruptedException {
        return granted(gate().replace());
    }

    private static Lease granted(Claim claim) throws RefusedException {
        return claim.lease();
    }

    protected Refusal refused(Claim claim) {
        if (claim instanceof Claim.Refused refused) {
            return refused.refusal();
        }
        throw new AssertionError("it was granted");
    }
}
