package dev.gatelock.reports;

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

/** A machine on which somebody called pid 4711 once owned the home, or still does. */
class Story {
    static final long OWNER = 4711;
    static final long START = 123_456;
    static final String PID = "gateway.pid";
    static final String LOCK = "gateway.lock";
    static final String STATE = "gateway_state.json";
    static final String TAKEOVER_MARKER = ".gateway-takeover.json";
    static final String STOP_MARKER = ".gateway-planned-stop.json";
    private static final List<String> ARGV = List.of("gateway", "run");

    final SmallMachine machine = new SmallMachine();

    Gate gate() {
        return Gate.at(SmallMachine.HOME).argv(ARGV).platform(machine).open();
    }

    static ProcessIdentity owner() {
        return KnownProcesses.identity(OWNER, START);
    }

    static OwnerRecord record(ProcessIdentity identity) {
        return record(identity, SmallMachine.HOME.toString(), "0ld");
    }

    static OwnerRecord record(ProcessIdentity identity, String home, String nonce) {
        return new OwnerRecord(
                identity,
                new OwnerRecord.Program("gateway", ARGV),
                Optional.of(home),
                new OwnerRecord.Stamp(
                        Optional.of(nonce), OptionalLong.of(6), OptionalLong.of(START + 1), Optional.of("flock")));
    }

    static String json(OwnerRecord record) {
        return new String(new RecordCodec(Long.MAX_VALUE).encode(record), StandardCharsets.UTF_8);
    }

    /** An owner that was killed leaves both records. */
    void leftBehind(OwnerRecord record) {
        machine.home().put(PID, json(record));
        machine.home().put(LOCK, json(record));
    }

    /** The owner lives, holds the lock, and both records name it. */
    void owned() {
        leftBehind(record(owner()));
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(OWNER, LOCK);
    }

    /** The owner's end, at once, as the kernel does it. */
    void dies() {
        machine.processes().put(OWNER, new Sighting.Absent());
        machine.home().unlockAll(OWNER);
    }

    void diesOf(Signal deadly) {
        machine.processes().onSignal((pid, signal) -> {
            if (pid == OWNER && signal == deadly) {
                dies();
            }
        });
    }

    List<String> signals() {
        return machine.processes().signals();
    }

    Lease claimed() throws GatelockException, InterruptedException {
        return granted(gate().claim());
    }

    Lease replaced() throws GatelockException, InterruptedException {
        return granted(gate().replace());
    }

    private static Lease granted(Claim claim) throws RefusedException {
        return claim.lease();
    }

    Refusal refused(Claim claim) {
        if (claim instanceof Claim.Refused refused) {
            return refused.refusal();
        }
        throw new AssertionError("it was granted");
    }
}
