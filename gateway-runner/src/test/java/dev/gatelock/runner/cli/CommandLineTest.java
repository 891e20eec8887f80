package dev.gatelock.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.runner.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    private Path directory;

    private static Said said(String... arguments) {
        return Said.by(() -> {
            Integer quick = QuickStart.execute(arguments);
            return quick != null ? quick : GatewayCommand.execute(arguments);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "run --no-such",
                "run --home",
                "run --wait soon -- true",
                "run --wait -5s -- true",
                "run -q -v",
                "run --exec",
                "run --exec --",
                "status --no-such",
                "status more",
                "stop --timeout",
                "stop --timeout x",
                "stop more",
                "restart more",
                "doctor --json",
                "run --replace --replace",
                "run --kind a --kind b",
                "status --home ''"
            })
    void wrongUsageIs64AndSaysWhatIsWrong(String line) {
        Said said = said(line.replace("''", " ").split(" (?! )"));
        assertThat(said.status()).isEqualTo(64);
        assertThat(said.out()).isEmpty();
        assertThat(said.complaints()).hasSize(2);
        assertThat(said.complaints().get(0)).startsWith("gateway: ").hasSizeGreaterThan(12);
        assertThat(said.complaints().get(1)).matches("Try 'gateway( \\w+)? --help'\\.");
    }

    @Test
    void anUnknownCommandIsNamedAndTheOthersAreListed() {
        assertThat(said("frobnicate", "--scope", "a=secret").err())
                .contains("there is no command 'frobnicate'; there are run, status, stop, restart, doctor, locks")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "status", "stop", "restart", "doctor", "locks"})
    void everyCommandTellsTheVersion(String command) {
        assertThat(said((command + " --version").strip().split(" ")).out()).startsWith("gateway ");
    }

    @Test
    void noFooterIsBrokenByTheLibrary() {
        GatewayCommand.line().getSubcommands().values().forEach(command -> assertThat(
                        command.getCommandSpec().usageMessage().footer())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(80)));
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(said().status()).isEqualTo(64);
        assertThat(said().err()).doesNotContain("\tat ");
    }

    @Test
    void aBlankHomeIsWrongUsage() {
        assertThat(said("status", "--home", " ").status()).isEqualTo(64);
        assertThat(said("run", "--home", "", "--", "true").status()).isEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({
        "run, --replace --home --wait --grace --kind --scope --exec -q -v COMMAND --help",
        "status, --home --json --help",
        "stop, --home --timeout --help",
        "restart, --home --timeout --help",
        "doctor, --home --help",
        "locks, --help"
    })
    void theHelpNamesEveryOption(String command, String options) {
        Said said = said(command, "--help");
        assertThat(said.status()).isZero();
        assertThat(said.out()).contains(options.split(" "));
        assertThat(said.err()).isEmpty();
    }

    @Test
    void theHelpNamesEveryCommandAndStatus() {
        Said said = said("--help");
        assertThat(said.status()).isZero();
        assertThat(said.out()).contains("run", "status", "stop", "restart", "doctor", "locks");
        String statuses = said.out().substring(said.out().indexOf("Exit statuses:"));
        for (ExitCode code : ExitCode.values()) {
            assertThat(statuses).containsPattern("\\b" + code.number() + "\\s+[a-z]");
        }
    }

    @Test
    void theVersionIsOneLine() {
        Said said = said("--version");
        assertThat(said.status()).isZero();
        assertThat(said.out().lines()).hasSize(1);
    }

    /** As the Linux Standard Base says; and looking changes nothing. */
    @Test
    void statusIsAnExitStatus() throws Exception {
        Path home = directory.resolve("h");
        assertThat(said("status", "--home", home.toString()).status()).isEqualTo(3);
        assertThat(home).doesNotExist();
        Files.createDirectory(home);
        assertThat(said("status", "--home", home.toString()).status()).isEqualTo(3);
        long pid = ProcessHandle.current().pid();
        String dead = "{\"pid\": " + pid + ", \"start_time\": 1}";
        Files.writeString(home.resolve("gateway.lock"), dead);
        assertThat(said("status", "--home", home.toString()).status()).isEqualTo(2);
        Files.writeString(home.resolve("gateway.pid"), dead);
        Said said = said("status", "--home", home.toString(), "--json");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out().lines()).hasSize(1);
        assertThat(said.out()).contains("\"state\":\"dead\"", "\"pid\":" + pid, "\"evidence\":\"none\"");
        try (var names = Files.list(home)) {
            assertThat(names).hasSize(2);
        }
    }

    @Test
    void stopOfNothingIsDone() {
        Said said = said("stop", "--home", directory.resolve("none").toString());
        assertThat(said.status()).isZero();
        assertThat(said.complaints()).hasSize(1);
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void restartOfNothingFails() {
        Said said = said("restart", "--home", directory.resolve("none").toString());
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.complaints()).hasSize(1);
    }

    /** fatal trouble is two lines, and never a stack trace. */
    @Test
    void aHomeThatIsAFileIsSaidInTwoLines() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        Said said = said("run", "--home", file.toString(), "--", "true");
        assertThat(said.status()).isEqualTo(78);
        assertThat(said.complaints()).hasSize(2).allMatch(line -> line.startsWith("gateway: "));
        assertThat(said.err()).doesNotContain("\tat ", "java.");
        assertThat(Files.readString(file)).isEmpty();
    }
}
