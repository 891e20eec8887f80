package dev.gatelock;

import dev.gatelock.spi.ProcessIdentity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an owner wrote about itself into {@code gateway.pid} and {@code gateway.lock}.
 *
 * <p>A hint for display and for aiming a signal. No content or absence of a record ever changes who may hold (I2). Records
 * of other implementations lack the newer parts; a missing part is unknown, not different. Immutable.
 *
 * @param identity the owning process, as far as the record tells
 * @param program what it is
 * @param home the canonical home it was written for, empty in records of other implementations before July 2026
 * @param stamp which claim this was
 */
public record OwnerRecord(ProcessIdentity identity, Program program, Optional<String> home, Stamp stamp) {
    /** Rejects nulls. */
    public OwnerRecord {
        Objects.requireNonNull(identity);
        Objects.requireNonNull(program);
        Objects.requireNonNull(home);
        Objects.requireNonNull(stamp);
    }

    /**
     * Whether both were written by the same claim: the nonce decides where both have one, else pid and start time.
     *
     * @param other never null
     */
    public boolean sameClaim(OwnerRecord other) {
        if (stamp.nonce().isPresent() && other.stamp.nonce().isPresent()) {
            return stamp.nonce().equals(other.stamp.nonce());
        }
        return identity.pid() == other.identity.pid()
                && (identity.startTime().isEmpty()
                        || other.identity.startTime().isEmpty()
                        || identity.startTime().equals(other.identity.startTime()));
    }

    /**
     * The owning program.
     *
     * @param kind what sort of program writes such records, such as {@code "gateway"}; empty text if unknown
     * @param argv its arguments without an interpreter; empty if unknown
     */
    public record Program(String kind, List<String> argv) {
        /** Copies the list, without the tokens of scopes in it: records are files, and they are shown. */
        public Program {
            Objects.requireNonNull(kind);
            argv = SecretArguments.hide(argv);
        }

        /** Nothing is known. */
        public static Program unknown() {
            return new Program("", List.of());
        }
    }

    /**
     * What tells one claim from every other.
     *
     * @param nonce 128 random bits in hex; not a secret
     * @param generation strictly increasing per home
     * @param claimedAt when the lock was taken, on the scale of {@link ProcessIdentity#startTime()}
     * @param lockClass {@code "flock"} or {@code "lockfileex"}
     */
    public record Stamp(
            Optional<String> nonce, OptionalLong generation, OptionalLong claimedAt, Optional<String> lockClass) {
        /** A record of an implementation that has none of these. */
        public static Stamp unknown() {
            return new Stamp(Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
        }
    }
}
