package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.spi.FileStat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The explorer can find something: three protocols that were believed in, each wrong. */
class WrongProtocolsTest {
    enum Wrong {
        UNLINK_STALE(WrongProtocols.unlinkStale()),
        RENAME_ASIDE(WrongProtocols.renameAside()),
        UNLINK_WHILE_HELD(WrongProtocols.unlinkWhileHeld());

        final World.Program program;

        Wrong(World.Program program) {
            this.program = program;
        }

        World.Scenario contenders(int count) {
            return world -> {
                SimProcess dead = world.dead("P0");
                world.kernel.files.makeDirectories(dead, WrongProtocols.HOME);
                Inode home = world.kernel.files.directoryAt(WrongProtocols.HOME);
                assertThat(home.kind).isEqualTo(FileStat.Kind.DIRECTORY);
                byte[] pid = Long.toString(dead.pid).getBytes(StandardCharsets.US_ASCII);
                world.kernel.files.plant(dead, home, "gateway.pid", pid);
                for (int i = 1; i <= count; i++) {
                    world.start("P" + i, program);
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundWrongByRandomSchedules(Wrong wrong) {
        new Explorer(wrong.contenders(3), Bounds.free()).random(1, 5_000).mustBreak("I1");
    }

    @ParameterizedTest
    @EnumSource
    void isFoundWrongExhaustively(Wrong wrong) {
        new Explorer(wrong.contenders(3), Bounds.none().preemptions(3))
                .exhaustive(20_000)
                .mustBreak("I1");
    }

    @Test
    void oneWrongProtocolIsRightForTwo() {
        Report report = new Explorer(Wrong.UNLINK_WHILE_HELD.contenders(2), Bounds.free())
                .exhaustive(50_000)
                .mustBeClean();
        assertThat(report.complete()).isTrue();
    }
}
