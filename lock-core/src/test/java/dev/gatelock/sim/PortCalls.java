package dev.gatelock.sim;

import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PlatformProvider;
import dev.gatelock.spi.PortException;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Calls of one process on one directory, a line each, answered in a line: on whichever ports. {@link #main} is a process that does
 * so on the ports of the system that it runs on, for {@link WindowsStories}.
 */
public final class PortCalls {
    /** Before each answer, since others may write as well. */
    private static final String ANSWER = "= ";

    private static final long BOUND_SECONDS = 60;

    private final Directory directory;
    private final Map<String, OpenFile> files = new TreeMap<>();

    PortCalls(Directory directory) {
        this.directory = directory;
    }

    /** What the call answers, its fault instead if it has one. */
    String answer(String call) {
        String[] words = call.split(" ");
        try {
            return switch (words[0]) {
                case "open" -> open(words[1], words[2], OpenMode.valueOf(words[3]));
                case "stat" -> directory.stat(words[1]).map(PortCalls::shown).orElse("absent");
                case "list" -> directory.list().stream().sorted().collect(Collectors.joining(" "));
                case "probe" -> directory.probeLock(words[1]).name();
                case "rename" -> {
                    directory.rename(words[1], words[2]);
                    yield "ok";
                }
                case "unlink" -> directory.unlink(words[1]) ? "ok" : "absent";
                case "directory" ->
                    directory.tryLock() + " " + directory.lockShown() + " "
                            + (directory.stillAtPath() ? "at its path" : "elsewhere");
                default -> onFile(words, files.get(words[1]));
            };
        } catch (PortException e) {
            return e.fault().name();
        }
    }

    private String open(String slot, String name, OpenMode mode) throws PortException {
        files.put(slot, mode == OpenMode.READ ? directory.openForReading(name) : directory.open(name, mode));
        return "ok";
    }

    private String onFile(String[] words, OpenFile file) throws PortException {
        switch (words[0]) {
            case "lock" -> {
                return file.tryLock().name();
            }
            case "shown" -> {
                return file.lockShown().name();
            }
            case "read" -> {
                String text = new String(file.read(Integer.parseInt(words[2])), StandardCharsets.US_ASCII);
                return "[" + text.replace('\0', '0') + "]";
            }
            case "fstat" -> {
                return shown(file.stat());
            }
            case "same" -> {
                Optional<FileStat> named = directory.stat(words[2]);
                return named.isEmpty()
                        ? "absent"
                        : String.valueOf(file.stat().id().equals(named.get().id()));
            }
            case "write" -> file.overwrite(words[2].getBytes(StandardCharsets.US_ASCII));
            case "append" -> file.append(words[2].getBytes(StandardCharsets.US_ASCII));
            case "truncate" -> file.truncate(Long.parseLong(words[2]));
            case "sync" -> file.sync();
            case "close" -> {
                file.close();
                files.remove(words[1]);
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return "ok";
    }

    private static String shown(FileStat stat) {
        return stat.kind() == FileStat.Kind.REGULAR
                ? "REGULAR " + stat.size()
                : stat.kind().name();
    }

    private void closeAll() {
        files.values().forEach(OpenFile::close);
        files.clear();
    }

    /**
     * Answers lines until they end: {@code home DIRECTORY} to begin with another directory, {@code dead FILE} to wait for the end of
     * the process that was started with this file, and the calls.
     *
     * @param args a file that is locked while this process lives
     */
    public static void main(String[] args) throws Exception {
        try (FileChannel alive = opened(args[0])) {
            if (alive.tryLock() == null) {
                throw new IOException(args[0] + " is another's");
            }
            Directories directories = ServiceLoader.load(PlatformProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(PlatformProvider::supported)
                    .findFirst()
                    .orElseThrow()
                    .create(Set.of())
                    .directories();
            say("ready");
            BufferedReader lines = input();
            PortCalls calls = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                String rest = line.substring(space + 1);
                switch (space < 0 ? line : line.substring(0, space)) {
                    case "home" -> {
                        if (calls != null) {
                            calls.closeAll();
                        }
                        calls = new PortCalls(directories.open(Path.of(rest)));
                        say("ok");
                    }
                    case "dead" -> say(awaitEnd(rest));
                    default -> say(careful(calls, line));
                }
            }
        }
    }

    /** Not {@code System.in}, whose buffer asks how much there is: Wine cannot say it of a pipe of Linux. */
    private static BufferedReader input() {
        return new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
    }

    private static void say(String answer) {
        System.out.println(ANSWER + answer);
        System.out.flush();
    }

    /** An exception that the ports do not know is an answer, too: a wrong one. */
    private static String careful(PortCalls calls, String line) {
        try {
            return calls.answer(line);
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static FileChannel opened(String file) throws IOException {
        return FileChannel.open(Path.of(file), EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    /** The system closes all that a process had before anybody else gets any of it. */
    private static String awaitEnd(String file) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (FileChannel alive = opened(file)) {
            while (alive.tryLock() == null) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(BOUND_SECONDS)) {
                    return "alive";
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        return "ok";
    }
}
