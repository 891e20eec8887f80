package dev.gatelock.conformance.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway in a Windows JVM beside programs of other makes: of C on Windows, and of this Linux, on one home. */
@OnWine
@Timeout(300)
class MixedWineIT {
    private static final long OFFSET = 1_048_576;
    private static final int REFUSED = 69;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path programs;

    private static Path probe;

    @TempDir
    Path home;

    private final Wine wine = Wine.shared();

    @BeforeAll
    static void compile() throws Exception {
        probe = ForeignLocks.compilable() ? ForeignLocks.compile(programs) : null;
    }

    @AfterEach
    void end() {
        wine.close();
    }

    private Started foreign(String what, String how) throws IOException {
        assumeTrue(probe != null, "no compiler for Windows here: install gcc-mingw-w64-x86-64");
        return wine.program(home, probe.toString(), what, how, Wine.name(home.resolve("gateway.lock")));
    }

    private FileLock locked(FileChannel channel) throws IOException {
        return channel.tryLock(OFFSET, 1, false);
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(home.resolve("gateway.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lockfileex", "locking"})
    void rule_1_a_foreign_windows_program_is_kept_out_and_let_in_after_a_crash(String how) throws Exception {
        Started owner = wine.gateway(home, "run").active();
        assertThat(foreign("try", how).exit()).isEqualTo(1);
        owner.kill();
        await().atMost(SOON).until(() -> foreign("try", how).exit() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lockfileex", "locking"})
    void rule_1_a_gateway_is_kept_out_by_a_foreign_windows_program(String how) throws Exception {
        Started holder = foreign("hold", how).until("held");
        Started refused = wine.gateway(home, "run", "--wait", "1s");
        assertThat(refused.exit()).as(refused.said()).isEqualTo(REFUSED);
        assertThat(refused.said()).doesNotContain("\tat ");
        holder.finish();
        assertThat(holder.exit()).isZero();
        wine.gateway(home, "run").active();
    }

    /** Rule 4: the owner is dead, and its lock is freed later. The foreign program stands for what the system still keeps. */
    @Test
    void rule_4_a_start_waits_for_the_late_lock_of_a_dead_owner() throws Exception {
        wine.gateway(home, "run").active().kill();
        Started late = foreign("hold", "lockfileex").until("held");
        Started next = wine.gateway(home, "run", "--wait", "60s");
        await().during(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(30)).until(next::alive);
        late.finish();
        next.active();
        assertThat(late.exit()).isZero();
    }

    @Test
    void a_linux_program_that_locks_the_same_byte_is_kept_out() throws Exception {
        Started owner = wine.gateway(home, "run").active();
        try (FileChannel channel = lockFile()) {
            assertThat(locked(channel)).isNull();
            owner.kill();
            await().atMost(SOON).until(() -> locked(channel) != null);
        }
    }

    @Test
    void a_gateway_is_kept_out_by_a_linux_program_that_locks_the_same_byte() throws Exception {
        try (FileChannel channel = lockFile()) {
            assertThat(locked(channel)).isNotNull();
            assertThat(wine.gateway(home, "run", "--wait", "1s").exit()).isEqualTo(REFUSED);
        }
        wine.gateway(home, "run").active();
    }

    @Test
    void rule_1_records_are_readable_while_they_are_locked() throws Exception {
        wine.gateway(home, "run").active();
        String record = Files.readString(home.resolve("gateway.pid"));
        assertThat(record).contains("\"lock_class\":\"lockfileex\"");
        assertThat(Files.readString(home.resolve("gateway.lock"))).isEqualTo(record);
        Files.delete(home.resolve("gateway.pid"));
        Started look = wine.gateway(home, "status", "--json");
        assertThat(look.exit()).as(look.said()).isZero(); // by what the locked file says
    }

    @Test
    void rule_2_nobody_on_windows_deletes_or_renames_the_lock_of_a_live_owner() throws Exception {
        Started owner = wine.gateway(home, "run").active();
        String lock = Wine.name(home.resolve("gateway.lock"));
        wine.program(home, "cmd", "/c", "del", lock).exit();
        wine.program(home, "cmd", "/c", "ren", lock, "aside").exit();
        assertThat(home.resolve("gateway.lock")).exists();
        assertThat(home.resolve("aside")).doesNotExist();
        owner.kill();
        await().atMost(SOON).until(() -> {
            wine.program(home, "cmd", "/c", "ren", lock, "aside").exit();
            return Files.exists(home.resolve("aside"));
        });
    }

    /** What of odd-home a Windows can name. */
    @Test
    void a_home_may_have_blanks_and_letters_of_any_language() throws Exception {
        Path odd = home.resolve("a b\u00e4\u65e5 (1) $HOME %TEMP% 'x'");
        wine.gateway(odd, "run").active();
        assertThat(odd.resolve("gateway.pid")).exists();
        Started status = wine.gateway(odd, "status");
        assertThat(status.exit()).as(status.said()).isZero();
    }

    /** As Linux sees it, by its argument 0: the image of every Windows program is Wine's own. */
    private static boolean probeLives() {
        String name = programs.getFileName() + "\\probe.exe";
        return ProcessHandle.allProcesses()
                .anyMatch(process -> firstArgument(process.pid()).endsWith(name));
    }

    private static String firstArgument(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .split("\0")[0];
        } catch (IOException e) {
            return "";
        }
    }

    /** The program neither has the lock nor is it ours any more: the note beside the lock tells of it (#51325). */
    @Test
    void rule_8_what_a_killed_gateway_left_running_refuses_a_start_and_is_ended_by_a_replacement() throws Exception {
        assumeTrue(probe != null, "no compiler for Windows here: install gcc-mingw-w64-x86-64");
        Started owner =
                wine.gateway(home, "run", "--", Wine.name(probe), "live").active();
        await().atMost(SOON).until(MixedWineIT::probeLives);
        owner.signal("KILL");
        await().atMost(SOON).until(() -> !owner.alive());
        Started refused = wine.gateway(home, "run");
        assertThat(refused.exit()).as(refused.said()).isEqualTo(REFUSED);
        assertThat(refused.said()).contains("what it started lives on");
        assertThat(probeLives()).isTrue();
        wine.gateway(home, "run", "--replace").active();
        // to Windows programs it has ended by now; the Linux process that played it goes a moment later
        await().atMost(SOON).until(() -> !probeLives());
    }

    /** Rule 8: it answers neither marker nor request, being frozen; TerminateProcess needs no answer. */
    @Test
    void rule_8_an_owner_that_hangs_is_ended_by_force() throws Exception {
        Started frozen = wine.gateway(home, "run").active();
        frozen.signal("STOP");
        Started refused = wine.gateway(home, "run");
        assertThat(refused.exit()).isEqualTo(REFUSED);
        assertThat(frozen.alive()).isTrue();
        wine.gateway(home, "run", "--replace", "--grace", "1s").active();
        await().atMost(SOON).until(() -> !frozen.alive());
    }
}
