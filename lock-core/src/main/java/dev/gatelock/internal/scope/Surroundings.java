package dev.gatelock.internal.scope;

import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.identity.IdentityJudge;
import dev.gatelock.internal.identity.Verdict;
import dev.gatelock.internal.record.Reading;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.spi.Platform;
import dev.gatelock.spi.ProcessIdentity;
import dev.gatelock.spi.Processes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The system, and how to judge what is written in a scoped lock file. Immutable.
 *
 * @param platform the system
 * @param codec for records
 * @param judge for the processes that they name
 */
public record Surroundings(Platform platform, RecordCodec codec, IdentityJudge judge) {
    /** With readers of its own. */
    public static Surroundings of(Platform platform) {
        return new Surroundings(
                platform, new RecordCodec(platform.processes().highestPid()), new IdentityJudge(platform.processes()));
    }

    Processes processes() {
        return platform.processes();
    }

    /**
     * Whether a record in a file that nobody has locked still means an owner. One that certainly lives does, and so does one
     * whose pid and start time are a live process's, whatever its command line has become: no kernel lock tells here. One of ours
     * would have its lock; an implementation without kernel locks is believed as long as its process may be alive here
     * (#62890, SCOPE-05).
     */
    boolean inUse(OwnerRecord record) {
        Verdict verdict = judge.judgeLockless(record);
        return verdict.same()
                || (verdict.liveness() == Verdict.Liveness.UNKNOWN
                        && record.stamp().lockClass().isEmpty()
                        && countedHere(record.identity()));
    }

    /** Whether the record's pid means a process of this boot that we can look at. */
    boolean countedHere(ProcessIdentity recorded) {
        ProcessIdentity self = processes().self();
        return !differ(recorded.bootId(), self.bootId()) && !differ(recorded.pidNamespace(), self.pidNamespace());
    }

    private static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private static boolean differ(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    /** Whether a record is this very process's, also if it does not know its start time (#81585). */
    boolean ours(OwnerRecord record) {
        ProcessIdentity self = processes().self();
        ProcessIdentity recorded = record.identity();
        return recorded.pid() == self.pid()
                && countedHere(recorded)
                && (recorded.startTime().isEmpty() || recorded.startTime().equals(self.startTime()));
    }

    /** As the codec reads it; only objects are records of scopes. */
    Reading read(byte[] content) {
        Reading reading = codec.decode(content);
        for (int i = 0; i < content.length && reading instanceof Reading.Found; i++) {
            if (content[i] == '{') {
                return reading;
            }
            if (content[i] >= '0' && content[i] <= '9') {
                return new Reading.Malformed("is not an object");
            }
        }
        return reading;
    }
}
