package dev.gatelock;

import dev.gatelock.internal.scope.ScopeProbe;
import dev.gatelock.spi.Platform;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the locks of scopes are, one file for each, shared by all homes of a user and with other implementations.
 * Immutable and thread-safe.
 */
public final class LockDirectory {
    private static final String OVERRIDE = "HERMES_GATEWAY_LOCK_DIR";
    private static final String STATE = "XDG_STATE_HOME";

    private final Path path;

    private LockDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** A directory of one's own; made absolute at once. */
    public static LockDirectory at(Path path) {
        return new LockDirectory(path);
    }

    /**
     * The directory that every implementation uses: {@code $HERMES_GATEWAY_LOCK_DIR}, else
     * {@code hermes/gateway-locks} in {@code $XDG_STATE_HOME}, else in {@code ~/.local/state}, where {@code ~} is
     * {@code $HOME} as it is to a shell and to other implementations, and only without it what the system's user list says.
     */
    public static LockDirectory standard() {
        return from(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * As {@link #standard()}, for another environment.
     *
     * @param environment blank values count as unset
     * @param user the user's directory, for an environment without {@code HOME}
     */
    public static LockDirectory from(Map<String, String> environment, Path user) {
        String override = environment.getOrDefault(OVERRIDE, "");
        if (!override.isBlank()) {
            return at(Path.of(override));
        }
        String state = environment.getOrDefault(STATE, "");
        Path base = state.isBlank() ? home(environment, user).resolve(".local").resolve("state") : Path.of(state);
        return at(base.resolve("hermes").resolve("gateway-locks"));
    }

    /** Windows programs ignore a {@code HOME} that some shell has set. */
    private static Path home(Map<String, String> environment, Path user) {
        String home = environment.getOrDefault("HOME", "");
        return home.isBlank() || File.separatorChar == '\\' ? user : Path.of(home);
    }

    /** The directory, absolute; it need not exist. */
    public Path path() {
        return path;
    }

    /**
     * Looks at every scoped lock. Changes nothing; a directory that does not exist has none.
     *
     * @throws GatelockException if the directory cannot be read
     * @throws IllegalStateException if no back end on the class path supports this system
     */
    public List<ScopeStanding> probe() throws GatelockException {
        return probe(Platforms.current());
    }

    /** As {@link #probe()}, on another system than the running one, such as a simulated one. */
    public List<ScopeStanding> probe(Platform system) throws GatelockException {
        return ScopeProbe.of(system).probe(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
