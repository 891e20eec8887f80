package dev.gatelock.sim;

import dev.gatelock.sim.Description.Access;
import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Random calls of two or three processes by the rules of Windows, each with the answer that the simulated kernel gives, for the
 * comparison with Windows JVMs under Wine. {@link DifferentialTest} is the same for the rules of POSIX.
 *
 * <p>Left out because Wine does not do it: reads and writes that reach a locked byte, and deleting what others have open and let
 * be deleted. Late unlocking is no rule of answers: the other side waits for the end of a killed process. Left out because the
 * protocol never does it: other locks than on files opened for reading and writing, cutting and reading files that are open for
 * appending, renaming a directory, links, names that differ in case only. The identity of what was opened for reading or appending
 * is not asked for, since on Windows it is the name's at the time of opening, and such a file may be renamed meanwhile.
 */
public final class WindowsStories {
    private static final Path HOME = Path.of("/srv/story");
    private static final List<String> NAMES = List.of("lock", "pid", "lock", "pid", "lock", "tmp", "dir");
    private static final List<OpenMode> MODES = List.of(
            OpenMode.READ_WRITE,
            OpenMode.READ_WRITE,
            OpenMode.READ_WRITE,
            OpenMode.READ,
            OpenMode.APPEND,
            OpenMode.CREATE_NEW,
            OpenMode.CREATE_NEW_READABLE);
    private static final List<OpenMode> CREATING =
            List.of(OpenMode.CREATE_NEW, OpenMode.CREATE_NEW_READABLE, OpenMode.APPEND);
    private static final List<String> SLOTS = List.of("a", "b", "c");
    private static final int LIMIT = 64;

    private final Random random;
    private final PrintStream out;
    private final SimKernel kernel = new SimKernel();
    private final List<Player> players = new ArrayList<>();
    private final Inode home;

    /** One process and its calls. */
    private static final class Player {
        private final SimProcess process;
        private final PortCalls calls;
        /** What is open, as the kernel sees it. */
        private final Map<String, Description> opened = new HashMap<>();

        Player(SimProcess process, PortCalls calls) {
            this.process = process;
            this.calls = calls;
        }
    }

    private WindowsStories(Random random, PrintStream out) throws PortException {
        this.random = random;
        this.out = out;
        kernel.files.windows = true;
        kernel.files.directoryLocks = false;
        SimProcess maker = kernel.spawn("maker", Traits.of(Role.OPERATOR));
        kernel.files.makeDirectories(maker, HOME);
        home = kernel.files.directoryAt(HOME);
        kernel.files.plantOther(maker, home, "dir", FileStat.Kind.DIRECTORY);
        for (int count = 2 + random.nextInt(2); count > 0; count--) {
            players.add(born());
        }
    }

    private Player born() throws PortException {
        SimProcess process = kernel.spawn("P" + kernel.processes.size(), Traits.of(Role.OPERATOR));
        SimPlatform platform =
                new SimPlatform(kernel, process, PortGate.direct(kernel), EnumSet.allOf(Capability.class));
        return new Player(process, new PortCalls(platform.directories().open(HOME)));
    }

    /**
     * Prints {@code story NUMBER PROCESSES} and its calls, each as {@code PROCESS CALL -> ANSWER}; in {@code PROCESS dies} it is
     * killed, and another begins in its place.
     *
     * @param args the seed, how many stories, and how many calls each has
     */
    public static void main(String[] args) throws PortException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        long seed = Long.parseLong(args[0]);
        int stories = Integer.parseInt(args[1]);
        int calls = Integer.parseInt(args[2]);
        for (int i = 0; i < stories; i++) {
            WindowsStories story = new WindowsStories(new Random(Tokens.mix(seed * 1_000_003 + i)), out);
            out.println("story " + i + " " + story.players.size());
            story.play(calls, i % 3 == 0);
        }
    }

    private void play(int calls, boolean withDeath) throws PortException {
        int death = withDeath ? calls / 3 + random.nextInt(calls / 2) : -1;
        for (int i = 0; i < calls; i++) {
            int who = random.nextInt(players.size());
            if (i == death) {
                die(who);
                continue;
            }
            Optional<String> call = Optional.empty();
            while (call.isEmpty()) {
                call = Optional.ofNullable(any(players.get(who)));
            }
            tell(who, call.get());
        }
    }

    private void tell(int who, String call) {
        Player player = players.get(who);
        int before = player.process.descriptors.size();
        String answer = player.calls.answer(call);
        String[] words = call.split(" ");
        if (words[0].equals("open") && player.process.descriptors.size() > before) {
            player.opened.put(words[1], player.process.descriptors.get(before));
        } else if (words[0].equals("close")) {
            player.opened.remove(words[1]);
        }
        out.println(who + " " + call + " -> " + answer);
    }

    private void die(int who) throws PortException {
        SimProcess dead = players.get(who).process;
        kernel.end(dead);
        kernel.tearDown(dead);
        players.set(who, born());
        out.println(who + " dies -> ok");
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Null for what cannot be done now. Calls on names that are not there are rare. */
    private String any(Player player) {
        String name = one(NAMES);
        String slot = one(SLOTS);
        Description open = player.opened.get(slot);
        if (!home.entries.containsKey(name) && random.nextInt(5) > 0) {
            return open == null ? "open " + slot + " " + name + " " + one(CREATING) : null;
        }
        return switch (random.nextInt(28)) {
            case 0, 1, 2, 3, 4 -> open == null ? "open " + slot + " " + name + " " + one(MODES) : null;
            case 5 -> "stat " + name;
            case 6 -> random.nextBoolean() ? "list" : null;
            case 7 -> "probe " + name;
            case 8 -> rename(name, one(NAMES));
            case 9 -> random.nextBoolean() ? unlink(name) : null; // the real ones try for long when they are refused
            case 10 -> random.nextInt(8) == 0 ? "directory" : null;
            default -> open == null ? null : onFile(slot, open, name);
        };
    }

    private String rename(String from, String to) {
        Inode moved = home.entries.get(from);
        return moved != null && moved.isDirectory() ? null : "rename " + from + " " + to;
    }

    private String unlink(String name) {
        Inode inode = home.entries.get(name);
        boolean pending = inode != null
                && !inode.opened.isEmpty()
                && inode.opened.stream().allMatch(description -> description.sharesDelete);
        return pending ? null : "unlink " + name;
    }

    private String onFile(String slot, Description open, String name) {
        boolean writes = open.access == Access.WRITE;
        boolean appends = open.access == Access.APPEND;
        String text = "abcdefghij".substring(0, 1 + random.nextInt(9));
        return switch (random.nextInt(12)) {
            case 0, 1 -> "close " + slot;
            case 2, 3, 4 -> writes ? "lock " + slot : null;
            case 5 -> "shown " + slot;
            case 6 -> appends ? null : "read " + slot + " " + (random.nextBoolean() ? LIMIT : random.nextInt(6));
            case 7, 8 -> writes ? "write " + slot + " " + text : appends ? "append " + slot + " " + text : null;
            case 9 -> writes ? "truncate " + slot + " " + random.nextInt(12) : null;
            case 10 -> writes && random.nextInt(3) > 0 ? "same " + slot + " " + name : "fstat " + slot;
            default -> writes || appends ? "sync " + slot : null;
        };
    }
}
