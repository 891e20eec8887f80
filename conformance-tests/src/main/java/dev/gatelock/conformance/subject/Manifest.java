package dev.gatelock.conformance.subject;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
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
 * @param options arguments for a setting, with placeholders to fill in: {@code wait} and {@code grace} with
 *     {@code {seconds}}, {@code scope} with {@code {scope}} and {@code {identity}}
 * @param restartPreventExitStatus after which exit codes a service manager is told to leave it down
 * @param restartForceExitStatus after which it is told to start it again in any case; 75 unless the manifest says otherwise
 * @param features declared and implied features
 * @param about what is only told, not acted on
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
        Set<Integer> restartForceExitStatus,
        Set<Feature> features,
        About about) {

    /**
     * What the manifest says beside how to start it.
     *
     * @param version of the implementation; empty when it does not say
     * @param knownFailures the file of known failures that belongs to it
     * @param warnings what in the manifest this suite does not understand
     * @param promise where the capabilities come from
     * @param seen features which the manifest does not name, and which the first start showed
     */
    public record About(
            String version, Optional<Path> knownFailures, List<String> warnings, Promise promise, Set<Feature> seen) {
        /** A manifest that says nothing of it. */
        public static final About NOTHING = new About("", Optional.empty(), List.of(), Promise.LISTED, Set.of());

        public About {
            warnings = List.copyOf(warnings);
            seen = Set.copyOf(seen);
        }
    }

    public Manifest {
        commands = Map.copyOf(commands);
        env = Map.copyOf(env);
        files = Map.copyOf(files);
        options = Map.copyOf(options);
        restartPreventExitStatus = Set.copyOf(restartPreventExitStatus);
        restartForceExitStatus = Set.copyOf(restartForceExitStatus);
        features = Set.copyOf(features);
    }

    /** Whether the subject offers it, declared or implied. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** Whether the manifest itself names or implies it; a feature can also have been seen. */
    public boolean declares(Feature feature) {
        return has(feature) && !about.seen().contains(feature);
    }

    /** The same subject with what was seen of it beside what it declares. */
    public Manifest alsoSeen(Set<Feature> found) {
        Set<Feature> undeclared = EnumSet.noneOf(Feature.class);
        undeclared.addAll(found);
        undeclared.removeAll(features);
        Set<Feature> all = EnumSet.copyOf(undeclared);
        all.addAll(features);
        return new Manifest(
                name,
                folder,
                commands,
                env,
                files,
                options,
                startSeconds,
                restartPreventExitStatus,
                restartForceExitStatus,
                all,
                new About(about.version(), about.knownFailures(), about.warnings(), about.promise(), undeclared));
    }

    /** The name as it can be part of a path, whatever it is. */
    public String fileName() {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-");
        return safe.startsWith(".") ? "_" + safe : safe;
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
                other,
                folder,
                changed,
                env,
                files,
                options,
                startSeconds,
                restartPreventExitStatus,
                restartForceExitStatus,
                features,
                about);
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

    /** The arguments which claim a scope for an identity. */
    public List<String> scope(String scope, String identity) {
        return options.getOrDefault("scope", List.of("--scope", "{scope}={identity}")).stream()
                .map(argument -> argument.replace("{scope}", scope).replace("{identity}", identity))
                .toList();
    }

    /** The variable which tells the subject the lock directory of scopes. */
    public Optional<String> lockDirectoryVariable() {
        return env.entrySet().stream()
                .filter(e -> e.getValue().contains("{lockdir}"))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether a service manager with {@code Restart=on-failure} would start it again. */
    public boolean supervisorRestarts(int exit) {
        return !restartPreventExitStatus.contains(exit) && (restartForceExitStatus.contains(exit) || exit != 0);
    }
}
