package dev.gatelock.internal.protocol;

import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.record.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The two records of a home as they were read.
 *
 * @param pidFile what {@code gateway.pid} gave
 * @param lockFile what the copy in {@code gateway.lock} gave
 */
record Leftovers(Reading pidFile, Reading lockFile) {
    /** A hostile record must not leave us without a next generation; JSON readers elsewhere stop being exact at 2^53. */
    static final long HIGHEST_BELIEVED = 1L << 52;

    /** The records of this home among them, the PID file's first. A record of another home is not ours (#74872). */
    List<OwnerRecord> records(String home) {
        List<OwnerRecord> records = new ArrayList<>(2);
        for (Reading reading : List.of(pidFile, lockFile)) {
            reading.owner()
                    .filter(record -> record.home().isEmpty() || record.home().get().equals(home))
                    .ifPresent(records::add);
        }
        return records;
    }

    /** The highest generation that any record names, 0 if none. */
    long generation() {
        long highest = 0;
        for (Reading reading : List.of(pidFile, lockFile)) {
            OptionalLong generation = reading.owner().map(r -> r.stamp().generation()).orElse(OptionalLong.empty());
            if (generation.isPresent() && generation.getAsLong() < HIGHEST_BELIEVED) {
                highest = Math.max(highest, generation.getAsLong());
            }
        }
        return highest;
    }
}
