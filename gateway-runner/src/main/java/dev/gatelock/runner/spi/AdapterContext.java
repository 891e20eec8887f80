package dev.gatelock.runner.spi;

import dev.gatelock.Lease;
import java.util.Optional;

/** What an adapter may use. Thread-safe. */
public interface AdapterContext {
    /** The lease under which it works; not to be closed by an adapter. */
    Lease lease();

    /** A setting from the environment; empty if it is unset or blank. */
    Optional<String> setting(String name);

    /**
     * Ends the run because this adapter can no longer work (exit 1).
     *
     * @param why for people, never null
     */
    void fail(String why);

    /** Asks for an orderly end and a new start (exit 75). */
    void restart();
}
