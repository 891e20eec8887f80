package dev.gatelock.conformance.wine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One Windows under Wine, and the processes that a test starts in it; closing ends exactly those. */
final class Wine implements AutoCloseable {
    static final Path SUBJECTS =
            Path.of(System.getProperty("conformance.subjects", "subjects")).toAbsolutePath();

    private final Path prefix;
    private final List<Started> started = new ArrayList<>();
    private final List<StoryWorker> workers = new ArrayList<>();

    private Wine(Path prefix) {
        this.prefix = prefix;
    }

    /** The one that all share. */
    static Wine shared() {
        return new Wine(base().resolve("prefix"));
    }

    /** One with processes and pids of its own, and the files of the shared one. */
    static Wine fresh(Path folder) throws IOException {
        Path shared = base().resolve("prefix");
        Files.createDirectories(folder.resolve("dosdevices"));
        Files.createSymbolicLink(folder.resolve("drive_c"), shared.resolve("drive_c"));
        Files.createSymbolicLink(folder.resolve("dosdevices/c:"), Path.of("../drive_c"));
        Files.createSymbolicLink(folder.resolve("dosdevices/z:"), Path.of("/"));
        for (String file : List.of("system.reg", "user.reg", "userdef.reg", ".update-timestamp")) {
            Files.copy(shared.resolve(file), folder.resolve(file));
        }
        return new Wine(folder);
    }

    static String jvm() {
        return System.getProperty("wine.jvm");
    }

    private static Path base() {
        return Path.of(jvm()).getParent().getParent().getParent();
    }

    /** The name that Windows has for a file of ours. */
    static String name(Path file) {
        return "Z:" + file.toAbsolutePath().toString().replace('/', '\\');
    }

    /** The packaged gateway on a home. */
    Started gateway(Path home, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(SUBJECTS.resolve("wine/gateway").toString()));
        command.addAll(List.of(arguments));
        return start(home, command, Map.of());
    }

    /** A Windows program. */
    Started program(Path home, String... command) throws IOException {
        return program(home, Map.of(), command);
    }

    /** A Windows program with variables of its own. */
    Started program(Path home, Map<String, String> variables, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of("wine"));
        line.addAll(List.of(command));
        return start(home, line, variables);
    }

    /** A main class in the Windows JVM that answers lines; its argument is a file that tells that it lives. */
    StoryWorker worker(Path home, Path alive, List<Path> classPath, String main) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                jvm(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "-cp",
                classPath.stream().map(Wine::name).collect(Collectors.joining(";")),
                main,
                name(alive)));
        StoryWorker worker = new StoryWorker(process(home, command, Map.of()), alive);
        workers.add(worker);
        return worker;
    }

    private Started start(Path home, List<String> command, Map<String, String> variables) throws IOException {
        Started one = new Started(process(home, command, variables));
        started.add(one);
        return one;
    }

    private Process process(Path home, List<String> command, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(SUBJECTS.resolve("../..").normalize().toFile());
        builder.environment().put("GATEWAY_HOME", home.toString());
        builder.environment().put("HERMES_GATEWAY_LOCK_DIR", home + ".locks");
        builder.environment().put("WINE_JVM", jvm());
        builder.environment().put("WINEPREFIX", prefix.toString());
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml=");
        builder.environment().remove("GATEWAY_WITNESS");
        builder.environment().putAll(variables);
        return builder.start();
    }

    /** Ends what this Windows runs of its own, so that its next process is its first again. */
    void shutDown() throws IOException, InterruptedException {
        Process server = server("-k");
        server.waitFor(30, TimeUnit.SECONDS);
        server("-w").waitFor(30, TimeUnit.SECONDS);
    }

    private Process server(String option) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("wineserver", option)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")));
        builder.environment().put("WINEPREFIX", prefix.toString());
        return builder.start();
    }

    @Override
    public void close() {
        started.forEach(Started::close);
        workers.forEach(StoryWorker::close);
    }
}
