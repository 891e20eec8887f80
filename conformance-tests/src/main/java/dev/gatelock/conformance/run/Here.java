package dev.gatelock.conformance.run;

import dev.gatelock.conformance.drive.Dispositions;
import dev.gatelock.conformance.drive.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The machine that a run is done on. */
public final class Here {

    private Here() {}

    /** {@code linux-amd64} and so on, for the conditions of known failures. */
    public static String platform() {
        return (System.getProperty("os.name") + "-" + System.getProperty("os.arch"))
                .toLowerCase(Locale.ROOT)
                .replace(' ', '-');
    }

    /** Why nothing at all can be run here; empty when something can. */
    public static Optional<String> unsuitable() {
        if (!Machine.LINUX.available()) {
            return Optional.of("the suite needs " + Machine.LINUX.description() + "; this is " + platform());
        }
        if (!Dispositions.inOrder()) {
            return Optional.of("signals are ignored here, as by nohup or in the background of a script, and neither env"
                    + " --default-signal nor python3 nor perl is there to undo that for what is started;"
                    + " run the suite in the foreground");
        }
        return Stream.of("sh", "setsid")
                .filter(tool -> Stream.of(System.getenv()
                                .getOrDefault("PATH", "/usr/bin:/bin")
                                .split(":"))
                        .noneMatch(folder -> Files.isExecutable(Path.of(folder, tool))))
                .findFirst()
                .map(tool -> "the suite needs the command " + tool + " (package util-linux), which is not on the PATH");
    }

    /** For the results: {@code platform}, {@code kernel}, {@code cpus}, {@code java}, {@code user}, {@code lacks}. */
    public static Map<String, String> description() {
        Map<String, String> map = new TreeMap<>();
        map.put("platform", platform());
        map.put("kernel", System.getProperty("os.version"));
        map.put("cpus", String.valueOf(Runtime.getRuntime().availableProcessors()));
        map.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        map.put("user", "root".equals(System.getProperty("user.name")) ? "root" : "not root");
        map.put(
                "lacks",
                Arrays.stream(Machine.values())
                        .filter(m -> !m.available())
                        .map(Machine::description)
                        .collect(Collectors.joining("; ")));
        return map;
    }
}
