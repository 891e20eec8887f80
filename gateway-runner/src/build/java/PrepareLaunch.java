import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the packaged command start fast: one short run of each command leaves an archive of the classes that it loaded. The
 * archives belong to the JDK that built them; the launch script uses them with no other. Building works without them.
 */
public final class PrepareLaunch {
    private PrepareLaunch() {}

    /** @param arguments the build directory */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        Path launch = Files.createDirectories(target.resolve("launch"));
        Path java = Path.of(System.getProperty("java.home"), "bin", windows() ? "java.exe" : "java");
        Path home = launch.resolve("training-home");
        List<String> work = windows() ? List.of("cmd", "/c", "exit") : List.of("true");
        List<String> run = new ArrayList<>(List.of("run", "-q", "--home", home.toString(), "--"));
        run.addAll(work);
        archive(java, target, launch, "run", run);
        // a leftover to read and judge, as most looks find one
        Files.writeString(
                home.resolve("gateway.pid"),
                "{\"pid\":" + ProcessHandle.current().pid() + ",\"kind\":\"gateway\",\"argv\":[\"gateway\",\"run\"],"
                        + "\"start_time\":1,\"nonce\":\"0\",\"generation\":1,\"version\":1}");
        archive(java, target, launch, "status", List.of("status", "--home", home.toString()));
        // Written last: it tells the launch script that everything above is complete.
        Files.writeString(launch.resolve("java"), java + System.lineSeparator());
    }

    private static boolean windows() {
        return File.separatorChar == '\\';
    }

    private static void archive(Path java, Path target, Path launch, String name, List<String> command)
            throws IOException, InterruptedException {
        boolean aot = Runtime.version().feature() >= 25;
        Path archive = launch.resolve(name + (aot ? ".aot" : ".jsa"));
        for (String kind : List.of(".aot", ".jsa")) { // another JDK's would not be understood
            Files.deleteIfExists(launch.resolve(name + kind));
        }
        List<String> line = new ArrayList<>(List.of(
                java.toString(),
                (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-jar",
                target.resolve("gateway.jar").toString()));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(launch.resolve(name + ".log").toFile());
        builder.environment().remove("GATEWAY_WITNESS");
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        if (!Files.exists(archive)) {
            System.out.println("note: no class archive for '" + name + "'; the command starts slower, see " + launch);
        }
    }
}
