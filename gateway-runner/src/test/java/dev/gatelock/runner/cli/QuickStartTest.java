package dev.gatelock.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.runner.RunnerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The quick way and the library are held against each other: what the first accepts, the second reads alike. */
class QuickStartTest {
    private Path home;

    @BeforeProperty
    void makeHome() throws IOException {
        home = Files.createTempDirectory("quick");
        Files.writeString(home.resolve("gateway.pid"), "garbage");
    }

    @AfterProperty
    void removeHome() throws IOException {
        Files.delete(home.resolve("gateway.pid"));
        Files.delete(home);
    }

    private static RunOptions byLibrary(String... arguments) {
        CommandLine.ParseResult parsed = GatewayCommand.line().parseArgs(arguments);
        RunCommand command = (RunCommand) parsed.subcommand().commandSpec().userObject();
        return command.options();
    }

    private static String[] with(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all.toArray(String[]::new);
    }

    @Property(tries = 2000)
    void runIsReadAlike(@ForAll("runArguments") List<String> rest) {
        String[] arguments = with("run", rest);
        RunOptions quick = QuickStart.run(arguments);
        Statistics.collect(quick != null ? "accepted" : "left to the library");
        if (quick != null) {
            assertThat(byLibrary(arguments)).isEqualTo(quick);
        }
    }

    /** Mostly sensible, with everything that could go wrong between. */
    @Provide
    Arbitrary<List<String>> runArguments() {
        Arbitrary<String> odd = Arbitraries.of(
                "",
                " ",
                "-",
                "--",
                "-x",
                "-qv",
                "--home=/x",
                "--wait=1s",
                "--help",
                "-h",
                "--version",
                "@none",
                "'q'",
                "\"q\"",
                "a=b",
                "status",
                "--no-such",
                "-5",
                "\u00fc",
                "${HOME}",
                "--rep");
        Arbitrary<String> value = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("10s", "500ms", "3", "bot", "/tmp/h", "a b")), Tuple.of(1, odd));
        Arbitrary<String> scope = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of("bot=123:abc", "chat=x=y")),
                Tuple.of(1, Arbitraries.of("bot=", "=x", "bot", "a/b=c", "bot=@none")));
        Arbitrary<List<String>> flag =
                Arbitraries.of("--replace", "--exec", "-q", "-v").map(List::of);
        Arbitrary<List<String>> option = Arbitraries.of("--home", "--wait", "--grace", "--kind", "--scope")
                .flatMap(name -> (name.equals("--scope") ? scope : value).map(given -> List.of(name, given)));
        Arbitrary<List<String>> stray = odd.map(List::of);
        Arbitrary<List<String>> options = Arbitraries.frequencyOf(
                        Tuple.of(3, flag), Tuple.of(6, option), Tuple.of(1, stray))
                .list()
                .ofMaxSize(5)
                .map(QuickStartTest::flat);
        Arbitrary<List<String>> command = Arbitraries.oneOf(value, odd, Arbitraries.of("run", "--replace", "--home"))
                .list()
                .ofMaxSize(4)
                .map(words -> flat(List.of(List.of("--"), words)));
        return options.flatMap(first -> Arbitraries.oneOf(Arbitraries.just(List.<String>of()), command)
                .map(then -> flat(List.of(first, then))));
    }

    private static List<String> flat(List<List<String>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    @Property(tries = 150)
    void statusSaysAlike(@ForAll("statusArguments") List<String> rest) {
        String[] arguments = with(
                "status",
                rest.stream().map(word -> word.replace("HOME", home.toString())).toList());
        Said quick = Said.by(() -> QuickStart.execute(arguments));
        Statistics.collect(quick.status() != null ? "accepted" : "left to the library");
        if (quick.status() != null) {
            assertThat(Said.by(() -> GatewayCommand.execute(arguments))).isEqualTo(quick);
        }
    }

    @Provide
    Arbitrary<List<String>> statusArguments() {
        Arbitrary<List<String>> one = Arbitraries.of(
                List.of("--json"),
                List.of("--home", "HOME"),
                List.of("--home", "HOME/none"),
                List.of("--home", ""),
                List.of("--home"),
                List.of("--home", "-x"),
                List.of("-h"),
                List.of("more"),
                List.of("--"),
                List.of("--home", "@a"));
        return one.list().ofMaxSize(3).map(QuickStartTest::flat);
    }

    @Test
    void readsWhatSupervisorsType() {
        RunOptions options = QuickStart.run(new String[] {
            "run",
            "--replace",
            "--home",
            "/h",
            "--wait",
            "3s",
            "--grace",
            "1m",
            "--kind",
            "bot",
            "-q",
            "--",
            "./bot",
            "--replace",
            "-v"
        });
        assertThat(options.guarded().home()).isEqualTo(Path.of("/h").toAbsolutePath());
        assertThat(options.entry()).isEqualTo(RunnerConfig.Entry.REPLACE);
        assertThat(options.patience()).isEqualTo(new RunOptions.Patience(Duration.ofSeconds(3), Duration.ofMinutes(1)));
        assertThat(options.kind()).isEqualTo("bot");
        assertThat(options.volume()).isEqualTo(RunOptions.Volume.QUIET);
        assertThat(options.work().line()).containsExactly("./bot", "--replace", "-v");
        assertThat(options.arguments()).hasSize(15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run bot",
                "run --home",
                "run --home -x",
                "run --wait soon",
                "run --help",
                "run --home=/x",
                "run -qv",
                "run -q -v",
                "run --replace --replace",
                "run --exec",
                "run --exec --",
                "run --unknown",
                "stop",
                "doctor",
                "--help"
            })
    void leavesTheRestToTheLibrary(String line) {
        String[] arguments = line.split(" ");
        assertThat(line.startsWith("run") ? QuickStart.run(arguments) : QuickStart.execute(arguments))
                .isNull();
    }

    /** curl -d @body is an argument of the command; nobody may put the file's content in its place. */
    @Test
    void anArgumentWithAnAtSignIsPassedOnAsItIs(@TempDir Path directory) throws IOException {
        Path body = Files.writeString(directory.resolve("body"), "--replace secret");
        String[] arguments = {"run", "--wait=1s", "--", "curl", "-d", "@" + body};
        assertThat(QuickStart.run(arguments)).isNull();
        assertThat(byLibrary(arguments).work().line()).containsExactly("curl", "-d", "@" + body);
    }
}
