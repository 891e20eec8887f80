package dev.gatelock.conformance.subject;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a subject offers beyond "run exactly once": named in the manifest, or implied by a command or file it names. */
public enum Feature {
    /** {@code status}: a command that answers with an exit code. */
    STATUS,
    /** {@code stop}: a command that ends the running instance. */
    STOP,
    /** {@code restart}: a command that asks the running instance to be started anew. */
    RESTART,
    /** {@code replace}: a command that takes over from the running instance. */
    REPLACE,
    /** {@code files.pid}: the owner's record, a bare integer, a JSON object with {@code pid}, or a text that begins with the pid. */
    RECORD,
    /**
     * Files, lines and answers are those of the specification: the identity block with nonce and generation, the keys of state
     * file, markers and token locks, the line that says that it is active, {@code status --json}, 64 and 78.
     */
    FORMATS,
    /** {@code files.lock}: the file that carries the kernel lock. */
    LOCK_FILE,
    /**
     * Its files have mode 0600 whatever the umask, and nothing is locked or written through a link; of every subject whose
     * lock file is called as the specification calls it.
     */
    PRIVATE_FILES,
    /** The lock file carries a {@code flock(2)} lock, so that a foreign program can hold it too. */
    FLOCK,
    /** Exclusion survives the deletion of the files (invariant I9). */
    HOME_LOCK,
    /** A refusal names the holder's pid on standard error. */
    NAMES_HOLDER,
    /** The exit codes of the reference: 69 refused, 74 I/O, 75 restart, 77 not permitted, 1 for an unplanned signal. */
    EXIT_CODES,
    /** {@code status} exits 0, 1, 2, 3 or 4 as the LSB says. */
    LSB_STATUS,
    /** Takeover and planned-stop markers with the upstream names and keys. */
    MARKERS,
    /** {@code gateway_state.json} with the upstream keys. */
    STATE_FILE,
    /** A replacer gives the time that the owner asks for with {@code drain_seconds} in its state file. */
    DRAIN_TIME,
    /** {@code gateway-starts.log} with one line per start. */
    STARTS_LOG,
    /** {@code run -- COMMAND} runs a workload under the lock. */
    WORKLOAD,
    /** {@code --scope NAME=IDENTITY}: one user of a token on this machine. */
    SCOPES,
    /** TERM, STOP and the other signals reach it; of every subject but those of platform {@code windows}. */
    SIGNALS,
    /** Files have modes, owners, links and inodes; of every subject but those of platform {@code windows}. */
    POSIX_FILES,
    /** It counts processes as the harness does; of every subject but those of platform {@code windows}. */
    LOCAL_PIDS;

    /** What comes with an operating system, so that no manifest has to name it. */
    public static Set<Feature> ofPosix() {
        return EnumSet.of(SIGNALS, POSIX_FILES, LOCAL_PIDS);
    }

    /** The name in a manifest: lower case with dashes. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The feature with that manifest name. */
    public static Optional<Feature> of(String key) {
        return Arrays.stream(values()).filter(f -> f.key().equals(key)).findFirst();
    }

    /** All manifest names, for messages. */
    public static String keys() {
        return Arrays.stream(values()).map(Feature::key).collect(Collectors.joining(", "));
    }
}
