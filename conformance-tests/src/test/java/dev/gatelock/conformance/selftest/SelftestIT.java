package dev.gatelock.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.run.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SelftestIT {

    @Test
    void theSuiteCanFail() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ExitCode code = new Selftest(new PrintStream(printed, true, StandardCharsets.UTF_8)).run();
        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isEqualTo(ExitCode.AS_EXPECTED);
        assertThat(text.strip().lines().reduce((a, b) -> b)).contains("PASSED: the suite can fail");
    }
}
