package dev.gatelock.runner.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/** Which home is meant. Pure but for the file system's default. */
final class Homes {
    private Homes() {}

    /**
     * The home, absolute from the start, so that nothing that changes later can move it (#56986).
     *
     * @param option what was typed, null if nothing was
     * @param environment blank values count as unset
     */
    static Path resolve(String option, Map<String, String> environment) {
        return choose(option, environment).toAbsolutePath().normalize();
    }

    private static Path choose(String option, Map<String, String> environment) {
        if (option != null) {
            return Path.of(option);
        }
        String own = environment.get("GATEWAY_HOME");
        if (set(own)) {
            return Path.of(own);
        }
        String local = environment.get("LOCALAPPDATA");
        if (File.separatorChar == '\\' && set(local)) {
            return Path.of(local, "gateway");
        }
        String state = environment.get("XDG_STATE_HOME");
        if (set(state)) {
            return Path.of(state, "gateway");
        }
        // "~" is what a shell means by it; the JVM's own idea comes from the system's list of users
        String user = environment.get("HOME");
        boolean told = set(user) && File.separatorChar == '/';
        return Path.of(told ? user : System.getProperty("user.home"), ".local", "state", "gateway");
    }

    private static boolean set(String value) {
        return value != null && !value.isBlank();
    }
}
