package dev.gatelock;

import dev.gatelock.spi.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who keeps the lock, as far as it can be seen from here. Immutable.
 *
 * @param identity the process, as the system showed it
 * @param commandLine its arguments including the program; empty if they cannot be read
 * @param stopped whether it is stopped (and alive: it must not be taken for dead, #2178)
 * @param age how long ago it started; empty if unknown
 * @param record the record that names it; empty if none does
 */
public record Holder(
        ProcessIdentity identity,
        List<String> commandLine,
        boolean stopped,
        Optional<Duration> age,
        Optional<OwnerRecord> record) {
    /** Copies the list, without the tokens of scopes in it. */
    public Holder {
        commandLine = SecretArguments.hide(commandLine);
    }

    /** Its pid. */
    public long pid() {
        return identity.pid();
    }
}
