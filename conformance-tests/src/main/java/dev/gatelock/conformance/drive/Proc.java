package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads {@code /proc}. */
final class Proc {

    private static final int PF_EXITING = 0x4;
    /** Of the fields of {@code stat} from the state on. */
    private static final int GROUP = 2;

    private static final int SESSION = 3;
    private static final Path ROOT = Path.of("/proc");

    record Stat(char state, long parent, long flags, long startTicks) {
        boolean dead() {
            return state == 'Z' || state == 'X';
        }

        boolean exiting() {
            return (flags & PF_EXITING) != 0;
        }
    }

    private Proc() {}

    static Optional<Stat> stat(long pid) {
        try {
            String[] fields = fields(pid);
            return Optional.of(new Stat(
                    fields[0].charAt(0),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[6]),
                    Long.parseLong(fields[19])));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** From the state on: the program's name before it may have any letters in it. */
    private static String[] fields(long pid) throws IOException {
        String text = Files.readString(ROOT.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
        return text.substring(text.lastIndexOf(')') + 2).split(" ");
    }

    static Map<String, Object> kernelSays(long pid) {
        Path process = ROOT.resolve(Long.toString(pid));
        try {
            return Map.of(
                    "boot_id",
                    Files.readString(ROOT.resolve("sys/kernel/random/boot_id")).strip(),
                    "pid_ns",
                    Files.getAttribute(process.resolve("ns/pid"), "unix:ino"),
                    "uid",
                    Files.getAttribute(process, "unix:uid"));
        } catch (IOException e) {
            return Map.of();
        }
    }

    static Optional<ProcId> id(long pid) {
        return stat(pid).map(s -> new ProcId(pid, s.startTicks()));
    }

    static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT, "[0-9]*")) {
            entries.forEach(p -> pids.add(Long.parseLong(p.getFileName().toString())));
        } catch (IOException e) {
            throw new IllegalStateException("cannot list /proc", e);
        }
        return pids;
    }

    /** The process and everything that descends from it. */
    static List<ProcId> family(long pid) {
        Map<Long, List<Long>> children = new HashMap<>();
        for (long candidate : pids()) {
            stat(candidate).ifPresent(s -> children.computeIfAbsent(s.parent(), parent -> new ArrayList<>())
                    .add(candidate));
        }
        List<ProcId> family = new ArrayList<>();
        Deque<Long> open = new ArrayDeque<>(List.of(pid));
        while (!open.isEmpty()) {
            long next = open.removeFirst();
            id(next).ifPresent(family::add);
            open.addAll(children.getOrDefault(next, List.of()));
        }
        return family;
    }

    /** Those between the two and the ancestor itself, that one first; empty if it is none. */
    static List<ProcId> ancestors(ProcId process, ProcId ancestor) {
        List<ProcId> line = new ArrayList<>();
        Optional<Stat> stat = stat(process.pid());
        while (stat.isPresent() && stat.get().parent() > 1) {
            long parent = stat.get().parent();
            id(parent).ifPresent(p -> line.add(0, p));
            if (parent == ancestor.pid()) {
                return line;
            }
            stat = stat(parent);
        }
        return List.of();
    }

    /** Whether that process is there and is not dead; the dead ones stay for as long as nobody reaps them. */
    static boolean lives(long pid) {
        return stat(pid).filter(s -> !s.dead()).isPresent();
    }

    /** Whether a process has a child that is not dead. */
    static boolean hasChild(long pid) {
        return pids().stream().anyMatch(p -> stat(p).filter(s -> s.parent() == pid && !s.dead())
                .isPresent());
    }

    /** Whether a process has anybody under trace who is not dead. */
    static boolean traces(long pid) {
        String line = "TracerPid:\t" + pid;
        return pids().stream().anyMatch(p -> lives(p) && status(p).contains(line));
    }

    private static List<String> status(long pid) {
        try {
            return Files.readAllLines(ROOT.resolve(pid + "/status"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Everybody in that process group. */
    static List<ProcId> group(long number) {
        return pids().stream()
                .filter(p -> hasNumber(p, number, GROUP))
                .flatMap(p -> id(p).stream())
                .toList();
    }

    /** Whether a number names the session or the group of anybody, so that the kernel gives it to no new process. */
    static boolean inUse(long number) {
        return pids().stream().anyMatch(p -> hasNumber(p, number, GROUP, SESSION));
    }

    /** Whether one of these fields of its {@code stat} is that number. */
    private static boolean hasNumber(long pid, long number, int... which) {
        try {
            String[] fields = fields(pid);
            return Arrays.stream(which).anyMatch(field -> Long.parseLong(fields[field]) == number);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** The member of a family which calls itself by that pid, in its own PID namespace if it lives in another one. */
    static Optional<ProcId> called(long ancestor, long pid) {
        if (pid == ancestor) {
            return id(pid);
        }
        List<ProcId> family = family(ancestor);
        return family.stream().filter(p -> p.pid() == pid).findFirst().or(() -> family.stream()
                .filter(p -> innermost(p.pid()) == pid)
                .findFirst());
    }

    private static long innermost(long pid) {
        for (String line : status(pid)) {
            if (line.startsWith("NSpid:")) {
                String[] parts = line.split("\\s+");
                return parts.length > 2 ? Long.parseLong(parts[parts.length - 1]) : -1;
            }
        }
        return -1;
    }

    /** What a process has needed: clock ticks are hundredths of a second, and pages 4 KiB at least. */
    static Cost cost(long pid) {
        try {
            String[] fields = fields(pid);
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return new Cost(ticks / 100.0, Long.parseLong(fields[21]) * 4096 / 1e6);
        } catch (IOException | RuntimeException e) {
            return new Cost(0, 0);
        }
    }

    /** How many threads a process has; 0 when it is gone. */
    static int threads(long pid) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(ROOT.resolve(pid + "/task"))) {
            int count = 0;
            for (Path thread : threads) {
                count += Files.isDirectory(thread) ? 1 : 0;
            }
            return count;
        } catch (IOException | DirectoryIteratorException e) {
            return 0;
        }
    }

    /** Whether a tracer is attached to every thread of a process. */
    static boolean traced(long pid) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(ROOT.resolve(pid + "/task"))) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("status"), StandardCharsets.ISO_8859_1)
                        .contains("TracerPid:\t0\n")) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a process carries that text in the environment it was started with. */
    static boolean environmentHolds(long pid, String text) {
        try {
            return new String(Files.readAllBytes(ROOT.resolve(pid + "/environ")), StandardCharsets.ISO_8859_1)
                    .contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** The command line, arguments separated by blanks; empty when there is none to read. */
    static String command(long pid) {
        try {
            return new String(Files.readAllBytes(ROOT.resolve(pid + "/cmdline")), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether a process holds that inode by {@code flock}, alone. */
    static boolean flocks(long pid, long inode) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT.resolve(pid + "/fdinfo"))) {
            for (Path entry : entries) {
                if (Files.readString(entry, StandardCharsets.ISO_8859_1)
                        .lines()
                        .anyMatch(l -> l.startsWith("lock:")
                                && l.contains(" FLOCK ")
                                && l.contains(" WRITE ")
                                && l.contains(":" + inode + " "))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** The living processes that have a connection to that port of this machine. */
    static List<ProcId> connectedTo(int port) {
        Set<String> sockets = new HashSet<>();
        String remote = String.format(Locale.ROOT, ":%04X", port);
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try {
                for (String line : Files.readAllLines(ROOT.resolve(table), StandardCharsets.ISO_8859_1)) {
                    String[] fields = line.strip().split("\\s+");
                    if (fields.length > 9 && fields[2].endsWith(remote) && !fields[9].equals("0")) {
                        sockets.add("socket:[" + fields[9] + "]");
                    }
                }
            } catch (IOException e) {
                continue; // without IPv6 there is no such table
            }
        }
        return sockets.isEmpty()
                ? List.of()
                : pids().stream()
                        .filter(pid -> lives(pid) && hasOpen(pid, target -> sockets.contains(target.toString())))
                        .flatMap(pid -> id(pid).stream())
                        .toList();
    }

    /** Whether a process has a descriptor open on something below that folder. */
    static boolean hasOpen(long pid, Path folder) {
        return hasOpen(pid, (Path target) -> target.startsWith(folder));
    }

    private static boolean hasOpen(long pid, Predicate<Path> what) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(ROOT.resolve(pid + "/fd"))) {
            for (Path entry : entries) {
                try {
                    if (what.test(Files.readSymbolicLink(entry))) {
                        return true;
                    }
                } catch (IOException e) {
                    continue;
                }
            }
            return false;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
