package dev.gatelock.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.OwnerRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hidden part of a recorded command line stands for anything; the rest still refutes. */
class SecretArgumentsTest {
    private static final OwnerRecord.Program RECORDED = new OwnerRecord.Program(
            "gateway", List.of("gateway", "run", "--scope", "a=token", "--scope=b=token", "--", "work"));

    @Test
    void hiddenPartsDoNotRefute() {
        assertThat(refutes("java", "-jar", "x", "run", "--scope", "a=token", "--scope=b=token", "--", "work"))
                .isFalse();
        assertThat(refutes("java", "run", "--scope", "a=@file", "--scope=b=env:X", "--", "work"))
                .isFalse();
    }

    @Test
    void theRestDoes() {
        assertThat(refutes("java", "run", "--scope", "c=token", "--scope=b=token", "--", "work"))
                .isTrue();
        assertThat(refutes("java", "run", "--scope", "a=token", "--scope=b=token", "--", "other"))
                .isTrue();
        assertThat(refutes("vi", "a=***")).isTrue();
    }

    private static boolean refutes(String... live) {
        return CommandLine.refutes(RECORDED, List.of(live));
    }
}
