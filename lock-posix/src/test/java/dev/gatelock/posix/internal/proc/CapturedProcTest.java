package dev.gatelock.posix.internal.proc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.posix.internal.libc.RawStat;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.LockTable;
import dev.gatelock.spi.Sighting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are not at hand, as folders of files in the form in which their kernels show them. */
class CapturedProcTest {
    private static final String EXT4 = "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n";
    private static final String BTRFS = "22 1 0:25 /@ / rw,relatime - btrfs /dev/nvme0n1p2 rw,subvol=/@\n";
    private static final String PROC = "23 22 0:21 / /proc rw,nosuid - proc proc rw";

    @TempDir
    Path root;

    private LockTable table;

    @BeforeEach
    void machine() throws Exception {
        table = new ProcLocks(new ProcFs(root));
        file("self/mountinfo", EXT4 + PROC + "\n");
        namespace(PidNamespace.INITIAL);
        file("locks", "");
        file("self/status", "Tgid:\t100\nUid:\t1000\t1000\t1000\t1000\nNSpid:\t100\n");
        process(100, "self", 'R', 100, 50);
        file("self/stat", Files.readString(root.resolve("100/stat")));
    }

    private void file(String name, String text) throws Exception {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void namespace(long inode) throws Exception {
        Files.createDirectories(root.resolve("self/ns"));
        Files.deleteIfExists(root.resolve("self/ns/pid"));
        Files.createSymbolicLink(root.resolve("self/ns/pid"), Path.of("pid:[" + inode + "]"));
    }

    private void process(long pid, String name, char state, long threadGroup, long start) throws Exception {
        file(
                pid + "/stat",
                pid + " (" + name + ") " + state + " 1 7 1 0 -1 4194304 100 0 0 0 1 2 3 4 20 0 1 0 " + start
                        + " 0 0 0\n");
        file(
                pid + "/status",
                "Name:\t" + name + "\nTgid:\t" + threadGroup + "\nUid:\t0\t0\t0\t0\nNSpid:\t" + pid + "\n");
        file(pid + "/cmdline", name + "\0--flag\0");
        Files.createDirectories(root.resolve(pid + "/fdinfo"));
    }

    private void descriptor(long pid, int number, String lock) throws Exception {
        file(
                pid + "/fdinfo/" + number,
                "pos:\t0\nflags:\t02100002\nmnt_id:\t27\n" + (lock.isEmpty() ? "" : "lock:\t" + lock + "\n"));
    }

    private static FileId id(int major, int minor, long inode) {
        return FileId.ofInode(RawStat.device(major, minor), inode);
    }

    private static LockSighting held(LockHolder... holders) {
        return new LockSighting.Held(List.of(holders));
    }

    @Test
    void takerIsConfirmedByItsDescriptor() throws Exception {
        String lock = "1: FLOCK  ADVISORY  WRITE 200 fe:00:5 0 EOF";
        file("locks", lock + "\n2: FLOCK  ADVISORY  WRITE 201 fe:00:55 0 EOF\n");
        process(200, "tmux: srv", 'S', 200, 60);
        descriptor(200, 0, "");
        descriptor(200, 7, lock);
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(held(new LockHolder(200, 200, true)));
        assertThat(table.holders(id(0xfe, 0, 5))).isEqualTo(held(new LockHolder(200, 200, true)));
        assertThat(table.taker(id(0xfe, 0, 6))).isEqualTo(new LockSighting.NotListed(true));
    }

    @Test
    void aDeadTakerIsNoHolderAndTheHeirIsFound() throws Exception {
        String lock = "1: FLOCK  ADVISORY  WRITE 200 fe:00:5 0 EOF";
        file("locks", lock + "\n");
        process(201, "heir", 'S', 201, 61);
        descriptor(201, 7, lock);
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(held());
        assertThat(table.holders(id(0xfe, 0, 5))).isEqualTo(held(new LockHolder(201, 200, true)));
        process(200, "zombie", 'Z', 200, 60);
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(held());
    }

    @Test
    void aTakerThatDoesNotLetUsLookIsNotConfirmed() throws Exception {
        file("locks", "1: FLOCK  ADVISORY  WRITE 200 fe:00:5 0 EOF\n");
        process(200, "other", 'S', 200, 60);
        Files.delete(root.resolve("200/fdinfo"));
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(held(new LockHolder(200, 200, false)));
        assertThat(table.holders(id(0xfe, 0, 5))).isEqualTo(held(new LockHolder(200, 200, false)));
    }

    @Test
    void btrfsShowsAnotherDeviceInTheTableThanInStat() throws Exception {
        file("self/mountinfo", BTRFS + PROC + "\n");
        String lock = "1: FLOCK  ADVISORY  WRITE 200 00:19:257 0 EOF";
        file("locks", lock + "\n");
        process(200, "gateway", 'S', 200, 60);
        descriptor(200, 7, lock);
        assertThat(table.taker(id(0, 0x1b, 257))).isEqualTo(held(new LockHolder(200, 200, true)));
        assertThat(table.holders(id(0, 0x1b, 257))).isEqualTo(held(new LockHolder(200, 200, true)));
    }

    @Test
    void theSameInodeOnAnotherFileSystemIsAnotherFile() throws Exception {
        file("self/mountinfo", EXT4 + "24 22 0:50 / /run rw - tmpfs tmpfs rw\n" + PROC + "\n");
        String lock = "1: FLOCK  ADVISORY  WRITE 200 00:32:5 0 EOF";
        file("locks", lock + "\n");
        process(200, "other", 'S', 200, 60);
        descriptor(200, 7, lock);
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(new LockSighting.NotListed(true));
        assertThat(table.holders(id(0xfe, 0, 5))).isEqualTo(new LockSighting.NotListed(true));
        assertThat(table.taker(id(0, 0x32, 5))).isEqualTo(held(new LockHolder(200, 200, true)));
    }

    @Test
    void waitersOtherKindsAndInvisibleHolders() throws Exception {
        file(
                "locks",
                "1: POSIX  ADVISORY  WRITE 200 fe:00:5 0 EOF\n"
                        + "2: OFDLCK ADVISORY  WRITE -1 fe:00:5 0 EOF\n"
                        + "3: FLOCK  ADVISORY  WRITE 200 fe:00:7 0 EOF\n3: -> FLOCK  ADVISORY  WRITE 201 fe:00:5 0 EOF\n");
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(new LockSighting.NotListed(true));
        file("locks", "1: FLOCK  ADVISORY  WRITE 0 fe:00:5 0 EOF\n");
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(held());
        assertThat(table.holders(id(0xfe, 0, 5))).isEqualTo(held());
    }

    @Test
    void absenceProvesNothingInANestedNamespace() throws Exception {
        namespace(4026532999L);
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(new LockSighting.NotListed(false));
        Files.delete(root.resolve("self/ns/pid"));
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(new LockSighting.NotListed(false));
    }

    @Test
    void aLongTableIsReadUntilItStandsStill() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append(i + 1)
                    .append(": FLOCK  ADVISORY  WRITE 300 fe:00:")
                    .append(1000 + i)
                    .append(" 0 EOF\n");
        }
        file("locks", text.toString());
        assertThat(table.taker(id(0xfe, 0, 5))).isEqualTo(new LockSighting.NotListed(true));
        assertThat(table.taker(id(0xfe, 0, 1999))).isEqualTo(held());
    }

    @Test
    void noTableWithoutProc() throws Exception {
        Files.delete(root.resolve("locks"));
        assertThat(table.taker(id(0xfe, 0, 5))).isInstanceOf(LockSighting.NoTable.class);
        assertThat(table.taker(new FileId("C:\\x"))).isInstanceOf(LockSighting.NoTable.class);
    }

    private Sighting look(long pid) {
        return new ProcProcesses(new ProcFs(root)).look(pid);
    }

    @Test
    void processes() throws Exception {
        process(200, "a) Z 1 (b", 'S', 200, 60);
        process(201, "thread", 'S', 200, 61);
        process(202, "dead", 'Z', 202, 62);
        process(203, "stopped", 'T', 203, 63);
        Sighting.Alive alive = (Sighting.Alive) look(200);
        assertThat(alive.identity().startTime()).hasValue(60);
        assertThat(alive.identity().pidNamespace()).hasValue(PidNamespace.INITIAL);
        assertThat(alive.stopped()).isFalse();
        assertThat(alive.group()).hasValue(7);
        assertThat(alive.commandLine()).containsExactly("a) Z 1 (b", "--flag");
        assertThat(look(201)).isEqualTo(new Sighting.ThreadOf(200));
        assertThat(look(202)).isEqualTo(new Sighting.Zombie());
        assertThat(((Sighting.Alive) look(203)).stopped()).isTrue();
        assertThat(look(204)).isEqualTo(new Sighting.Absent());
        file("205/stat", "nonsense");
        assertThat(look(205)).isInstanceOf(Sighting.Unclear.class);
    }

    /** separate-pid-namespace: seen with the pid that it has for us, and with the namespace that its own record names. */
    @Test
    void aProcessBelowOurNamespaceKeepsItsOwn() throws Exception {
        process(206, "below", 'S', 206, 64);
        file("206/status", "Tgid:\t206\nUid:\t0\t0\t0\t0\nNSpid:\t206\t2\n");
        assertThat(((Sighting.Alive) look(206)).identity().pidNamespace()).isEmpty();
        Files.createDirectories(root.resolve("206/ns"));
        Files.createSymbolicLink(root.resolve("206/ns/pid"), Path.of("pid:[4026532999]"));
        Sighting.Alive alive = (Sighting.Alive) look(206);
        assertThat(alive.identity().pid()).isEqualTo(206);
        assertThat(alive.identity().pidNamespace()).hasValue(4026532999L);
    }

    @Test
    void absenceProvesNothingWhereProcessesAreHidden() throws Exception {
        for (String option : List.of("hidepid=2", "gid=4,hidepid=invisible")) {
            file("self/mountinfo", EXT4 + PROC + "," + option + "\n");
            assertThat(look(204)).as(option).isInstanceOf(Sighting.Unclear.class);
        }
        for (String option : List.of("hidepid=0", "hidepid=off", "gid=4")) {
            file("self/mountinfo", EXT4 + PROC + "," + option + "\n");
            assertThat(look(204)).as(option).isEqualTo(new Sighting.Absent());
        }
    }

    @Test
    void procOfAnotherNamespaceSaysNothingAboutOurPids() throws Exception {
        file("self/status", "Tgid:\t100\nUid:\t0\t0\t0\t0\nNSpid:\t100\t1\n");
        assertThat(look(200)).isInstanceOf(Sighting.Unclear.class);
        assertThat(new ProcProcesses(new ProcFs(root)).self().pid()).isEqualTo(1);
    }

    @Test
    void ticks() throws Exception {
        file("uptime", "1234.56 99.00\n");
        ClockTicks ticks = new ClockTicks(new ProcFs(root));
        assertThat(ticks.perSecond()).isEqualTo(100);
        assertThat(ticks.now()).isEqualTo(123456);
        assertThat(ticks.since(123400)).hasMillis(560);
        byte[] vector = new byte[32];
        java.nio.ByteBuffer.wrap(vector)
                .order(java.nio.ByteOrder.nativeOrder())
                .putLong(17)
                .putLong(1024);
        Files.write(root.resolve("self/auxv"), vector);
        assertThat(new ClockTicks(new ProcFs(root)).now()).isEqualTo(1264189);
    }
}
