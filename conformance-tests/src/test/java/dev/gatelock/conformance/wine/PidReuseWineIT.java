package dev.gatelock.conformance.wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Windows under Wine counts its processes anew when the last has ended: the same pid again, as often as one likes. */
@OnWine
@Timeout(300)
class PidReuseWineIT {
    private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");

    @TempDir
    Path folder;

    private Path home;
    private Wine wine;
    private Path probe;

    @BeforeEach
    void a_windows_of_its_own() throws Exception {
        assumeTrue(ForeignLocks.compilable(), "no compiler for Windows here: install gcc-mingw-w64-x86-64");
        home = Files.createDirectory(folder.resolve("home"));
        wine = Wine.fresh(folder.resolve("windows"));
        probe = ForeignLocks.compile(folder);
    }

    @AfterEach
    void end() throws Exception {
        if (wine != null) {
            wine.close();
            wine.shutDown();
        }
    }

    private String recorded() throws Exception {
        Matcher pid = PID.matcher(Files.readString(home.resolve("gateway.pid")));
        assertThat(pid.find()).isTrue();
        return pid.group(1);
    }

    /** Rule 7: the pid in the record lives, and is somebody else. */
    @Test
    void rule_7_who_has_the_pid_of_a_dead_owner_is_neither_taken_for_it_nor_ended() throws Exception {
        Started owner = wine.gateway(home, "run").active();
        String pid = recorded();
        owner.kill();
        wine.shutDown();
        Started innocent = wine.program(home, probe.toString(), "live");
        assertThat(innocent.line()).as("the pid again").isEqualTo(pid);
        Started look = wine.gateway(home, "status");
        assertThat(look.exit()).as(look.said()).isEqualTo(1); // dead, and its record left
        Started next = wine.gateway(home, "run", "--replace").active();
        assertThat(recorded()).isNotEqualTo(pid);
        assertThat(innocent.alive()).isTrue();
        next.kill();
        Started stop = wine.gateway(home, "stop");
        assertThat(stop.exit()).isZero();
        assertThat(innocent.alive()).isTrue();
        innocent.finish();
        assertThat(innocent.exit()).isZero();
    }
}
