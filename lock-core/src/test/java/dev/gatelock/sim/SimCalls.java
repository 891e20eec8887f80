package dev.gatelock.sim;

import dev.gatelock.sim.Description.Lock;
import dev.gatelock.sim.SimProcess.Role;
import dev.gatelock.sim.SimProcess.State;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.Sighting;
import dev.gatelock.spi.Signal;
import dev.gatelock.spi.SignalResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Calls on a simulated kernel, answered in the words of {@code kernel_driver.py}. */
final class SimCalls {
    private static final Path HOME = Path.of("/srv/diff");

    final SimKernel kernel = new SimKernel();
    final List<SimProcess> processes = new ArrayList<>();
    final List<Map<String, Description>> slots = new ArrayList<>();
    final List<Map<String, SimProcess>> pins = new ArrayList<>();
    private final Map<SimProcess, Description> directories = new HashMap<>();
    private final Inode home;

    SimCalls(int count) throws PortException {
        for (int i = 0; i < count; i++) {
            Traits traits = Traits.of(Role.OPERATOR);
            traits.uid = 0;
            born(traits);
        }
        SimProcess first = processes.get(0);
        kernel.files.makeDirectories(first, HOME);
        home = kernel.files.directoryAt(HOME);
        home.mode = 0777;
        kernel.files.plantOther(first, home, "link", FileStat.Kind.SYMLINK);
        kernel.files.plantOther(first, home, "fifo", FileStat.Kind.OTHER);
        kernel.files.plantOther(first, home, "dir", FileStat.Kind.DIRECTORY);
        for (SimProcess process : processes) {
            directories.put(process, kernel.files.openDirectory(process, HOME));
        }
    }

    private SimProcess born(Traits traits) {
        traits.reaped = false;
        SimProcess process = kernel.spawn("P" + processes.size(), traits);
        processes.add(process);
        slots.add(new TreeMap<>());
        pins.add(new TreeMap<>());
        return process;
    }

    void user(int index, long uid) {
        processes.get(index).traits.uid = uid;
    }

    boolean runs(int index) {
        return processes.get(index).state == State.RUNNING;
    }

    /** What a call answers, its fault instead if it has one. */
    interface Call {
        String answer() throws PortException;
    }

    static String answer(Call call) {
        try {
            return call.answer();
        } catch (PortException e) {
            return e.fault().name();
        }
    }

    String open(int who, String slot, String name, OpenMode mode) throws PortException {
        slots.get(who).put(slot, kernel.files.open(processes.get(who), home, name, mode));
        return "ok";
    }

    String close(int who, String slot) {
        kernel.files.close(processes.get(who), slots.get(who).remove(slot));
        return "ok";
    }

    private Description at(int who, String slot) {
        return slot.equals(".")
                ? directories.get(processes.get(who))
                : slots.get(who).get(slot);
    }

    String flock(int who, String slot) throws PortException {
        return kernel.files
                .flock(processes.get(who), at(who, slot), Lock.EXCLUSIVE)
                .name();
    }

    String unlock(int who, String slot) {
        kernel.files.release(at(who, slot));
        return "ok";
    }

    String probe(int who, String name) throws PortException {
        SimProcess self = processes.get(who);
        Description probe = kernel.files.open(self, home, name, OpenMode.READ);
        LockAttempt attempt = kernel.files.flock(self, probe, Lock.SHARED);
        kernel.files.close(self, probe);
        return attempt.name();
    }

    String write(int who, String slot, String text) throws PortException {
        kernel.files.overwrite(processes.get(who), at(who, slot), text.getBytes(StandardCharsets.US_ASCII));
        return "ok";
    }

    String append(int who, String slot, String text) throws PortException {
        kernel.files.append(processes.get(who), at(who, slot), text.getBytes(StandardCharsets.US_ASCII));
        return "ok";
    }

    String truncate(int who, String slot, int size) throws PortException {
        kernel.files.truncate(processes.get(who), at(who, slot), size);
        return "ok";
    }

    String read(int who, String slot) throws PortException {
        return "[" + new String(kernel.files.read(at(who, slot), 64), StandardCharsets.US_ASCII).replace('\0', '0')
                + "]";
    }

    private static String shown(Inode inode) {
        return inode.kind == FileStat.Kind.REGULAR
                ? "REGULAR " + inode.links + " " + inode.size()
                : inode.kind + " 1 0";
    }

    String fstat(int who, String slot) {
        return shown(at(who, slot).inode);
    }

    String stat(String name) {
        Inode inode = home.entries.get(name);
        return inode == null ? "NOT_FOUND" : shown(inode);
    }

    String same(int who, String slot, String name) {
        Inode inode = home.entries.get(name);
        return inode == null ? "NOT_FOUND" : String.valueOf(at(who, slot).inode == inode);
    }

    String rename(int who, String from, String to) throws PortException {
        kernel.files.rename(processes.get(who), home, from, to);
        return "ok";
    }

    String unlink(int who, String name) throws PortException {
        return kernel.files.unlink(processes.get(who), home, name) ? "ok" : "NOT_FOUND";
    }

    String list() {
        return String.join(" ", home.entries.keySet());
    }

    String fork(int who) {
        SimProcess parent = processes.get(who);
        Traits traits = Traits.of(Role.OPERATOR);
        traits.uid = parent.traits.uid;
        traits.parent = parent;
        SimProcess child = born(traits);
        parent.descriptors.forEach(description -> kernel.files.share(description, child));
        slots.get(processes.size() - 1).putAll(slots.get(who));
        directories.put(child, directories.get(parent));
        return "ok";
    }

    String look(int index) {
        Sighting sighting = kernel.look(processes.get(0), processes.get(index).pid);
        if (sighting instanceof Sighting.Alive alive) {
            return alive.stopped() ? "STOPPED" : "ALIVE";
        }
        return sighting instanceof Sighting.Zombie ? "ZOMBIE" : "ABSENT";
    }

    /** The dead are torn down at once, as the driver waits for it. */
    private void settle() {
        processes.stream().filter(p -> p.state == State.DYING).forEach(kernel::tearDown);
    }

    String signal(int who, String pin, Signal signal) {
        SignalResult result = kernel.signal(processes.get(who), pins.get(who).get(pin), signal);
        settle();
        return result.name();
    }

    String stop(int index) {
        kernel.stop(processes.get(index));
        return "ok";
    }

    String pin(int who, String slot, int target) {
        if (kernel.find(processes.get(who), processes.get(target).pid).isEmpty()) {
            return "GONE";
        }
        pins.get(who).put(slot, processes.get(target));
        return "ok";
    }

    String reap(int index) {
        processes.get(index).state = State.REAPED;
        return "ok";
    }

    String holders(String name) {
        Inode inode = name.equals(".") ? home : home.entries.get(name);
        if (inode == null) {
            return "NOT_FOUND";
        }
        String found = processes.stream()
                .filter(p -> kernel.fdinfo(processes.get(0), p, inode).isPresent())
                .map(p -> String.valueOf(p.ordinal))
                .collect(Collectors.joining(" "));
        return found.isEmpty() ? "nobody" : found;
    }
}
