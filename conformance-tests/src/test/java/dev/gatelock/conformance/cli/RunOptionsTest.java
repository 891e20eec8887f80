package dev.gatelock.conformance.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.conformance.text.UsageException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Options that contradict each other are usage errors, before anything is started. */
class RunOptionsTest {

    private static final Path SUBJECT = Path.of(System.getProperty("conformance.subjects", "subjects"), "python.json");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--minutes 3",
                "--profile stress --minutes -1",
                "--profile stress dual-start",
                "--profile stress --select dual-start",
                "--profile stress --skip dual-start",
                "--profile stress --repeat 2",
                "--profile stress --jobs 2",
                "--repeat 0",
                "--select no-such-scenario"
            })
    void contradictions(String options) {
        RunCommand command = new RunCommand();
        new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(Stream.concat(Stream.of(SUBJECT.toString()), Stream.of(options.split(" ")))
                        .toArray(String[]::new));
        assertThatThrownBy(command::call).isInstanceOf(UsageException.class);
    }
}
