package dev.gatelock.conformance.subject;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How an implementation is put under test; read by {@link ManifestReader}.
 *
 * @param folder the working directory of every command
 * @param commands one command line per role that the subject offers
 * @param env variables with {@code {home}}, {@code {witness}} and {@code {lockdir}} to fill in
 * @param files names inside the home: {@code pid}, {@code lock}
 * @param options arguments for a setting, with {@code {seconds}} to fill in: {@code wait}, {@code grace}
 * @param features declared and implied features
 */
public record Manifest(
        String name,
        Path folder,
        Map<Role, List<String>> commands,
        Map<String, String> env,
        Map<String, String> files,
        Map<String, List<String>> options,
        double startSeconds,
        Set<Integer> restartPreventExitStatus,
        Set<Feature> features) {

    public Manifest {
        commands = Map.copyOf(commands);
        env = Map.copyOf(env);
        files = Map.copyOf(files);
        options = Map.copyOf(options);
        restartPreventExitStatus = Set.copyOf(restartPreventExitStatus);
        features = Set.copyOf(features);
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** The command line of a role; the scenario has checked that the subject offers it. */
    public List<String> command(Role role) {
        List<String> command = commands.get(role);
        if (command == null) {
            throw new ManifestException(name + " has no \"" + role.key() + "\" command");
        }
        return command;
    }

    /** The same subject under another name, every argument of its commands changed by that function. */
    public Manifest variant(String other, UnaryOperator<String> change) {
        Map<Role, List<String>> changed = new EnumMap<>(Role.class);
        commands.forEach((role, command) ->
                changed.put(role, command.stream().map(change).toList()));
        return new Manifest(
                other, folder, changed, env, files, options, startSeconds, restartPreventExitStatus, features);
    }

    /** The name of a file in the home. */
    public Optional<String> file(String key) {
        return Optional.ofNullable(files.get(key));
    }

    /** The arguments which set an option to that many seconds; empty when the subject has no such option. */
    public List<String> option(String key, long seconds) {
        return options.getOrDefault(key, List.of()).stream()
                .map(argument -> argument.replace("{seconds}", Long.toString(seconds)))
                .toList();
    }

    /** Whether a service manager with {@code Restart=on-failure} would start it again. */
    public boolean supervisorRestarts(int exit) {
        return exit != 0 && !restartPreventExitStatus.contains(exit);
    }
}
