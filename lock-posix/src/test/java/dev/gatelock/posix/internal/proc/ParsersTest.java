package dev.gatelock.posix.internal.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Reading the kernel's text, whatever is in it. */
class ParsersTest {
    private static final String AFTER_START = " 18446744073709551615 0 0 17 3 0 0 0 0 0";

    private static String stat(String name, char state, long parent, long group, long start) {
        return "4711 (" + name + ") " + state + " " + parent + " " + group
                + " 1 0 -1 4194304 100 0 0 0 1 2 3 4 20 0 1 0 " + start + AFTER_START + "\n";
    }

    @Property
    void noNameCanMoveTheFieldsOfStat(
            @ForAll @StringLength(max = 15) @CharRange(from = 1, to = 255) String name,
            @ForAll @LongRange(min = 0, max = 4_194_304) long parent,
            @ForAll @LongRange(min = 0) long start) {
        long bounded = start % 1_000_000_000_000L;
        assertThat(ProcStat.parse(stat(name, 'S', parent, 1, bounded))).contains(new ProcStat('S', parent, 1, bounded));
    }

    @Property
    void noTextMakesAnyParserThrow(@ForAll @CharRange(from = 0, to = 255) String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ProcStat.parse(text);
        ProcStat.parse("1 (x) " + text);
        ProcStatus.parse(text);
        ProcStatus.parse("NSpid:" + text + "\nUid:" + text);
        LockLine.parse(text, 0, text.length());
        LockLine.parse("1: FLOCK  ADVISORY  WRITE " + text, 0, text.length() + 26);
        FdInfo.showsFlock(bytes);
        FdInfo.showsFlock(("lock:" + text).getBytes(StandardCharsets.ISO_8859_1));
        CommandLine.split(bytes);
        CommandLine.withoutInterpreter(List.of(text, text), text);
    }

    @Property
    void truncatedStatIsNoStat(@ForAll @IntRange(min = 0, max = 60) int length) {
        String text = stat("java", 'R', 1, 1, 123456);
        assertThat(ProcStat.parse(text.substring(0, length))).isEmpty();
    }

    @Test
    void statesOfStat() {
        assertThat(ProcStat.parse(stat("a", 'Z', 1, 1, 5)).orElseThrow().dead()).isTrue();
        assertThat(ProcStat.parse(stat("a", 'X', 1, 1, 5)).orElseThrow().dead()).isTrue();
        assertThat(ProcStat.parse(stat("a", 'T', 1, 1, 5)).orElseThrow().stopped())
                .isTrue();
        assertThat(ProcStat.parse(stat("a", 't', 1, 1, 5)).orElseThrow().stopped())
                .isTrue();
        assertThat(ProcStat.parse(stat("a) Z (b", 'S', 1, 1, 5)).orElseThrow().dead())
                .isFalse();
    }

    @Test
    void status() {
        String text =
                "Name:\tUid: 0\nTgid:\t4711\nNgid:\t0\nPid:\t4712\nUid:\t1000\t1001\t1002\t1003\nNSpid:\t4712\t20\t1\n";
        assertThat(ProcStatus.parse(text)).isEqualTo(new ProcStatus(4711, 1001, 1, 3));
        assertThat(ProcStatus.parse("")).isEqualTo(new ProcStatus(-1, -1, -1, 0));
    }

    @Property
    void lockLinesAreReadBack(
            @ForAll @LongRange(min = -1, max = 4_194_304) long pid,
            @ForAll @IntRange(min = 0, max = 0xfff) int major,
            @ForAll @IntRange(min = 0, max = 0xfffff) int minor,
            @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long inode) {
        String text = String.format("%d: FLOCK  ADVISORY  WRITE %d %02x:%02x:%d 0 EOF", 17, pid, major, minor, inode);
        assertThat(LockLine.parse(text, 0, text.length())).isEqualTo(new LockLine(pid, major, minor, inode));
    }

    @Test
    void otherLinesAreNoFlocks() {
        for (String text : new String[] {
            "1: -> FLOCK  ADVISORY  WRITE 1 fe:00:5 0 EOF",
            "1: POSIX  ADVISORY  WRITE 1 fe:00:5 0 EOF",
            "1: OFDLCK ADVISORY  WRITE -1 fe:00:5 0 EOF",
            "1: LEASE  ACTIVE    READ  1 fe:00:5 0 EOF",
            "1: FLOCK  ADVISORY  WRITE 1 fe:00",
            "1: FLOCK  ADVISORY  WRITE x fe:00:5 0 EOF",
            "1: FLOCK  ADVISORY  WRITE 1 zz:00:5 0 EOF",
            "1: FLOCK  ADVISORY  WRITE 1 <none>:0 0 EOF",
        }) {
            assertThat(LockLine.parse(text, 0, text.length())).as(text).isNull();
        }
    }

    @Test
    void descriptorsWithSeveralLocks() {
        String info = "pos:\t0\nflags:\t02100002\nmnt_id:\t27\nino:\t5\n"
                + "lock:\t1: POSIX  ADVISORY  WRITE 9 fe:00:5 0 EOF\n"
                + "lock:\t2: FLOCK  ADVISORY  WRITE 7 fe:00:5 0 EOF\n";
        byte[] bytes = info.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(FdInfo.firstFlock(bytes, bytes.length)).isEqualTo(new LockLine(7, 0xfe, 0, 5));
        assertThat(FdInfo.showsFlock("pos:\t0\nflags:\t02\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isFalse();
    }

    @Test
    void argumentsOfAJavaProgram() {
        List<String> all = List.of("/usr/bin/java", "-Xmx16m", "-cp", "a b", "Main", "run", "--home", "x y", "");
        assertThat(CommandLine.withoutInterpreter(all, "Main run --home x y "))
                .containsExactly("Main", "run", "--home", "x y", "");
        assertThat(CommandLine.withoutInterpreter(List.of("java", "@file"), "Main a"))
                .containsExactly("Main", "a");
        assertThat(CommandLine.withoutInterpreter(List.of("gateway", "run"), null))
                .containsExactly("run");
        assertThat(CommandLine.split("a\0\0b c\0".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("a", "", "b c");
        assertThat(CommandLine.split(new byte[0])).isEmpty();
    }
}
