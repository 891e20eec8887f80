package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code spin} says of the small model what our own scheduler says of the code, and of the wrong variants. */
@Tag("explores")
class SpinTest {
    private static final Path MODEL = Path.of("../docs/model");
    /** The small model knows no markers and no state file. */
    private static final Set<Safeguard> NOT_MODELLED = EnumSet.of(Safeguard.LEAVING_IS_SEEN);

    @Test
    void theVerdictsInTheFileAreOurs() throws Exception {
        List<String> ours = new ArrayList<>();
        for (WrongProtocol wrong : WrongProtocol.values()) {
            ours.add(ProveLevel.words(wrong) + " " + wrong.rule);
        }
        for (Safeguard safeguard : EnumSet.complementOf(EnumSet.copyOf(NOT_MODELLED))) {
            ours.add("without-" + ProveLevel.words(safeguard) + " " + safeguard.rule);
        }
        assertThat(Files.readAllLines(MODEL.resolve("verdicts.txt"))).containsAll(ours);
    }

    @Test
    void bothAgree() throws Exception {
        assumeThat(there("spin") && there("gcc")).as("spin and gcc").isTrue();
        Path log = Files.createTempFile("spin", ".log");
        Process check = new ProcessBuilder(MODEL.resolve("check.sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(check.waitFor(15, TimeUnit.MINUTES)).isTrue();
            String said = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(check.exitValue()).as(said).isZero();
            assertThat(said).contains("spin and the scheduler agree").doesNotContain("BAD");
        } finally {
            check.destroyForcibly();
            Files.deleteIfExists(log);
        }
    }

    private static boolean there(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
