package dev.gatelock.internal.protocol;

import dev.gatelock.OwnerRecord;
import dev.gatelock.internal.record.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            Optional<OwnerRecord> owner = reading.owner();
            if (owner.isPresent()
                    && (owner.get().home().isEmpty() || owner.get().home().get().equals(home))) {
                records.add(owner.get());
            }
        }
        return records;
    }

    /** The highest generation that any record names, 0 if none. */
    long generation() {
        long highest = 0;
        for (Reading reading : List.of(pidFile, lockFile)) {
            Optional<OwnerRecord> owner = reading.owner();
            OptionalLong generation = owner.isPresent() ? owner.get().stamp().generation() : OptionalLong.empty();
            if (generation.isPresent() && generation.getAsLong() < HIGHEST_BELIEVED) {
                highest = Math.max(highest, generation.getAsLong());
            }
        }
        return highest;
    }
}
