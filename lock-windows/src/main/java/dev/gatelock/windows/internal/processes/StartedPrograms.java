package dev.gatelock.windows.internal.processes;

import dev.gatelock.spi.Directories;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Programs that were started under a claim, written down beside its lock: pid and start time. A program does not inherit the lock
 * here, and Windows shows neither another process's environment nor its dead parent, so this is how a successor finds what a
 * crashed owner has left running (#51325).
 *
 * <p>Thread-safe. Survives a crash, except of the instant between start and note. Not guaranteed: what a program started that has
 * ended itself, as {@code cmd /c start} does.
 */
public final class StartedPrograms {
    private static final String PREFIX = "gateway-work-";
    private static final Pattern CLAIM = Pattern.compile("[0-9a-f]{1,64}");
    private static final Pattern NOTE = Pattern.compile("(\\d{1,18}) (\\d{1,18})\\n");
    private static final int LIMIT = 64;

    private final Directories directories;
    private final ProcessCalls calls;
    private final Set<Path> homes = ConcurrentHashMap.newKeySet();

    /**
     * @param directories where the notes are, never null
     * @param calls the system's processes, never null
     */
    public StartedPrograms(Directories directories, ProcessCalls calls) {
        this.directories = directories;
        this.calls = calls;
    }

    /** From now on programs that were started under claims of this home are found. */
    public void look(Path home) {
        homes.add(home);
    }

    /**
     * Notes a program; notes of earlier claims go, since theirs were looked at before there could be another claim.
     *
     * @param home whose lock we hold
     * @param claim the nonce of the claim; without one, nothing is noted
     * @throws PortException if the note cannot be written
     */
    public void add(Path home, String claim, ProcessHandle program) throws PortException {
        OptionalLong start = Presence.startTime(program);
        if (!CLAIM.matcher(claim).matches() || start.isEmpty()) {
            return;
        }
        try (Directory directory = directories.open(home)) {
            for (String name : directory.list()) {
                if (name.startsWith(PREFIX)) {
                    directory.unlink(name);
                }
            }
            try (OpenFile note = directory.open(PREFIX + claim, OpenMode.CREATE_NEW)) {
                note.overwrite((program.pid() + " " + start.getAsLong() + "\n").getBytes(StandardCharsets.US_ASCII));
                note.sync();
            }
        }
    }

    /** The program has ended. */
    void remove(Path home, String claim) {
        try (Directory directory = directories.open(home)) {
            directory.unlink(PREFIX + claim);
        } catch (PortException e) {
            return; // whoever reads it finds nobody
        }
    }

    /** Programs of that claim that live, and what they started. */
    List<ProcessHandle> of(String claim) {
        List<ProcessHandle> found = new ArrayList<>();
        if (CLAIM.matcher(claim).matches()) {
            for (Path home : homes) {
                program(home, claim).flatMap(StartedPrograms::family).forEach(found::add);
            }
        }
        return found;
    }

    private static Stream<ProcessHandle> family(ProcessHandle program) {
        return Stream.concat(Stream.of(program), program.descendants().filter(ProcessHandle::isAlive));
    }

    private Stream<ProcessHandle> program(Path home, String claim) {
        Matcher note = NOTE.matcher(read(home, claim));
        if (note.matches()
                && Presence.of(calls, Long.parseLong(note.group(1))) instanceof Presence.Found found
                && Presence.startTime(found.process()).equals(OptionalLong.of(Long.parseLong(note.group(2))))) {
            return Stream.of(found.process());
        }
        return Stream.empty();
    }

    private String read(Path home, String claim) {
        try (Directory directory = directories.open(home);
                OpenFile note = directory.openForReading(PREFIX + claim)) {
            return new String(note.read(LIMIT), StandardCharsets.US_ASCII);
        } catch (PortException e) {
            return e.fault() == Fault.NOT_FOUND ? "" : e.getMessage();
        }
    }
}
